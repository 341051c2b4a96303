"""Display lists to a PDF file, page after page (ISO 32000-1 7.7).

The same pages give the same bytes: no clock, no chance.
"""

from collections.abc import Callable, Iterable, Sequence

from openofd.model.units import Matrix
from openofd.render.displaylist import DisplayList
from openofd.render.pdf.attachments import write_attachments
from openofd.render.pdf.canvas import Canvas
from openofd.render.pdf.copymark import CopyMark, draw_copy_mark
from openofd.render.pdf.objects import PdfFile, name, numbers, string
from openofd.render.pdf.outline import write_outline
from openofd.render.pdf.painting import Painting
from openofd.render.pdf.places import POINTS, Sheet, write_link
from openofd.render.pdf.stock import Stock
from openofd.render.pdf.values import Attachment, Bookmark, Link, PdfInfo

__all__ = ["PdfWriter", "write_pdf"]

_NO_INFO = PdfInfo()


class PdfWriter:
    """Writes pages as they come; nothing of a page stays in memory but what later pages may share.

    Args:
        write: takes the bytes of the file, in order.
        mark: what every page says of itself in its margin.
    """

    def __init__(self, write: Callable[[bytes], object], *, mark: CopyMark | None = None) -> None:
        self._file, self._mark = PdfFile(write), mark
        self._stock = Stock(self._file)
        self._tree = self._file.reserve()
        self._sheets: list[Sheet] = []
        self._links: list[tuple[int, Sheet, Sequence[Link]]] = []

    def page(self, page: DisplayList, *, links: Sequence[Link] = ()) -> None:
        """Write a page.

        Raises:
            UnsupportedFeature: RENDER_EXTRA, where a picture has to be decoded and Pillow is not installed.
        """
        left, top, right, bottom = page.box
        base = Matrix(POINTS, 0.0, 0.0, -POINTS, -left * POINTS, bottom * POINTS)
        canvas = Canvas(self._stock.states, base)
        canvas.transform(base)
        Painting(self._stock, canvas).items(page.items)
        if self._mark is not None:
            draw_copy_mark(self._mark, page.box, canvas, self._stock)
        content = self._file.stream(canvas.content())
        annotations = self._file.reserve() if links else 0
        size = numbers((right - left) * POINTS, (bottom - top) * POINTS)
        entries = f"/Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {size}]/Contents {content} 0 R"
        more = f"/Annots {annotations} 0 R" if annotations else ""
        sheet = self._file.add(f"<<{entries}/Resources<<{canvas.resources()}>>{more}>>")
        self._sheets.append(Sheet(sheet, base))
        if links:
            self._links.append((annotations, self._sheets[-1], links))

    def close(
        self,
        *,
        info: PdfInfo = _NO_INFO,
        outline: Sequence[Bookmark] = (),
        attachments: Iterable[Attachment] = (),
    ) -> None:
        """Write what the pages share and what belongs to the whole; the file ends here."""
        self._stock.fonts.finish()
        for at, sheet, links in self._links:
            self._file.add(f"[{''.join(write_link(link, self._sheets, sheet) for link in links)}]", at)
        kids = " ".join(f"{sheet.number} 0 R" for sheet in self._sheets)
        self._file.add(f"<</Type/Pages/Kids[{kids}]/Count {len(self._sheets)}>>", self._tree)
        more = write_outline(self._file, outline, self._sheets) + write_attachments(self._file, attachments)
        root = self._file.add(f"<</Type/Catalog/Pages {self._tree} 0 R{more}>>")
        self._file.close(root, self._file.add(_info(info, self._mark)))


def write_pdf(
    pages: Iterable[DisplayList],
    *,
    info: PdfInfo = _NO_INFO,
    outline: Sequence[Bookmark] = (),
    attachments: Iterable[Attachment] = (),
    mark: CopyMark | None = None,
) -> bytes:
    """The pages as one file.

    Args:
        pages: in their order.
        info: metadata.
        outline: bookmarks.
        attachments: files to travel inside.
        mark: what every page says of itself in its margin; none without.

    Raises:
        UnsupportedFeature: RENDER_EXTRA, where a picture has to be decoded and Pillow is not installed.
    """
    made = bytearray()
    writer = PdfWriter(made.extend, mark=mark)
    for page in pages:
        writer.page(page)
    writer.close(info=info, outline=outline, attachments=attachments)
    return bytes(made)


def _info(info: PdfInfo, mark: CopyMark | None) -> str:
    said = {
        "Title": info.title,
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": info.keywords,
        "Creator": info.creator,
        "Producer": "openofd",
        **info.more,
        **({} if mark is None else {"Copy": mark.statement}),
    }
    written = "".join(f"{name(key)}{string(text)}" for key, text in said.items() if text)
    created = f"/CreationDate({info.created})" if info.created else ""
    return f"<<{written}{created}>>"
