"""Demonstration custody: whole, marked, made once, refused by production."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from openofd.gm.chain import validate_chain
from openofd.gm.keys import PrivateKey
from openofd.gm.signer import KeySigner
from openofd.gm.x509 import build_certificate, new_serial
from openofd.seal.making import SealPicture, make_seal
from zizhi.core.errors import RuleViolation
from zizhi.sealing import custody
from zizhi.sealing.demonstration import make_demonstration

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PICTURE = b"\x89PNG demonstration"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hall with blank")
    assert make_demonstration(home, organization="示例厅", picture=PICTURE, now=NOW)
    return home


@pytest.fixture(scope="module")
def held(home: Path) -> custody.Custody:
    return custody.open_custody(custody.folder(home), production=False)


def test_second_call_changes_nothing(home: Path) -> None:
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert not make_demonstration(home, organization="别的", picture=b"", now=NOW)
    assert before == {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}


def test_every_subject_and_the_seal_say_demonstration(held: custody.Custody) -> None:
    public = held.public
    names = [str(c.subject) for c in (*public.anchors, *public.intermediates, held.signer.certificate)]
    assert all("演示专用" in name for name in [*names, public.seal.info.name])


def test_signer_chains_to_the_anchor(held: custody.Custody) -> None:
    public = held.public
    report = validate_chain(
        held.signer.certificate,
        intermediates=public.intermediates,
        anchors=public.anchors,
        at=NOW,
        crls=public.crls,
        usage=frozenset({"digitalSignature"}),
    )
    assert not report.findings


def test_seal_admits_the_signer_and_shows_the_picture(held: custody.Custody) -> None:
    assert held.public.seal.admits(held.signer.certificate)
    assert PICTURE in held.public.seal.der


def test_claim_key_is_published(held: custody.Custody) -> None:
    assert held.claim_key.public_key in held.public.claim_keys


def test_keys_are_encrypted_and_private(home: Path) -> None:
    keys = list(home.rglob("*.key"))
    assert len(keys) == 2
    assert all(b"ENCRYPTED PRIVATE KEY" in key.read_bytes() for key in keys)
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.rglob("*"))


def test_root_issuing_and_maker_keys_are_not_kept(home: Path) -> None:
    assert {p.stem for p in home.rglob("*.key")} == {"signer", "claim"}


@pytest.mark.parametrize("opener", [custody.open_public, custody.open_custody])
def test_production_refuses_it(home: Path, opener: type) -> None:
    with pytest.raises(RuleViolation, match="CUSTODY_DEMONSTRATION"):
        opener(custody.folder(home), production=True)


@pytest.mark.parametrize("opener", [custody.open_public, custody.open_custody])
def test_production_refuses_it_whatever_its_settings_say(tmp_path: Path, opener: type) -> None:
    make_demonstration(tmp_path, organization="示例厅", picture=PICTURE, now=NOW)
    settings = custody.folder(tmp_path) / "custody.toml"
    settings.write_text(settings.read_text().replace("demonstration = true", "demonstration = false"))
    with pytest.raises(RuleViolation, match="CUSTODY_DEMONSTRATION"):
        opener(custody.folder(tmp_path), production=True)
    assert custody.open_public(custody.folder(tmp_path), production=False).demonstration


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    """Custody made elsewhere and put in by hand."""
    place = tmp_path / "custody"
    for name in ("anchors", "intermediates", "crls", "claim-keys"):
        (place / name).mkdir(parents=True)
    key, claim_key = PrivateKey.generate(), PrivateKey.generate()
    certificate = build_certificate(
        subject={"CN": "省厅签章"},
        public_key=key.public_key,
        issuer=None,
        issuer_key=key,
        serial=new_serial(bytes(range(16))),
        not_before=NOW,
        not_after=NOW + timedelta(days=1),
        key_usage=("digitalSignature",),
    )
    seal = make_seal(
        seal_id="21000000000001",
        name="省厅",
        picture=SealPicture(type="PNG", data=PICTURE, width_mm=42, height_mm=42),
        certificates=[certificate],
        created_at=NOW,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=1),
        maker=KeySigner(certificate=certificate, key=key),
        vid="test",
    )
    for name in ("anchors/root.crt", "signer.crt"):
        (place / name).write_bytes(certificate.der)
    for name, secret in (("signer.key", key), ("claim.key", claim_key)):
        (place / name).write_bytes(secret.to_pem(b"secret"))
    (place / "claim-keys" / "1.pub").write_text(claim_key.public_key.xy.hex())
    (place / "passphrase").write_text("secret")
    (place / "seal.esl").write_bytes(seal.der)
    (place / "custody.toml").write_text(
        'demonstration = false\nsigner = "file:{custody}/signer.key?certificate={custody}/signer.crt"\n'
        'claim_key = "file:{custody}/claim.key"\npassphrase = "file:{custody}/passphrase"\n'
    )
    return place


def test_production_takes_what_was_imported(imported: Path) -> None:
    assert custody.open_custody(imported, production=True).signer.certificate.subject.text == "CN=省厅签章"


def test_production_refuses_an_unencrypted_key(imported: Path) -> None:
    (imported / "signer.key").write_bytes(b"-----BEGIN PRIVATE KEY-----\n")
    with pytest.raises(RuleViolation, match="CUSTODY_UNENCRYPTED"):
        custody.open_custody(imported, production=True)


@pytest.mark.parametrize("text", ["", "demonstration", "demonstration = false"])
def test_settings_that_say_too_little_are_reported(imported: Path, text: str) -> None:
    (imported / "custody.toml").write_text(text)
    with pytest.raises(RuleViolation, match="CUSTODY_BROKEN"):
        custody.open_custody(imported, production=True)


def test_missing_custody_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="zizhi demo"):
        custody.open_public(custody.folder(tmp_path), production=False)


def test_broken_custody_is_reported(tmp_path: Path) -> None:
    make_demonstration(tmp_path, organization="示例厅", picture=PICTURE, now=NOW)
    (custody.folder(tmp_path) / "seal.esl").write_bytes(b"\x30\x00")
    with pytest.raises(RuleViolation, match="CUSTODY_BROKEN"):
        custody.open_public(custody.folder(tmp_path), production=False)
