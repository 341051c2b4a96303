"""`openofd seal FILE -o OUT`: one more seal, or a signature without one, appended to a file."""

import argparse
from datetime import datetime

from openofd.cli.exits import Exit
from openofd.cli.inputs import read_input
from openofd.cli.language import Text
from openofd.cli.output import print_json, write_output
from openofd.cli.parsing import Parser
from openofd.cli.passwords import add_password_options, asked_password
from openofd.cli.places import add_place_options, stamps_of
from openofd.cli.times import BEIJING, moment, now
from openofd.document.document import Document
from openofd.errors import Language
from openofd.gm.signer import Signer, signer_from_uri
from openofd.seal.filing import seal_file, sign_file
from openofd.seal.making import Seal
from openofd.seal.policy import SigningPolicy

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd seal 合同.ofd -o 已签.ofd --seal 印章.esl --signer 'file:key.pem?certificate=certificate.pem'
openofd seal 合同.ofd -o 已签.ofd --seal 印章.esl --signer file:我.p12 --at-page 3 --position 130,220
openofd seal 合同.ofd -o 已签.ofd --seal 印章.esl --signer file:我.p12 --straddle right
openofd seal 合同.ofd -o 已签.ofd --signer file:我.p12 --password-file 口令.txt --lock""",
    """openofd seal deed.ofd -o sealed.ofd --seal my.esl --signer 'file:key.pem?certificate=certificate.pem'
openofd seal deed.ofd -o sealed.ofd --seal my.esl --signer file:me.p12 --at-page 3 --position 130,220
openofd seal deed.ofd -o sealed.ofd --seal my.esl --signer file:me.p12 --straddle right
openofd seal deed.ofd -o signed.ofd --signer file:me.p12 --password-file password.txt --lock""",
)
_OPTIONS = {
    "output": Text("输出文件；- 表示标准输出", "the output file; - for standard output"),
    "seal": Text(
        "印章文件（Seal.esl）；不给就是不显示印章的签名",
        "the seal (Seal.esl); without, a signature that shows nowhere",
    ),
    "signer": Text(
        "签名者地址：file:、pkcs11:、sdf: 或 https:", "the signer's address: file:, pkcs11:, sdf: or https:"
    ),
    "time": Text(
        "签章时间（ISO 8601，默认现在；无时区按北京时间）", "time of signing (ISO 8601, default now; +08:00)"
    ),
    "lock": Text("锁定：此后不能再加签章", "lock the file: nobody can sign after this"),
    "store": Text("在签章旁另存一份印章文件", "store a copy of the seal beside the signature"),
}
_DONE = Text("已签章：", "sealed: ")


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.common()
    parser.document()
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=text["output"])
    parser.add_argument("--signer", metavar="URI", required=True, help=text["signer"])
    parser.add_argument("--seal", metavar="FILE", help=text["seal"])
    add_place_options(parser)
    parser.add_argument("--time", metavar="TIME", help=text["time"])
    parser.add_argument("--lock", action=argparse.BooleanOptionalAction, default=False, help=text["lock"])
    parser.add_argument("--store-seal", action="store_true", help=text["store"])
    add_password_options(parser)
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Seal and write; the signature has been verified before anything is written."""
    document = Document.open(read_input(arguments.file), body=arguments.document - 1)
    signer = signer_from_uri(arguments.signer, lambda: asked_password(arguments, language))
    at = moment(arguments.time) or now()
    sealed = _sealed(arguments, document, signer, at)
    write_output(arguments.output, sealed, force=arguments.force)
    if arguments.json and arguments.output != "-":
        told = {"file": arguments.file, "output": arguments.output, "size": len(sealed)}
        print_json(told | {"signer": str(signer.certificate.subject), "time": at.isoformat()})
    elif arguments.output != "-":
        print(f"{_DONE(language)}{arguments.output}  {at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S +08:00}")
    return Exit.VALID


def _sealed(arguments: argparse.Namespace, document: Document, signer: Signer, at: datetime) -> bytes:
    policy = SigningPolicy(lock=arguments.lock, store_seal=arguments.store_seal)
    if arguments.seal is None:
        return sign_file(document, signer=signer, at=at, policy=policy)
    seal = Seal.parse(read_input(arguments.seal))
    stamps = stamps_of(arguments, document, seal)
    return seal_file(document, seal=seal, signer=signer, stamps=stamps, at=at, policy=policy)
