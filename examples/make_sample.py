"""Write a made-up OFD file to try things on: python examples/make_sample.py OUT.ofd. It has no seal."""

import sys
from pathlib import Path

from openofd.package.draft import Member
from openofd.package.writer import write

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
INFO = (
    "<ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:Title>示例合同</ofd:Title><ofd:CustomDatas>"
)
DATA = '<ofd:CustomData Name="合同编号">示例-2026-001</ofd:CustomData></ofd:CustomDatas>'
COMMON = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
PAGES = '<ofd:Page ID="1" BaseLoc="P0.xml"/><ofd:Page ID="2" BaseLoc="P1.xml"/>'
LINES = ("示例合同 甲方：示例建工有限公司 价款：人民币壹万元整", "第二页 乙方：示例科技有限公司")
PARTS = {
    "OFD.xml": f'<ofd:OFD {NS} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{INFO}{DATA}'
    "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>{COMMON}"
    f"<ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{PAGES}</ofd:Pages></ofd:Document>",
    "Doc_0/Res.xml": f'<ofd:Res {NS}><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>',
}


def page(text: str) -> str:
    """One page: a text object a word, each on a line of its own, each character 6 mm wide."""
    objects = ""
    for n, line in enumerate(text.split()):
        code = f'<ofd:TextCode X="0" Y="6" DeltaX="g {len(line) - 1} 6">{line}</ofd:TextCode>'
        place = f'ID="{20 + n}" Boundary="20 {20 + 12 * n} 170 8" Font="3" Size="6"'
        objects += f"<ofd:TextObject {place}>{code}</ofd:TextObject>"
    return f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="10">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


if __name__ == "__main__":
    pages = {f"Doc_0/P{n}.xml": page(text) for n, text in enumerate(LINES)}
    Path(sys.argv[1]).write_bytes(write([Member.pack(n, x.encode()) for n, x in (PARTS | pages).items()]))
