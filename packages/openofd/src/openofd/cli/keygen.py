"""`openofd keygen -o DIR`: a key with a request, or with a demonstration's certificate and seal."""

import argparse
import secrets
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from openofd.cli.exits import Exit
from openofd.cli.language import Text
from openofd.cli.numbers import whole
from openofd.cli.output import make_folder, print_json, write_output
from openofd.cli.parsing import Parser
from openofd.cli.passwords import add_password_options, password_of
from openofd.cli.times import now
from openofd.errors import Language
from openofd.gm.keys import PrivateKey
from openofd.gm.signer import KeySigner
from openofd.gm.x509 import DEMONSTRATION, build_demonstration, build_request, to_pem
from openofd.seal.making import SealPicture, make_seal

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd keygen -o 密钥 --name 示例单位
openofd keygen -o 演示 --name 张示例 --demonstration --password-env SEAL_PASSWORD""",
    """openofd keygen -o keys --name 示例单位
openofd keygen -o demo --name 张示例 --demonstration --password-env SEAL_PASSWORD""",
)
_OPTIONS = {
    "output": Text(
        "存到这个目录；已有的文件不会被覆盖", "the folder to write to; nothing in it is overwritten"
    ),
    "name": Text("持有人名称，写入证书", "name of the holder, for the certificate"),
    "organization": Text("单位名称，写入证书请求", "the organisation, for the request"),
    "demonstration": Text(
        "做自签的演示证书和演示印章，而不是证书请求；都写明“演示专用”",
        "make a self-signed certificate and a seal marked 演示专用 instead of a request",
    ),
    "days": Text(
        "演示证书和印章的有效天数，默认 365", "days that the demonstration is valid; 365 by default"
    ),
}
_HEADS = {
    "key": Text("私钥（已用口令加密）", "private key, encrypted"),
    "request": Text("证书请求，交给证书机构", "request, for the certification authority"),
    "certificate": Text("演示证书", "demonstration certificate"),
    "seal": Text("演示印章", "demonstration seal"),
    "signer": Text("签名者地址", "signer"),
}
_SIDE_MM = 42


def configure(parser: Parser) -> None:
    """The command's arguments."""
    text = {name: said(parser.language) for name, said in _OPTIONS.items()}
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=text["output"])
    parser.add_argument("--name", required=True, metavar="NAME", help=text["name"])
    parser.add_argument("--organization", metavar="NAME", help=text["organization"])
    parser.add_argument("--demonstration", action="store_true", help=text["demonstration"])
    parser.add_argument("--days", type=whole(1, 36_500), default=365, metavar="N", help=text["days"])
    add_password_options(parser)
    parser.machine()
    parser.spoken()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Make the key and what goes with it; everything is made before anything is written."""
    password = password_of(arguments, language, new=True)
    key = PrivateKey.generate()
    made = {"key": ("key.pem", key.to_pem(password))}
    made |= _demonstration(arguments, key) if arguments.demonstration else _request(arguments, key)
    folder = make_folder(Path(arguments.output))
    for name, data in made.values():
        write_output(str(folder / name), data, private=name == "key.pem")
    told = {kind: str(folder / name) for kind, (name, _) in made.items()}
    told["signer"] = _signer_uri(folder)
    if arguments.json:
        print_json(told)
    else:
        print("\n".join(f"{_HEADS[kind](language)}  {value}" for kind, value in told.items()))
    return Exit.VALID


Made = Mapping[str, tuple[str, bytes]]


def _request(arguments: argparse.Namespace, key: PrivateKey) -> Made:
    subject = {"C": "CN"}
    if arguments.organization:
        subject["O"] = arguments.organization
    der = build_request(subject=subject | {"CN": arguments.name}, key=key)
    return {"request": ("request.pem", to_pem(der, "CERTIFICATE REQUEST"))}


def _demonstration(arguments: argparse.Namespace, key: PrivateKey) -> Made:
    start, period = now(), timedelta(days=arguments.days)
    certificate = build_demonstration(
        name=arguments.name,
        key=key,
        not_before=start,
        not_after=start + period,
        random=secrets.token_bytes(16),
    )
    picture = files("openofd.cli").joinpath("demonstration.png").read_bytes()
    seal = make_seal(
        seal_id=f"demonstration-{secrets.token_hex(4)}",
        name=f"{arguments.name}（{DEMONSTRATION}）",
        picture=SealPicture(type="PNG", data=picture, width_mm=_SIDE_MM, height_mm=_SIDE_MM),
        certificates=[certificate],
        created_at=start,
        valid_from=start,
        valid_until=start + period,
        maker=KeySigner(certificate=certificate, key=key),
        vid="openofd",
    )
    return {
        "certificate": ("certificate.pem", to_pem(certificate.der, "CERTIFICATE")),
        "seal": ("seal.esl", seal.der),
    }


def _signer_uri(folder: Path) -> str:
    """As `openofd seal --signer` takes it; once the authority's certificate lies beside the key."""
    key, certificate = (quote(str(folder.resolve() / name)) for name in ("key.pem", "certificate.pem"))
    return f"file:{key}?certificate={certificate}"
