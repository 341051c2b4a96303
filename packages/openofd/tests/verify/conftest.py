"""A sealed file, and how to judge it."""

from typing import Any

import pytest

from openofd.verify.policy import SEALED_FINAL
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
