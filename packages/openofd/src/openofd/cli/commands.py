"""The commands by name; each is the module of that name, imported when it is asked for."""

import argparse
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, Protocol, cast

from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.parsing import Parser
from openofd.errors import Language

__all__ = ["COMMANDS", "Command", "load"]

COMMANDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "info": Text("列出页面、字体、签章、附件等内容", "list pages, fonts, signatures, attachments"),
        "text": Text("输出各页的文字及其位置", "print the text of the pages and where it stands"),
        "extract": Text(
            "取出附件、图片、字体、自定义数据和标引",
            "take out attachments, pictures, fonts, custom data and tags",
        ),
        "verify": Text("验证电子签章，逐项列出检查结果", "verify the seal signatures, check by check"),
        "render": Text("将页面绘制为 SVG 或 PNG", "draw pages as SVG or PNG"),
        "convert": Text("转换为 PDF，一个或许多文件", "convert to PDF, one file or many"),
        "seal": Text("盖章，或加一个不显示印章的签名", "seal a file, or sign it without a seal"),
        "attach": Text("附上文件，其余字节不变", "attach files; every other byte stays"),
        "keygen": Text(
            "做密钥和证书请求，或演示用的证书和印章", "make a key with a request, or a demonstration seal"
        ),
        "vectors": Text("按一致性用例核对验证程序", "hold a verifier against the conformance cases"),
        "completion": Text("输出命令行补全脚本", "print a script that completes the command line"),
    }
)
"""Name → what it does."""


class Command(Protocol):
    """What a command's module holds.

    Attributes:
        EXAMPLES: a command line a line, as the help shows them.
    """

    EXAMPLES: Text

    def configure(self, parser: Parser) -> None:
        """Add the command's arguments."""
        ...

    def run(self, arguments: argparse.Namespace, language: Language) -> Exit:
        """Do it; what cannot be done raises an OpenOfdError."""
        ...


def load(name: str) -> Command:
    """The command of that name. Late, so that `openofd --version` costs no library."""
    return cast("Command", import_module(f"openofd.cli.{name}"))
