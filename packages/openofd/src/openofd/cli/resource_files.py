"""The resource files of a document, for what lists or takes out fonts and pictures. GB/T 33190-2016 7.9."""

from collections.abc import Iterator

from openofd.document.document import Document
from openofd.model.resources import Res

__all__ = ["resource_files"]


def resource_files(document: Document) -> Iterator[tuple[str, Res]]:
    """Entry name and root of each, once: the document's, then those of templates and pages.

    Raises:
        OpenOfdError: a page or a resource file is broken; a missing one is left out.
    """
    common = document.root.common_data
    shared = [(document.body.root_name, loc) for loc in (*common.document_res, *common.public_res)]
    pages = (*document.templates.values(), *document.pages)
    own = [(page.name, loc) for page in pages for loc in page.content.page_res]
    located = [document.parts.locate(base, loc, document.body.folder) for base, loc in (*shared, *own)]
    for name in dict.fromkeys(located):
        if name in document.package:
            yield name, document.parts.parse(Res, name)
