"""Every part of a sealed certificate passes the schemas of GB/T 33190, patched where the text differs."""

import re
from pathlib import Path

import pytest
from lxml import etree

SCHEMAS = Path(__file__).parents[5] / "shared" / "spec" / "xsd"
ANY_TEXT = '<xs:attribute name="CheckMethod" type="xs:string"/>'

PATCHES = {  # schema: (pattern, replacement); each is a known difference between the annex and the text
    "OFD.xsd": [(r'fixed="1.0"', "")],
    "Signature.xsd": [
        (r'<xs:attribute name="CheckMethod".*?</xs:attribute>', ANY_TEXT),
        ("xs:ID\\b", "xs:string"),
    ],
    "Signatures.xsd": [("xs:ID\\b", "xs:string")],
    "CustomTags.xsd": [
        (
            r'<xs:attribute name="NameSpace" type="xs:string" use="required" />',
            '<xs:attribute name="NameSpace" type="xs:string"/><xs:attribute name="TypeID" type="xs:string"/>',
        )
    ],
}
SCHEMA_OF = [  # which schema judges which part of our layout
    (r"OFD\.xml", "OFD.xsd"),
    (r"Doc_0/Document\.xml", "Document.xsd"),
    (r"Doc_0/(Public|Document)Res\.xml", "Res.xsd"),
    (r".*/Content\.xml", "Page.xsd"),
    (r".*/Attachments\.xml", "Attachments.xsd"),
    (r".*/CustomTags\.xml", "CustomTags.xsd"),
    (r".*/Signatures\.xml", "Signatures.xsd"),
    (r".*/Signature\.xml", "Signature.xsd"),
]

pytestmark = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas are not on this machine")


@pytest.fixture(scope="session")
def schemas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    for source in SCHEMAS.glob("*.xsd"):
        text = source.read_text(encoding="utf-8")
        for pattern, replacement in PATCHES.get(source.name, []):
            text, count = re.subn(pattern, replacement, text, flags=re.DOTALL)
            assert count, f"{source.name}: nothing to patch for {pattern}"
        (folder / source.name).write_text(text, encoding="utf-8")
    return {name: etree.XMLSchema(etree.parse(folder / name)) for _, name in SCHEMA_OF}


def schema_of(name):
    return next((schema for pattern, schema in SCHEMA_OF if re.fullmatch(pattern, name)), None)


def test_every_part_passes(schemas, sealed_members):
    for name, raw in sealed_members.items():
        if schema_of(name):
            schemas[schema_of(name)].assertValid(etree.fromstring(raw))


def test_every_schema_was_used(sealed_members):
    assert {schema_of(name) for name in sealed_members} >= {schema for _, schema in SCHEMA_OF}
