"""Read, compose, seal, verify and draw OFD files (GB/T 33190-2016), China's fixed-layout format.

The names below are those most programs need; each is imported when it is first used, so that the import of
the package itself costs next to nothing. What else there is stands in the rooms.
"""

from importlib import import_module

__version__ = "0.1.0"

_WHERE = {
    "open": "openofd.files",
    "verify_file": "openofd.files",
    "read_trust": "openofd.files",
    "seal_file": "openofd.seal.filing",
    "signer_from_uri": "openofd.gm.signer",
    "to_pdf": "openofd.render.convert",
    "to_png": "openofd.render.convert",
    "page_svg": "openofd.render.drawing",
    "Document": "openofd.document.document",
    "Report": "openofd.verify.report",
    "Trust": "openofd.verify.trust",
    "Policy": "openofd.verify.policy",
    "STANDARD": "openofd.verify.policy",
    "STRICT": "openofd.verify.policy",
    "SEALED_FINAL": "openofd.verify.policy",
    "OpenOfdError": "openofd.errors",
}
"""Name → the module it lives in."""

__all__ = list(_WHERE)


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
