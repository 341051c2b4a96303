"""What each kind of part refers to. GB/T 33190-2016 7.4-7.9, chapters 15-20; GM/T 0099-2020 annexes C, D."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from openofd.document.bodies import Body
from openofd.document.parts import Parts
from openofd.document.references import Role
from openofd.errors import LimitExceeded
from openofd.model.annotations import Annotations
from openofd.model.attachments import Attachments
from openofd.model.customtags import CustomTags
from openofd.model.document import DocumentRoot
from openofd.model.extensions import Extensions
from openofd.model.integrity import DocEntries, Encryptions
from openofd.model.ofd import Version
from openofd.model.page import Page
from openofd.model.resources import Res
from openofd.model.signatures import Signature, Signatures
from openofd.model.versions import DocVersion

__all__ = ["Follow", "Target", "from_body", "from_encryptions", "from_integrity", "from_older_versions"]

Follow = Callable[[Parts, str], "Iterator[Target]"]


class Target(NamedTuple):
    """A file a part refers to.

    Attributes:
        role: what it is to the document.
        loc: its location as written.
        follow: how to read on from there, or None for a leaf.
        base_loc: Res/@BaseLoc, which stands between the part's folder and the location.
    """

    role: Role
    loc: str
    follow: Follow | None = None
    base_loc: str = ""


def from_body(body: Body) -> Iterator[Target]:
    """OFD.xml, one DocBody. The root was located already."""
    yield Target("structure", "/" + body.root_name, _document)
    model = body.model
    if model.doc_info is not None:
        yield from _targets("visible", model.doc_info.cover)
    for version in _versions(body, current=True):
        yield Target("structure", version.base_loc, _version)
    yield from _targets("signature", model.signatures, _signatures)


def from_older_versions(body: Body) -> Iterator[Target]:
    """OFD.xml, the versions of one DocBody that are not shown; chapter 19."""
    for version in _versions(body, current=False):
        yield Target("version", version.base_loc, _version)


def _versions(body: Body, *, current: bool) -> Iterator[Version]:
    versions = body.model.versions
    yield from (v for v in versions.items if v.current is current) if versions is not None else ()


def from_integrity(parts: Parts, name: str) -> Iterator[Target]:
    """OFDEntries.xml."""
    yield from _targets("signature", parts.parse(DocEntries, name).signed_value_loc)


def from_encryptions(parts: Parts, name: str) -> Iterator[Target]:
    """Encryptions.xml."""
    for info in parts.parse(Encryptions, name).items:
        yield from _targets("structure", info.decrypt_seed_loc)
        yield from _targets("structure", info.entries_map_loc)


def _version(parts: Parts, name: str) -> Iterator[Target]:
    version = parts.parse(DocVersion, name)
    yield from _targets("structure", version.doc_root, _document)
    if version.file_list is not None:
        yield from _all("attached", version.file_list.files)


def _document(parts: Parts, name: str) -> Iterator[Target]:
    root = parts.parse(DocumentRoot, name)
    common = root.common_data
    yield from _all("visible", common.public_res, _res)
    yield from _all("visible", common.document_res, _res)
    for template in common.template_pages:
        yield Target("visible", template.base_loc, _page)
    entries = root.pages.items
    if len(entries) > parts.limits.pages:
        raise LimitExceeded("LIMIT_EXCEEDED", "页数过多", f"{len(entries)} pages", where=name)
    for entry in entries:
        yield Target("visible", entry.base_loc, _page)
    yield from _all("annotation", root.annotations, _annotations)
    yield from _all("attached", root.custom_tags, _custom_tags)
    yield from _all("attached", root.attachments, _attachments)
    yield from _all("attached", root.extensions, _extensions)


def _page(parts: Parts, name: str) -> Iterator[Target]:
    # no element of this name, no resource file: saves parsing the largest parts of the package
    if b"PageRes" in parts.read(name):
        yield from _all("visible", parts.parse(Page, name).page_res, _res)


def _res(parts: Parts, name: str) -> Iterator[Target]:
    res = parts.parse(Res, name)
    for loc in _res_files(res):
        yield Target("visible", loc, base_loc=res.base_loc)


def _res_files(res: Res) -> Iterator[str]:
    for fonts in res.fonts:
        yield from [font.font_file for font in fonts.items if font.font_file]
    for media in res.multi_medias:
        yield from [item.media_file for item in media.items]
    for spaces in res.color_spaces:
        yield from [space.profile for space in spaces.items if space.profile]


def _annotations(parts: Parts, name: str) -> Iterator[Target]:
    for page in parts.parse(Annotations, name).pages:
        yield Target("annotation", page.file_loc)


def _custom_tags(parts: Parts, name: str) -> Iterator[Target]:
    for tag in parts.parse(CustomTags, name).items:
        yield from _targets("attached", tag.file_loc)
        # a schema may also be named by an address on the network, which is no part of the package
        if tag.schema_loc and "://" not in tag.schema_loc:
            yield Target("attached", tag.schema_loc)


def _attachments(parts: Parts, name: str) -> Iterator[Target]:
    for attachment in parts.parse(Attachments, name).items:
        yield Target("attached", attachment.file_loc)


def _extensions(parts: Parts, name: str) -> Iterator[Target]:
    for extension in parts.parse(Extensions, name).items:
        yield from _all("attached", extension.extend_data)


def _signatures(parts: Parts, name: str) -> Iterator[Target]:
    entries = parts.parse(Signatures, name).items
    if len(entries) > parts.limits.signatures:
        raise LimitExceeded("LIMIT_EXCEEDED", "签章过多", f"{len(entries)} signatures", where=name)
    for entry in entries:
        yield Target("signature", entry.base_loc, _signature)


def _signature(parts: Parts, name: str) -> Iterator[Target]:
    signature = parts.parse(Signature, name)
    yield Target("signature", signature.signed_value)
    seal = signature.signed_info.seal
    if seal is not None:
        yield from _targets("signature", seal.base_loc)
        yield from _targets("signature", seal.image_loc)


def _all(role: Role, locs: Iterable[str], follow: Follow | None = None) -> Iterator[Target]:
    for loc in locs:
        yield Target(role, loc, follow)


def _targets(role: Role, loc: str | None, follow: Follow | None = None) -> Iterator[Target]:
    if loc:
        yield Target(role, loc, follow)
