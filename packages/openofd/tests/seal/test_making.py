"""Making a seal: GB/T 38540-2020 6.1, 7.1."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from openofd.errors import MalformedDocument, SigningFailed
from openofd.gm import sm2
from openofd.gm.sm3 import sm3
from openofd.seal.making import Seal
from openofd.ses import forms, tables, v4


def test_the_seal_says_what_it_was_given(authority: Any, authority_module: Any) -> Any:
    info = authority.seal.info
    assert (info.seal_id, info.name, info.vid) == ("2100000000001", "测试专用章", "openofd-test")
    assert info.certificates == (authority.sealer.certificate.der,)
    assert info.valid_from == authority_module.START
    assert info.picture.data == authority_module.PICTURE.data


def test_the_maker_signs_the_seal_info_alone(authority: Any) -> Any:
    seal = v4.read_seal(authority.seal.der)
    key = authority.maker.certificate.public_key
    assert sm2.verify(key, seal.info.raw, seal.signed_value)
    assert not sm2.verify(key, seal.raw, seal.signed_value)
    assert seal.certificate == authority.maker.certificate.der


def test_asn1crypto_reads_it_alike(authority: Any) -> Any:
    seal = tables.Seal.load(authority.seal.der, strict=True)
    assert seal["info"]["header"].native == {"id": "ES", "version": 4, "vid": "openofd-test"}
    assert seal["algorithm"].dotted == "1.2.156.10197.1.501"
    assert seal["info"]["property"]["list_type"].native == 1


def test_fractions_of_a_second_are_cut(authority: Any, authority_module: Any) -> Any:
    odd = authority_module.START + timedelta(milliseconds=250)
    assert authority.make_seal(created_at=odd).info.created_at == authority_module.START


def test_parse_reads_what_was_stored(authority: Any) -> Any:
    assert Seal.parse(authority.seal.der) == authority.seal


def test_parse_refuses_what_is_no_seal() -> Any:
    with pytest.raises(MalformedDocument):
        Seal.parse(b"no seal")


def test_it_admits_those_in_its_list_only(authority: Any) -> Any:
    assert authority.seal.admits(authority.sealer.certificate)
    assert not authority.seal.admits(authority.maker.certificate)


def test_its_period_includes_both_ends(authority: Any) -> Any:
    seal, tick = authority.seal, timedelta(seconds=1)
    assert seal.in_period(seal.info.valid_from)
    assert seal.in_period(seal.info.valid_until)
    assert not seal.in_period(seal.info.valid_from - tick)
    assert not seal.in_period(seal.info.valid_until + tick)


def test_a_seal_nobody_may_use_is_refused(authority: Any) -> Any:
    with pytest.raises(SigningFailed, match="SEAL_NO_SIGNER"):
        authority.make_seal(certificates=[])


def test_a_period_that_ends_before_it_begins_is_refused(authority: Any, authority_module: Any) -> Any:
    with pytest.raises(SigningFailed, match="SEAL_PERIOD"):
        authority.make_seal(valid_until=authority_module.START)


def test_a_maker_whose_key_is_not_his_certificates_is_refused(authority: Any, authority_module: Any) -> Any:
    liar = authority_module.Liar(authority.maker.certificate, authority.sealer)
    with pytest.raises(SigningFailed, match="SELF_CHECK"):
        authority.make_seal(maker=liar)


def test_version_5_on_request(authority: Any) -> None:
    seal = authority.make_seal(version=5)
    assert (seal.info.version, forms.tell_seal(seal.der)) == (5, forms.Form.SES_V5)
    assert Seal.parse(seal.der) == seal


def test_a_seal_that_lists_digests_admits_whom_they_are_of(authority: Any) -> None:
    listed = replace(
        authority.seal.info, certificates=(), digests=(("SM3", sm3(authority.sealer.certificate.der)),)
    )
    seal = replace(authority.seal, info=listed)
    assert seal.admits(authority.sealer.certificate)
    assert not seal.admits(authority.maker.certificate)
