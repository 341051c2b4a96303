"""A sealed file, and how to judge it."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from openofd.verify.policy import SEALED_FINAL, STANDARD
from openofd.verify.verify import verify


@pytest.fixture(scope="session")
def sealed(authority: Any) -> Any:
    """A sealed tiny document; nobody alters it in place."""
    return authority.sealed()


@pytest.fixture(scope="session")
def judge(authority: Any, authority_module: Any) -> Any:
    """`judge(data, …)`: the report under our trust and the strict policy, unless told otherwise."""

    def judged(data: Any, **more: Any) -> Any:
        given = {"trust": authority.trust, "at": authority_module.SIGNED, "policy": SEALED_FINAL}
        return verify(data, **(given | more))

    return judged


@pytest.fixture(scope="session")
def forge_module() -> Any:
    """The forge's module, loaded by its path."""
    path = Path(__file__).with_name("forge.py")
    spec = importlib.util.spec_from_file_location("verify_forge", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def forge(forge_module: Any, authority: Any, authority_module: Any) -> Any:
    """Makes signatures that say whatever a test wants."""
    return forge_module.Forge(authority, authority_module.SIGNED)


@pytest.fixture
def told(judge: Any, authority_module: Any) -> Any:
    """`told(parts, …)`: the report on these parts under the standard policy, unless told otherwise."""

    def judged(parts: Any, **more: Any) -> Any:
        return judge(authority_module.repack(parts), **({"policy": STANDARD} | more))

    return judged
