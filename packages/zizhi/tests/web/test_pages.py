"""Home, the two entries, the help page: what a person reads."""

import re

import pytest

from zizhi.core.profile import department
from zizhi.status import services as status
from zizhi.verification import registry
from zizhi.web.public.entries import entries, entry_of_kind

PAGES = ["/", "/verify/", "/verify/market/", "/verify/testing/", "/verify/file/", "/help/", "/nowhere/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_telephone_is_on_every_page(client, address):
    page = client.get(address).content.decode()
    assert f'href="tel:{department().telephone}"' in page


@pytest.mark.parametrize("address", PAGES)
def test_the_frame_is_complete(client, address):
    page = client.get(address).content.decode()
    assert '<html lang="zh-Hans">' in page
    assert 'href="#main"' in page
    assert page.count("<h1") == 1
    assert "演示环境" in page
    assert "style=" not in page
    assert "<script" not in page


def test_no_cookie_is_set(client):
    assert not client.get("/").cookies
    assert not client.get("/verify/file/").cookies


def test_the_two_entries_divide_the_kinds_as_the_notice_does():
    market, testing = entries()
    assert [kind.id for kind in market.kinds] == ["construction", "survey", "design", "supervision"]
    assert [kind.id for kind in testing.kinds] == ["testing"]
    assert [portal.url for portal in market.portals] == ["http://jzsc.mohurd.gov.cn", "http://zjt.ln.gov.cn"]
    assert [portal.url for portal in testing.portals] == ["https://www.lnzwfw.gov.cn/"]
    assert "“我要办”专栏" in market.portals[1].path


@pytest.mark.parametrize(("kind", "wrong"), [("construction", "testing"), ("testing", "market")])
def test_the_wrong_entry_points_to_the_right_one(issue, client, kind, wrong):
    number = issue(kind=kind)[0].snapshot.certificate_number
    page = client.get(f"/verify/{wrong}/", {"q": number}).content.decode()
    assert "请换一个入口" in page
    assert f'href="/verify/{entry_of_kind(kind).slug}/?q=' in page
    assert "登记在册" not in page


def test_the_right_entry_answers_and_names_the_official_platforms(issue, client):
    version, _ = issue()
    page = client.get("/verify/market/", {"q": "d221000015"}).content.decode()
    assert "登记在册，当前有效" in page
    assert version.snapshot.holder_name in page
    assert "全国建筑市场监管公共服务平台" in page
    assert "http://zjt.ln.gov.cn" in page
    assert version.snapshot.registered_capital not in page


def test_the_facts_stand_in_the_order_of_the_annex(issue, client):
    issue()
    page = client.get("/verify/market/", {"q": "D221000015"}).content.decode()
    labels = re.findall("<dt>(.*?)</dt>", page)
    annex = [
        "证书编号",
        "企业名称",
        "统一社会信用代码",
        "法定代表人",
        "注册地址",
        "有效期",
        "资质等级",
        "发证机关",
        "发证日期",
    ]
    assert labels == ["证书名称", *annex, "证书状态"]


def test_every_link_of_ours_leads_somewhere(client):
    found = {
        link
        for address in PAGES
        for link in re.findall('href="(/[^"#]*)"', client.get(address).content.decode())
    }
    links = {link for link in found if not link.startswith("/static/")}
    assert {link for link in links if client.get(link).status_code != 200} == set()


def test_by_credit_code_the_other_kind_is_pointed_to(issue, client, made_up_uscc):
    issue(1)
    issue(1, kind="testing")
    page = client.get("/verify/market/", {"q": made_up_uscc(1)}).content.decode()
    assert "登记在册" in page
    assert "这家企业还有建设工程质量检测机构资质证书" in page


def test_not_found_is_not_forged(client):
    answer = client.get("/verify/market/", {"q": "D221999999"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "未找到 ≠ 伪造" in page
    assert "t-good" not in page
    assert "t-bad" not in page


def test_a_wrong_credit_code_is_explained_beside_the_field(client):
    answer = client.get("/verify/market/", {"q": "91990100MA0000001X"})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()


def test_an_outage_is_said(issue, client, monkeypatch):
    def away():
        raise registry.RegistryUnreachable

    issue()
    monkeypatch.setattr(registry, "reader", away)
    answer = client.get("/verify/market/", {"q": "D221000015"})
    assert answer.status_code == 503
    assert "不表示证书有问题" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "word"), [("suspended", "已暂扣"), ("cancelled", "已注销"), ("stripped", "已吊销")]
)
def test_a_certificate_not_in_effect_is_never_green(issue, client, now, state, word):
    status.move(issue()[0].token, state=state, at=now)
    page = client.get("/verify/market/", {"q": "D221000015"}).content.decode()
    assert f"登记在册，{word}" in page
    assert "t-good" not in page


def test_what_was_asked_is_escaped(client):
    page = client.get("/verify/market/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script" not in page


def test_home_counts(issue, client, monkeypatch):
    monkeypatch.setenv("ZIZHI_CLOCK", "2026-11-22T12:34:00+08:00")
    issue()
    page = client.get("/").content.decode()
    assert "<dt>登记的电子证书</dt><dd>1</dd>" in page


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_only_read(client, method):
    assert getattr(client, method)("/verify/market/").status_code == 405
