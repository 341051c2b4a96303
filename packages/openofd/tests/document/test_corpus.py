"""Every public sample file opens and gives its metadata, pages and text."""

import csv
import re
from pathlib import Path

from openofd.document.document import Document


def test_every_sample_is_read(corpus: Path) -> None:
    files = sorted(corpus.glob("*.ofd"))
    assert len(files) == 51
    for file in files:
        document = Document.open(file.read_bytes())
        assert isinstance(document.info.doc_id, str)
        assert all(min(page.size) > 0 for page in document.pages)
        document.text()
        assert all(isinstance(raw, bytes) for raw in document.attachments.values())
        assert all(tag.path for tag in document.custom_tags)
        assert all(document.signature_parts(entry).signed_value for entry in document.signatures)
        assert "OFD.xml" in document.references().items


def test_a_known_invoice(corpus: Path) -> None:
    document = Document.open((corpus / "999.ofd").read_bytes())
    assert document.info.custom_data["发票号码"] == "12235358"
    assert "重庆增值税电子普通发票" in document.text()
    assert {tag.path[-1]: tag.text for tag in document.custom_tags[:1]} == {"InvoiceCode": "050001700111"}
    assert "original_invoice" in document.attachments


def test_known_irregularities(corpus: Path) -> None:
    def codes(name: str) -> set[str]:
        document = Document.open((corpus / name).read_bytes())
        document.references()
        for entry in document.package.names:
            document.package.read(entry)
        return {finding.code for finding in document.findings}

    assert codes("path_unstd.ofd") == {"CONTAINER_EXTRA_BYTES", "XML_ORDER"}
    assert codes("安证通手动盖章.ofd") == {"CONTAINER_EXTRA_BYTES"}
    assert codes("containsJPEG.ofd") == {"REF_MISSING", "XML_ORDER"}
    assert "XML_NAMESPACE" in codes("z.ofd")


def test_what_the_samples_hold_beside_their_pages(corpus: Path) -> None:
    documents = [Document.open(file.read_bytes()) for file in sorted(corpus.glob("*.ofd"))]
    assert sum(len(document.outline) for document in documents) > 0
    assert sum(len(document.bookmarks) for document in documents) > 0
    types = {annotation.type for document in documents for annotation in document.annotations}
    assert types == {"Link", "Stamp", "Watermark"}
    assert all(one.read() for document in documents for one in document.attached_files)


def test_what_is_read_agrees_with_the_index(corpus: Path) -> None:
    with (corpus / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["pages"]]
    assert len(rows) == 50  # one was not opened by whoever made the index: bytes lie around its zip
    for row in rows:
        document = Document.open((corpus / row["file"]).read_bytes())
        said = dict(re.findall(r"(attachments|CustomData)\((\d+)\)", row["features"]))
        assert len(document.pages) == int(row["pages"])
        assert len(document.signatures) == int(row["signatures"])
        assert len(document.attached_files) == int(said.get("attachments", 0))
        assert len(document.info.custom_data) == int(said.get("CustomData", 0))
