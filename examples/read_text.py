"""Read an OFD file: python examples/read_text.py FILE. Prints title, custom data, tags and texts."""

import sys
from pathlib import Path

from openofd.document.document import Document


def main(file: str) -> None:
    """Print what the file says, without judging whether it is genuine."""
    document = Document.open(Path(file).read_bytes())
    print("标题", document.info.title)
    for name, value in document.info.custom_data.items():
        print("自定义数据", name, value)
    for tag in document.custom_tags:
        print("标引", "/".join(tag.path), tag.text)
    for number, page in enumerate(document.pages, 1):
        print(f"第{number}页", page.text(), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
