"""The page and the JSON behind a QR code, by the fast path and by Django."""

import base64
import json

import pytest

from zizhi.core.profile import department
from zizhi.status import services as status
from zizhi.verification import registry

ABSENT = "ABCDEFGHIJKLMNOPQRSTUVWXYA"


@pytest.fixture
def token(issue):
    return issue()[0].token


@pytest.fixture
def claim(token):
    return base64.b32encode(registry.row_of(token).claim).decode().rstrip("=")


@pytest.mark.parametrize("form", ["/v/{}", "/V/{}", "/v/{}/", "/v/{}/AAAA", "/v/", "/v/x/y/z"])
def test_both_ways_give_the_same_page(served, client, token, form):
    status_code, headers, body = served(form.format(token))
    django = client.get(form.format(token))
    assert (status_code, body) == (django.status_code, django.content)
    assert _comparable(headers) == _comparable(django.headers)


@pytest.mark.parametrize("form", ["{}", "{}/AAAA", ABSENT])
def test_both_ways_give_the_same_json(served, client, token, form):
    address = "/api/v1/status/" + form.format(token)
    status_code, headers, body = served(address)
    django = client.get(address)
    assert (status_code, body) == (django.status_code, django.content)
    assert _comparable(headers) == _comparable(django.headers)


def test_case_does_not_matter(served, token, claim):
    for address in (f"/V/{token}/{claim}", f"/v/{token.lower()}/{claim.lower()}", f"/v/{token}"):
        assert "登记在册，当前有效" in served(address)[2].decode()


def test_a_forged_claim_outweighs_the_good_standing(served, token, claim):
    page = served(f"/V/{token}/{claim[:-8]}AAAAAAAA")[2].decode()
    assert "二维码与登记不符" in page
    assert '<section class="verdict t-bad"' in page
    assert department().telephone in page


def test_an_unknown_token_is_neither_good_nor_forged(served):
    code, _, body = served(f"/v/{ABSENT}")
    page = body.decode()
    assert code == 404
    assert '<section class="verdict t-unknown"' in page
    assert "未找到 ≠ 伪造" in page


def test_an_act_shows_on_the_next_request(served, token, now):
    assert "当前有效" in served(f"/v/{token}")[2].decode()
    status.move(token, state="cancelled", at=now)
    assert "登记在册，已注销" in served(f"/v/{token}")[2].decode()
    assert json.loads(served(f"/api/v1/status/{token}")[2])["state"] == "cancelled"


def test_a_superseded_code_leads_to_the_latest(served, token, issue, now):
    status.supersede([token], by=ABSENT, at=now)
    assert f'href="/v/{ABSENT}"' in served(f"/v/{token}")[2].decode()
    assert json.loads(served(f"/api/v1/status/{token}")[2])["latest_token"] == ABSENT


def test_an_outage_is_503_and_says_so(served, token, monkeypatch):
    def away():
        raise registry.RegistryUnreachable

    monkeypatch.setattr(registry, "reader", away)
    code, _, body = served(f"/v/{token}")
    assert code == 503
    assert "不表示证书有问题" in body.decode()
    assert json.loads(served(f"/api/v1/status/{token}")[2])["code"] == "REGISTRY_UNREACHABLE"


def test_a_bug_shows_django_s_error_page(served, token, monkeypatch):
    def bug(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("zizhi.web.public.scan.by_token", bug)
    code, _, body = served(f"/v/{token}")
    assert code == 500
    assert "这不是您的问题" in body.decode()


def test_the_page_is_small(served, token):
    assert len(served(f"/v/{token}")[2]) < 30_000


def test_other_addresses_go_to_django(served):
    assert served("/help/")[0] == 200
    assert served("/api/v1/claim-keyz")[0] == 404


def _comparable(headers):
    """Names in lower case; a policy's directives have no order."""
    return {name.lower(): sorted(value.split("; ")) for name, value in headers.items()}
