"""Read an invoice's data: python examples/read_invoice.py FILE [FOLDER for its attachments]. Prints JSON."""

import json
import sys
from pathlib import Path

from openofd.document.document import Document


def main(file: str, folder: str = "") -> None:
    """Print what the file says of itself; whether it is genuine is for verify_file.py."""
    document = Document.open(Path(file).read_bytes())
    tags = {"/".join(tag.path): tag.text for tag in document.custom_tags if tag.complete}
    facts = {
        "标题": document.info.title,
        "自定义数据": dict(document.info.custom_data),
        "标引": tags,
        "附件": [one.name for one in document.attached_files],
        "宽容": sorted({finding.code for finding in document.findings}),
    }
    print(json.dumps(facts, ensure_ascii=False, indent=2))
    if folder:
        save(document, Path(folder))


def save(document: Document, folder: Path) -> None:
    """The names of attachments are a stranger's: files are numbered, and never named by them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(document.attached_files, 1):
        (folder / f"{number}.bin").write_bytes(one.read())


if __name__ == "__main__":
    main(*sys.argv[1:])
