"""Anyone verifies: by number, by QR code, by file; on a desk and on a phone, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from zizhi.certificates.lifecycle import Purpose
from zizhi.core.profile import department

pytestmark = pytest.mark.browser

DESK, PHONE = 1280, 375
WIDTHS = pytest.mark.parametrize("width", [DESK, PHONE])
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _check(page, width):
    """No barrier that axe knows, nothing to scroll sideways."""
    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _upload(page, data):
    page.goto("/verify/file/")
    page.get_by_label("选择 OFD 文件").set_input_files(
        {"name": "证书.ofd", "mimeType": "application/ofd", "buffer": data}
    )
    page.get_by_role("button", name="开始检验").click()


def _raised(name, content):
    return content.replace("二级".encode(), "一级".encode()) if name.endswith("Content.xml") else content


@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_an_altered_file(issue, rezipped, open_page, width, script):
    page = open_page(width, script=script)
    _upload(page, rezipped(issue()[1], _raised))
    verdict = page.get_by_role("status", name="结论")
    expect(verdict).to_contain_text("文件已被篡改，电子证书无效")
    expect(verdict).to_contain_text(department().void_notice)
    expect(verdict.get_by_role("link", name=department().telephone)).to_be_visible()
    expect(page.get_by_role("region", name="改动之处")).to_contain_text("建筑工程施工总承包一级")
    row = page.get_by_role("region", name="与登记库逐项比对").locator("tr.differs")
    expect(row).to_contain_text("不一致")
    expect(page.get_by_role("img", name="第 1 页的图像，文字见下")).to_be_visible()
    if script:
        _check(page, width)


@WIDTHS
def test_a_genuine_file_and_the_details_behind_it(issue, open_page, width):
    page = open_page(width)
    _upload(page, issue()[1])
    expect(page.get_by_role("status", name="结论")).to_contain_text("证书真实，当前有效")
    page.get_by_text("技术细节：文件完整性").click()
    expect(page.get_by_text("REF_DIGEST_OK")).to_be_visible()
    assert page.get_by_role("img", name="第 1 页的图像，文字见下").evaluate("image => image.naturalWidth") > 0
    _check(page, width)


@WIDTHS
def test_files_that_are_not_ours_or_torn_or_repacked(issue, rezipped, open_page, width):
    _, data = issue()
    page = open_page(width)
    for sent, word in [
        (b"not a package", "不是本机关发出的证书"),
        (data[:-900], "文件已被篡改"),
        (rezipped(data), "证书真实（重新打包），当前有效"),
    ]:
        _upload(page, sent)
        expect(page.get_by_role("status", name="结论")).to_contain_text(word)
        _check(page, width)


@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_from_home_by_number_through_the_wrong_entry(issue, open_page, width, script):
    number = issue()[0].snapshot.certificate_number
    page = open_page(width, script=script)
    page.goto("/")
    page.get_by_role("link", name="建设工程质量检测机构资质").click()
    page.get_by_label("证书编号或统一社会信用代码").fill(number)
    page.get_by_role("button", name="查验").click()
    expect(page.get_by_role("status", name="入口提示")).to_contain_text("请换一个入口")
    page.get_by_role("status", name="入口提示").get_by_role("link").click()
    expect(page.get_by_role("status", name="查验结果")).to_contain_text("登记在册，当前有效")
    expect(page.get_by_role("link", name="全国建筑市场监管公共服务平台").first).to_be_visible()


@WIDTHS
def test_an_old_qr_code_leads_to_the_certificate_in_force(issue, open_page, now, width):
    old, _ = issue(1)
    renamed = {"items": (), "valid_from": None, "valid_until": None, "holder": {"name": "改名有限公司"}}
    issue(1, purpose=Purpose.CHANGE, decision_document="二号", **renamed)
    page = open_page(width)
    page.goto(f"/V/{old.token}")
    expect(page.get_by_role("status", name="查验结果")).to_contain_text("已换发")
    _check(page, width)
    page.get_by_role("link", name="查看现行证书").click()
    expect(page.get_by_role("status", name="查验结果")).to_contain_text("当前有效")
    expect(page.get_by_text("改名有限公司")).to_be_visible()
    _check(page, width)


ADDRESSES = [
    "/",
    "/verify/",
    "/verify/market/",
    "/verify/testing/?q=D221999999",
    "/verify/market/?q=91990100MA0000001X",
    "/verify/file/",
    "/help/",
    "/nowhere/",
    "/v/ABCDEFGHIJKLMNOPQRSTUVWXYA",
]


@WIDTHS
def test_no_page_has_a_barrier(open_page, width):
    page = open_page(width)
    for address in ADDRESSES:
        page.goto(address)
        _check(page, width)


def test_by_keyboard_alone(issue, open_page):
    issue()
    page = open_page(DESK)
    page.goto("/verify/market/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到主要内容")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("证书编号或统一社会信用代码").focus()
    page.keyboard.type("D221000015")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="查验结果")).to_contain_text("当前有效")
