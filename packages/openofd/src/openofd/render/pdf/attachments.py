"""Files that travel inside a PDF (ISO 32000-1 7.11.4)."""

from collections.abc import Iterable

from openofd.render.pdf.objects import PdfFile, string
from openofd.render.pdf.values import Attachment

__all__ = ["write_attachments"]


def write_attachments(file: PdfFile, attachments: Iterable[Attachment]) -> str:
    """Write the files; the catalogue's entry for them."""
    listed = {string(each.name): _specification(file, each) for each in attachments}
    if not listed:
        return ""
    # names in a tree stand in the order of their bytes (7.9.6)
    names = "".join(f"{name} {at} 0 R" for name, at in sorted(listed.items()))
    return f"/Names<</EmbeddedFiles<</Names[{names}]>>>>"


def _specification(file: PdfFile, attachment: Attachment) -> int:
    entries = f"/Type/EmbeddedFile/Params<</Size {len(attachment.data)}>>"
    body = file.stream(attachment.data, entries)
    named = string(attachment.name)
    where = f"/F{named}/UF{named}/EF<</F {body} 0 R/UF {body} 0 R>>"
    return file.add(f"<</Type/Filespec{where}>>")
