from openofd.document.document import Document as Document
from openofd.errors import OpenOfdError as OpenOfdError
from openofd.files import open as open  # noqa: A004 - as gzip and codecs have it
from openofd.files import read_trust as read_trust
from openofd.files import verify_file as verify_file
from openofd.gm.signer import signer_from_uri as signer_from_uri
from openofd.render.convert import to_pdf as to_pdf
from openofd.render.convert import to_png as to_png
from openofd.render.drawing import page_svg as page_svg
from openofd.seal.filing import seal_file as seal_file
from openofd.verify.policy import SEALED_FINAL as SEALED_FINAL
from openofd.verify.policy import STANDARD as STANDARD
from openofd.verify.policy import STRICT as STRICT
from openofd.verify.policy import Policy as Policy
from openofd.verify.report import Report as Report
from openofd.verify.trust import Trust as Trust

__version__: str
__all__ = [
    "SEALED_FINAL",
    "STANDARD",
    "STRICT",
    "Document",
    "OpenOfdError",
    "Policy",
    "Report",
    "Trust",
    "open",
    "page_svg",
    "read_trust",
    "seal_file",
    "signer_from_uri",
    "to_pdf",
    "to_png",
    "verify_file",
]
