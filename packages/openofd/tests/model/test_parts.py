"""The lists and roots of a package, one small instance each. GB/T 33190-2016 7.4 to 7.9, 14 to 19."""

from types import ModuleType

import pytest

from openofd.errors import MalformedDocument
from openofd.model.annotations import Annotations, PageAnnot
from openofd.model.attachments import Attachments
from openofd.model.customtags import CustomTags, ObjectRef
from openofd.model.document import DocumentRoot
from openofd.model.extensions import Extensions
from openofd.model.integrity import DocEntries, Encryptions
from openofd.model.ofd import Ofd
from openofd.model.resources import Res
from openofd.model.signatures import Signature, Signatures
from openofd.model.units import Box
from openofd.model.versions import DocVersion
from openofd.xml.parser import parse


def test_the_entry(tiny: ModuleType) -> None:
    info = (
        "<ofd:Keywords><ofd:Keyword>a</ofd:Keyword></ofd:Keywords>"
        '<ofd:CustomDatas><ofd:CustomData Name="k">v</ofd:CustomData></ofd:CustomDatas>'
    )
    (body,) = Ofd.parse(tiny.parts("甲", info=info)["OFD.xml"]).doc_bodies
    assert body.doc_info is not None
    assert body.doc_info.custom_datas is not None
    assert [(item.name, item.text) for item in body.doc_info.custom_datas.items] == [("k", "v")]
    assert body.doc_info.keywords is not None
    assert body.doc_info.keywords.items == ("a",)
    assert (body.doc_root, body.signatures, body.versions) == ("Doc_0/Document.xml", None, None)


def test_the_document(tiny: ModuleType) -> None:
    template = '<ofd:TemplatePage ID="5" BaseLoc="T.xml"/><ofd:PublicRes>P.xml</ofd:PublicRes>'
    root = DocumentRoot.parse(tiny.parts("甲", "乙", common=template)["Doc_0/Document.xml"])
    assert [entry.id for entry in root.pages.items] == [100, 101]
    assert root.common_data.page_area is not None
    assert root.common_data.page_area.physical_box == Box(0, 0, 100, 50)
    assert root.common_data.template_pages[0].base_loc == "T.xml"
    assert root.common_data.public_res == ("P.xml",)


def test_resources(tiny: ModuleType) -> None:
    res = Res.parse(
        tiny.xml(
            "Res",
            '<ofd:Fonts><ofd:Font ID="2" FontName="宋体"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font>'
            '</ofd:Fonts><ofd:ColorSpaces><ofd:ColorSpace ID="3" Type="CMYK">'
            "<ofd:Palette><ofd:CV>1 2 3 4</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>"
            '<ofd:DrawParams><ofd:DrawParam ID="4" Relative="5" LineWidth="0.5"/></ofd:DrawParams>',
            'BaseLoc="Res"',
        )
    )
    assert (res.base_loc, res.fonts[0].items[0].font_file) == ("Res", "f.ttf")
    palette = res.color_spaces[0].items[0].palette
    assert palette is not None
    assert palette.colors == ((1, 2, 3, 4),)
    assert res.draw_params[0].items[0].relative == 5


def test_annotations(tiny: ModuleType) -> None:
    listed = Annotations.parse(
        tiny.xml("Annotations", '<ofd:Page PageID="7"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page>')
    )
    assert [(page.page_id, page.file_loc) for page in listed.pages] == [(7, "a.xml")]
    appearance = f'<ofd:Appearance Boundary="1 2 3 4">{tiny.text("甲")}</ofd:Appearance>'
    annot = PageAnnot.parse(
        tiny.xml("PageAnnot", f'<ofd:Annot ID="1" Type="Stamp">{appearance}</ofd:Annot>')
    ).annots[0]
    assert annot.appearance is not None
    assert (annot.type, annot.creator, annot.appearance.boundary) == ("Stamp", "", Box(1, 2, 3, 4))
    assert len(annot.appearance.units) == 1


def test_lists_of_files(tiny: ModuleType) -> None:
    attachment = (
        '<ofd:Attachment ID="A1" Name="n" Visible="false"><ofd:FileLoc>x.xml</ofd:FileLoc></ofd:Attachment>'
    )
    item = Attachments.parse(tiny.xml("Attachments", attachment)).items[0]
    assert (item.name, item.visible, item.file_loc) == ("n", False, "x.xml")
    tag = '<ofd:CustomTag TypeID="t"><ofd:FileLoc>y.xml</ofd:FileLoc></ofd:CustomTag>'
    assert CustomTags.parse(tiny.xml("CustomTags", tag)).items[0].type_id == "t"
    extension = '<ofd:Extension AppName="a"><ofd:ExtendData>z.xml</ofd:ExtendData></ofd:Extension>'
    assert Extensions.parse(tiny.xml("Extensions", extension)).items[0].extend_data == ("z.xml",)
    version = "<ofd:FileList><ofd:File>a</ofd:File></ofd:FileList><ofd:DocRoot>D.xml</ofd:DocRoot>"
    assert DocVersion.parse(tiny.xml("DocVersion", version)).doc_root == "D.xml"
    assert (
        DocEntries.parse(
            tiny.xml("DocEntries", "<ofd:SignedValueLoc>s</ofd:SignedValueLoc>")
        ).signed_value_loc
        == "s"
    )
    info = "<ofd:EncryptInfo><ofd:DecryptSeedLoc>d</ofd:DecryptSeedLoc></ofd:EncryptInfo>"
    assert Encryptions.parse(tiny.xml("Encryptions", info)).items[0].decrypt_seed_loc == "d"


def test_an_object_reference() -> None:
    ref = ObjectRef(parse(b"<ObjectRef PageRef='1'> 62 </ObjectRef>"))
    assert (ref.page_ref, ref.object_id) == (1, 62)


def test_the_signature_list(tiny: ModuleType) -> None:
    listed = Signatures.parse(
        tiny.xml(
            "Signatures",
            '<ofd:Signature ID="s001" BaseLoc="Sign_0/Signature.xml"/><ofd:MaxSignId>1</ofd:MaxSignId>',
        )
    )
    assert [(entry.id, entry.type, entry.relative) for entry in listed.items] == [("s001", "Seal", None)]
    assert listed.max_sign_id == "1"


SIGNED = (
    '<ofd:SignedValue>SignedValue.dat</ofd:SignedValue><ofd:SignedInfo><ofd:Provider ProviderName="p"/>'
    '<ofd:References CheckMethod="SM3"><ofd:Reference FileRef="/OFD.xml">'
    "<ofd:CheckValue>{}</ofd:CheckValue></ofd:Reference></ofd:References>"
    '<ofd:StampAnnot ID="s002" PageRef="1" Boundary="1 2 3 4" Clip="0 0 1 1"/></ofd:SignedInfo>'
)


def test_a_signature(tiny: ModuleType) -> None:
    signature = Signature.parse(tiny.xml("Signature", SIGNED.format("AAEC\n Aw==")))
    info = signature.signed_info
    assert (signature.signed_value, info.seal) == ("SignedValue.dat", None)
    assert info.references is not None
    assert info.references.items[0].check_value == b"\0\1\2\3"
    assert (info.stamp_annots[0].boundary, info.stamp_annots[0].clip) == (Box(1, 2, 3, 4), Box(0, 0, 1, 1))


@pytest.mark.parametrize("value", ["AAE", "A*==", "甲"])
def test_a_check_value_that_is_not_base64(tiny: ModuleType, value: str) -> None:
    references = Signature.parse(tiny.xml("Signature", SIGNED.format(value))).signed_info.references
    assert references is not None
    with pytest.raises(MalformedDocument, match="XML_VALUE"):
        references.items[0].check_value  # noqa: B018
