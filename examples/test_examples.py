"""Every script of this folder runs and does what it says."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openofd.document.document import Document
from openofd.gm.keys import PrivateKey
from openofd.gm.x509 import build_certificate, new_serial
from openofd.package.draft import Member
from openofd.package.writer import write
from openofd.seal.making import Seal

HERE = Path(__file__).parent
SCRIPTS = sorted(path.name for path in HERE.glob("*.py") if not path.name.startswith("test_"))
OFD = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016" {1}>{2}</ofd:{0}>'
AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea>"
ENTRY = "<ofd:DocInfo><ofd:DocID>ab</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
ROOT = (
    f"<ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>{AREA}</ofd:CommonData>"
    '<ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages>'
)
UNSEALED = {
    "OFD.xml": OFD.format("OFD", 'Version="1.1" DocType="OFD"', f"<ofd:DocBody>{ENTRY}</ofd:DocBody>"),
    "Doc_0/Document.xml": OFD.format("Document", "", ROOT),
    "Doc_0/Page.xml": OFD.format("Page", "", '<ofd:Content><ofd:Layer ID="2"/></ofd:Content>'),
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A folder with a demonstration hall of one certificate in it."""
    folder = tmp_path_factory.mktemp("hall")
    head = (HERE / "decisions.csv").read_text(encoding="utf-8").splitlines()[:2]
    (folder / "one.csv").write_text("\n".join(head), encoding="utf-8")
    done = run(folder, "-m", "zizhi.ops", "demo", "--list", "one.csv")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def file(hall):
    (certificate,) = (hall / "var" / "certificates").glob("*.ofd")
    return certificate


@pytest.fixture
def own_key(tmp_path):
    """An encrypted key file with its certificate; gives the signer's address."""
    now, key = datetime.now(UTC), PrivateKey.generate()
    certificate = build_certificate(
        subject={"CN": "演示专用"},
        public_key=key.public_key,
        issuer=None,
        issuer_key=key,
        serial=new_serial(bytes(range(16))),
        not_before=now - timedelta(days=1),
        not_after=now + timedelta(days=1),
        key_usage=("digitalSignature",),
    )
    (tmp_path / "own.pem").write_bytes(key.to_pem(b"secret"))
    (tmp_path / "own.crt").write_bytes(certificate.der)
    return f"file:{tmp_path / 'own.pem'}?certificate={tmp_path / 'own.crt'}"


def run(folder, *arguments, **environment):
    """One Python process in a folder, with a hall of its own and Chinese output."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ZIZHI_", "DJANGO_", "DATABASE_"))}
    kept = {"ZIZHI_ASSETS": os.environ["ZIZHI_ASSETS"]} if "ZIZHI_ASSETS" in os.environ else {}
    given = {**inherited, **kept, "LC_ALL": "C.UTF-8", **environment}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SCRIPTS)
def test_short(name):
    assert len((HERE / name).read_text(encoding="utf-8").splitlines()) < 40


def test_make_sample(tmp_path):
    assert run(tmp_path, HERE / "make_sample.py", "a.ofd").returncode == 0
    done = run(tmp_path, "-m", "openofd", "text", "a.ofd")
    assert done.stdout.startswith("示例合同\n甲方：示例建工有限公司\n")


def test_verify_file(hall, file):
    custody = hall / "var" / "custody"
    done = run(
        hall,
        HERE / "verify_file.py",
        file,
        custody / "anchors/root.pem",
        custody / "intermediates/issuing.pem",
    )
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "结论：有效")


def test_verify_file_with_a_flipped_byte(hall, file, tmp_path):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "bad.ofd").write_bytes(data)
    root = hall / "var/custody/anchors/root.pem"
    assert run(hall, HERE / "verify_file.py", tmp_path / "bad.ofd", root).returncode == 1


def test_read_text(hall, file):
    done = run(hall, HERE / "read_text.py", file)
    assert "企业名称：示例建工" in done.stdout.splitlines()


def test_read_invoice(hall, file, tmp_path):
    done = run(hall, HERE / "read_invoice.py", file, tmp_path / "out")
    facts = json.loads(done.stdout)
    assert "示例建工" in "".join(facts["标引"].values())
    assert (facts["附件"], facts["宽容"]) == (["电子证照元数据.xml"], [])
    assert (tmp_path / "out" / "1.bin").read_bytes().startswith(b"<")


def test_highlight(tmp_path):
    code = '<ofd:TextCode X="0" Y="4">价税 合计</ofd:TextCode>'
    text = f'<ofd:TextObject ID="3" Boundary="10 10 80 6" Font="4" Size="4">{code}</ofd:TextObject>'
    layer = f'<ofd:Content><ofd:Layer ID="2">{text}</ofd:Layer></ofd:Content>'
    parts = UNSEALED | {"Doc_0/Page.xml": OFD.format("Page", "", layer)}
    (tmp_path / "in.ofd").write_bytes(write([Member.pack(name, raw.encode()) for name, raw in parts.items()]))
    done = run(tmp_path, HERE / "highlight.py", "in.ofd", "税合", "out.ofd")
    assert (done.returncode, done.stdout) == (0, "第1页 税合 左 14.0 上 10.5 毫米\n"), done.stderr
    (mark,) = Document.open((tmp_path / "out.ofd").read_bytes()).annotations
    assert (mark.type, mark.remark) == ("Highlight", "税合")


def test_highlight_of_a_sealed_file(hall, file, tmp_path):
    done = run(tmp_path, HERE / "highlight.py", file, "企业名称", "out.ofd")
    assert (done.returncode, "已有签章保护" in done.stderr) == (1, True)
    assert not (tmp_path / "out.ofd").exists()


def test_convert_to_pdf(hall, file, tmp_path):
    done = run(hall, HERE / "convert_to_pdf.py", file, tmp_path / "out.pdf")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "第1页，共1页")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_check_qr_offline(hall, file):
    done = run(hall, HERE / "check_qr_offline.py", file, hall / "var/custody/claim-keys/1.pub")
    assert (done.returncode, done.stdout.split()[:2]) == (0, ["建筑业企业资质证书", "D221000015"])


def test_check_qr_offline_with_another_key(hall, file, tmp_path):
    (tmp_path / "other.pub").write_text(PrivateKey.generate().public_key.xy.hex(), encoding="ascii")
    assert run(hall, HERE / "check_qr_offline.py", file, tmp_path / "other.pub").returncode == 1


def test_seal_file(hall, tmp_path, own_key):
    parts = [Member.pack(name, raw.encode()) for name, raw in UNSEALED.items()]
    (tmp_path / "in.ofd").write_bytes(write(parts))
    picture = Seal.parse((hall / "var/custody/seal.esl").read_bytes()).info.picture.data
    (tmp_path / "seal.png").write_bytes(picture)
    names = [tmp_path / "in.ofd", tmp_path / "seal.png", own_key, tmp_path / "out.ofd"]
    done = run(tmp_path, HERE / "seal_file.py", *names, SEAL_PASSWORD="secret")
    assert done.returncode == 0, done.stderr
    judged = run(tmp_path, HERE / "verify_file.py", tmp_path / "out.ofd", tmp_path / "own.crt")
    assert judged.stdout.splitlines()[0] == "结论：有效"
