"""Questions of the public, against a real registry and real sealed files."""

import base64
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from django.db import OperationalError
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.lifecycle import Purpose
from zizhi.certificates.services import allocate
from zizhi.core.errors import RuleViolation
from zizhi.issuing.making import make
from zizhi.sealing import custody
from zizhi.sealing.demonstration import make_demonstration
from zizhi.status import services as status
from zizhi.verification import registry, services
from zizhi.verification.verdict import Comparison, VerdictKind

LATER = timedelta(hours=1)
RENAMED = {
    "purpose": Purpose.CHANGE,
    "decision_document": "辽住建许〔2026〕2号",
    "items": (),
    "valid_from": None,
    "valid_until": None,
    "holder": {"name": "改名有限公司"},
}


def _raised(name, content):
    return content.replace("二级".encode(), "一级".encode()) if name.endswith("Content.xml") else content


def _outcomes(found):
    return {check.id: check.outcome for check in found.checks}


def test_our_own_bytes_are_genuine(issue, now):
    version, data = issue()
    found = services.examine(data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.in_effect) == (VerdictKind.GENUINE, True)
    assert set(_outcomes(found).values()) == {"PASSED"}
    assert found.answer.identifier == version.identifier


def test_repacked_is_genuine_and_says_so(issue, rezipped, now):
    found = services.examine(rezipped(issue()[1]), now=now + LATER)
    assert found.verdict.kind is VerdictKind.GENUINE_REPACKED
    assert "重新打包" in found.verdict.word


def test_an_altered_grade_is_named(issue, rezipped, now):
    found = services.examine(rezipped(issue()[1], _raised), now=now + LATER)
    assert found.verdict.kind is VerdictKind.ALTERED
    assert (
        "“资质等级”：文件上是“建筑工程施工总承包一级”，登记的是“建筑工程施工总承包二级”" in found.alterations
    )
    assert [mark.label for mark in found.marks] == ["资质等级与登记不一致"]
    assert {c for c, outcome in _outcomes(found).items() if outcome == "FAILED"} == {
        "reference_digests",
        "face",
    }


def test_an_altered_part_without_a_field_is_marked_where_it_lies(issue, rezipped, now):
    def font(name, raw):
        return raw + b"\0" if name.endswith("font_2.ttf") else raw

    found = services.examine(rezipped(issue()[1], font), now=now + LATER)
    assert found.verdict.kind is VerdictKind.ALTERED
    assert {mark.label for mark in found.marks} == {"签章后被改动"}


_LINE = (
    '<ofd:TextObject ID="9999" Boundary="72 200 100 8" Font="{font}" Size="5">'
    '<ofd:TextCode X="0" Y="5">公路工程施工总承包特级</ofd:TextCode></ofd:TextObject></ofd:Layer>'
)


def _with_a_line_more(name, content):
    font = content.partition(b' Font="')[2].partition(b'"')[0].decode()
    line = _LINE.format(font=font).encode()
    return content.replace(b"</ofd:Layer>", line) if name.endswith("Page_0/Content.xml") else content


def test_a_line_drawn_beside_the_tags_is_an_alteration(issue, rezipped, now):
    found = services.examine(rezipped(issue()[1], _with_a_line_more), now=now + LATER)
    assert found.verdict.kind is VerdictKind.ALTERED
    assert "页面上多出文字“公路工程施工总承包特级”" in found.alterations


def test_a_number_drawn_in_pieces_is_recognised(issue, rezipped, now):
    def split(name, content):
        if not name.endswith("Page_0/Content.xml"):
            return re.sub(b'D221000015|1[.]2[.]156[^<"]*|/V/', b"", content)
        return content.replace(b"D221000015", b"D2210</ofd:TextCode><ofd:TextCode>00015")

    found = services.examine(rezipped(issue()[1], split), now=now + LATER)
    assert found.verdict.kind is VerdictKind.ALTERED


@pytest.mark.parametrize("cut", [50, 3000, 20000])
def test_a_torn_file_of_ours_is_recognised(issue, now, cut):
    found = services.examine(issue()[1][:-cut], now=now + LATER)
    assert found.verdict.kind is VerdictKind.ALTERED
    assert found.document is None
    assert "重新下载" in found.alterations[-1]


def test_sealed_by_us_and_not_registered_raises_the_alarm(issue, make_request, now):
    issue(1)
    pending = allocate(make_request(2), now=now, by=COMMAND)
    data = make(pending.snapshot, token=pending.token, at=now).data
    with structlog.testing.capture_logs() as logs:
        found = services.examine(data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.alarm) == (VerdictKind.NOT_ISSUED_HERE, True)
    assert [entry["event"] for entry in logs] == ["verification.alarm"]


def test_sealed_by_us_with_another_name_is_altered_and_raises_the_alarm(issue, now):
    version, _ = issue()
    other = replace(version.snapshot, holder_name="另一家公司")
    found = services.examine(make(other, token=version.token, at=now).data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.alarm) == (VerdictKind.ALTERED, True)
    assert "“企业名称”：文件上是“另一家公司”" in found.alterations[0]


def test_sealed_once_more_with_the_same_facts_is_not_the_original(issue, now):
    version, _ = issue()
    found = services.examine(make(version.snapshot, token=version.token, at=now).data, now=now + LATER)
    assert {row.outcome for row in found.comparison} == {Comparison.EQUAL}
    assert (found.verdict.kind, found.verdict.alarm) == (VerdictKind.ALTERED, True)
    assert "存档的那一份" in found.verdict.sentence


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.chmod(0o600) or path.write_bytes(b"x")])
def test_without_the_original_a_repacked_file_cannot_be_told(issue, hall, rezipped, now, harm):
    data = rezipped(issue()[1])
    harm(next((hall.home / "vault").glob("*/*.ofd")))
    found = services.examine(data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.alarm) == (VerdictKind.CANNOT_TELL, False)


def test_sealed_by_somebody_else_with_our_number(issue, hall, now, tmp_path, settings):
    version, _ = issue()
    make_demonstration(
        tmp_path / "other",
        organization="别的单位",
        picture=custody.open_public(custody.folder(hall.home), production=False).seal.info.picture.data,
        now=now,
    )
    settings.ZIZHI_HOME = tmp_path / "other"
    data = make(version.snapshot, token=version.token, at=now).data
    settings.ZIZHI_HOME = hall.home
    found = services.examine(data, now=now + LATER)
    assert found.verdict.kind is VerdictKind.NOT_ISSUED_HERE
    assert "其他机构" in found.verdict.sentence


def test_a_superseded_file_is_genuine_and_leads_to_the_latest(issue, now):
    _, old = issue(1)
    change = {"purpose": Purpose.CHANGE, "decision_document": "辽住建许〔2026〕2号", "items": ()}
    new, _ = issue(
        1, at=now + LATER, valid_from=None, valid_until=None, holder={"name": "改名有限公司"}, **change
    )
    found = services.examine(old, now=now + 2 * LATER)
    assert (found.verdict.kind, found.verdict.word) == (VerdictKind.GENUINE, "证书真实，已换发")
    assert found.latest_token == new.token


@pytest.mark.parametrize("state", ["suspended", "cancelled", "annulled", "rescinded", "stripped"])
def test_each_ending_shows_at_once(issue, now, state):
    version, data = issue()
    status.move(version.token, state=state, at=now + LATER)
    found = services.examine(data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.in_effect) == (VerdictKind.GENUINE, False)
    assert found.answer.standing.code == state


def test_the_vault_proves_the_age_of_a_seal_whose_certificate_has_expired(issue, now):
    _, data = issue()
    found = services.examine(data, now=datetime(2032, 3, 1, tzinfo=UTC))
    assert (found.verdict.kind, found.verdict.word) == (VerdictKind.GENUINE, "证书真实，已过期")


def test_a_registry_that_is_away_is_never_called_forged(issue, rezipped, now, monkeypatch):
    data = rezipped(issue()[1], _raised)

    def away(*_):
        raise OperationalError("gone")

    monkeypatch.setattr(registry, "_registered", away)
    found = services.examine(data, now=now + LATER)
    assert found.verdict.kind is VerdictKind.CANNOT_TELL
    assert _outcomes(found)["registry"] == "INDETERMINATE"


@pytest.mark.parametrize("repack", [True, False])
def test_without_anchors_nothing_can_be_told(issue, hall, rezipped, now, repack):
    data = issue()[1]
    data = rezipped(data) if repack else data
    shutil.move(custody.folder(hall.home), hall.home / "moved")
    custody.open_public.cache_clear()
    assert services.examine(data, now=now + LATER).verdict.kind is VerdictKind.CANNOT_TELL


def test_demonstration_keys_make_nothing_genuine_in_production(issue, now, settings):
    data = issue()[1]
    settings.ZIZHI_PROFILE = "production"
    assert services.examine(data, now=now + LATER).verdict.kind is VerdictKind.CANNOT_TELL


def test_a_stored_file_under_a_strange_anchor_raises_the_alarm(issue, hall, now):
    data = issue()[1]
    shutil.rmtree(custody.folder(hall.home))
    picture = b"\x89PNG"
    make_demonstration(hall.home, organization="别的单位", picture=picture, now=now)
    custody.open_public.cache_clear()
    found = services.examine(data, now=now + LATER)
    assert (found.verdict.kind, found.verdict.alarm) == (VerdictKind.CANNOT_TELL, True)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), "编号".encode() * 99])
def test_garbage_is_not_ours(issue, now, data):
    issue()
    assert services.examine(data, now=now).verdict.kind is VerdictKind.NOT_ISSUED_HERE


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
def test_a_flipped_byte_is_never_green_unless_nothing_changed(flipping, now, place, value):
    data = bytearray(flipping)
    data[int(place * len(data))] ^= value
    found = services.examine(bytes(data), now=now + LATER)
    assert found.verdict.kind is not VerdictKind.GENUINE


@pytest.fixture
def flipping(issue):
    return issue()[1]


def test_json_of_an_examination_is_plain(issue, rezipped, now):
    told = services.examine(rezipped(issue()[1], _raised), now=now + LATER).to_json()
    assert json.loads(json.dumps(told))["verdict"]["kind"] == "altered"
    assert told["certificate"]["number"] in {row["registered"] for row in told["comparison"]}


# --- by number, credit code and token ---


@pytest.mark.parametrize("spelling", ["D221000015", " d221000015 ", "Ｄ２２１０００015", "D221 000015"])
def test_by_number_forgives_width_and_case(issue, now, spelling):
    issue()
    assert [answer.number for answer in services.ask(spelling, now=now)] == ["D221000015"]


def test_by_number_forgives_narrow_brackets(issue, now):
    version, _ = issue(kind="testing")
    asked = version.snapshot.certificate_number.replace("（", "(").replace("）", ")")
    assert services.by_number(asked, now=now)[0].kind == "testing"


def test_by_number_gives_the_newest_version(issue, now):
    issue(1)
    issue(1, at=now + LATER, **RENAMED)
    assert services.by_number("D221000015", now=now + LATER)[0].version == 2


def test_by_uscc_gives_each_certificate_of_the_holder(issue, now, made_up_uscc):
    issue(1)
    issue(1, kind="testing")
    found = services.ask(made_up_uscc(1).lower(), now=now)
    assert [answer.kind for answer in found] == ["construction", "testing"]


def test_a_wrong_credit_code_is_told_and_not_looked_up(hall, now):
    with pytest.raises(RuleViolation, match="USCC_CHECK"):
        services.ask("91990100MA0000001X", now=now)


def test_by_token_with_its_claim(issue, now):
    version, _ = issue()
    row = registry.row_of(version.token)
    claim = base64.b32encode(row.claim).decode().rstrip("=")
    assert services.by_token(version.token, claim, now=now).claim == "equal"
    assert services.by_token(version.token, claim[:-4] + "AAAA", now=now).claim == "different"
    assert services.by_token(version.token, "0189", now=now).claim == "different"
    assert services.by_token(version.token, "É", now=now).claim == "different"
    assert services.by_token(version.token, now=now).claim == "not_given"


@pytest.mark.parametrize("token", ["", "A" * 26, "ABC", "a" * 26, "A" * 25 + "B"])
def test_unknown_tokens(hall, now, token):
    assert services.by_token(token, now=now) is None
