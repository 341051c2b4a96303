"""Time stamps: embedded where the standards have room for them, and none that is unfit."""

from datetime import timedelta
from typing import Any

import pytest

from openofd.errors import SigningFailed
from openofd.gm import cms, der
from openofd.gm.chain import TIME_STAMPING
from openofd.gm.timestamp import parse, verify_token
from openofd.gm.timestamp_authority import build_request, give_time_stamp
from openofd.model.units import Box
from openofd.package.reader import Package
from openofd.seal.filing import seal_file, sign_file
from openofd.seal.policy import SigningPolicy
from openofd.seal.stamps import Stamp
from openofd.ses import v4
from openofd.verify.policy import STRICT
from openofd.verify.verify import verify

VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"


@pytest.fixture
def stamper(authority: Any, authority_module: Any) -> Any:
    """`stamper(later=…)`: asks a demonstration authority whose clock is so far ahead."""
    purposes = ("2.5.29.37", True, der.sequence(der.oid(TIME_STAMPING)))
    tsa = authority.signer("演示时间戳机构", extra=[purposes])

    def make(later: Any = timedelta()) -> Any:
        at = authority_module.SIGNED + later
        return lambda octets: give_time_stamp(build_request(octets), authority=tsa, serial=1, at=at)

    return make


@pytest.fixture
def act(authority: Any, authority_module: Any, tiny: Any) -> Any:
    """`act(time_stamp)`: the file sealed, or with `seal=False` signed, and a token asked for."""

    def run(time_stamp: Any, *, seal: Any = None) -> bytes:
        common = {"signer": authority.sealer, "at": authority_module.SIGNED}
        policy = SigningPolicy(time_stamp=time_stamp)
        if seal is False:
            return sign_file(tiny.ofd("甲"), policy=policy, **common)
        stamps = [Stamp(page_id=100, boundary=Box(5, 5, 20, 20))]
        return seal_file(tiny.ofd("甲"), seal=seal or authority.seal, stamps=stamps, policy=policy, **common)

    return run


@pytest.mark.parametrize("version", [4, 5])
def test_a_seal_signature_bears_a_token(
    version: Any, act: Any, stamper: Any, authority: Any, authority_module: Any
) -> None:
    sealed = act(stamper(), seal=authority.make_seal(version=version))
    value = v4.read_signature(Package.open(sealed).read(VALUE))
    assert verify_token(parse(value.time_stamp), value.received_signature) == ()
    report = verify(sealed, trust=authority.trust, at=authority_module.SIGNED, policy=STRICT)
    assert (report.overall, "TIMESTAMP_OK" in report.codes) == ("VALID", True)


def test_a_signature_without_seal_bears_a_token(
    act: Any, stamper: Any, authority: Any, authority_module: Any
) -> None:
    signed = act(stamper(), seal=False)
    (signer,) = cms.parse(Package.open(signed).read(VALUE)).signers
    assert verify_token(parse(signer.time_stamp), signer.received_signature) == ()
    report = verify(signed, trust=authority.trust, at=authority_module.SIGNED, policy=STRICT)
    assert (report.overall, "TIMESTAMP_OK" in report.codes) == ("VALID", True)


def test_a_seal_of_version_5_bears_a_token(authority: Any, stamper: Any) -> None:
    seal = authority.make_seal(version=5, time_stamp=stamper())
    read = v4.read_seal(seal.der)
    assert verify_token(parse(read.time_stamp), read.received_value) == ()


def test_a_seal_of_version_4_has_no_room_for_one(authority: Any, stamper: Any) -> None:
    with pytest.raises(SigningFailed, match="SEAL_VERSION"):
        authority.make_seal(time_stamp=stamper())


def test_a_clock_a_little_behind_is_forgiven(act: Any, stamper: Any) -> None:
    assert act(stamper(later=timedelta(minutes=-4)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda ask: lambda octets: ask(octets + b"!"),
        lambda ask: lambda octets: ask(octets)[:-1] + b"\0",
        lambda _: lambda _: b"no token",
        lambda _: lambda _: b"",
    ],
)
def test_an_unfit_token_is_not_embedded(act: Any, stamper: Any, spoil: Any) -> None:
    with pytest.raises(SigningFailed, match="TIMESTAMP_UNFIT"):
        act(spoil(stamper()))


def test_a_token_older_than_the_signature_is_refused(act: Any, stamper: Any) -> None:
    with pytest.raises(SigningFailed, match="TIMESTAMP_UNFIT") as caught:
        act(stamper(later=timedelta(minutes=-6)))
    assert caught.value.where == "2026-07-02T11:54:00Z"
