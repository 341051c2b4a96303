"""One sealed certificate with everything on it: a fallback character, Latin letters, items with own dates."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from openofd.document.document import Document
from openofd.package.reader import Package
from openofd.render.drawing import page_svg
from openofd.render.seals import SealState
from openofd.render.stamps import seal_drawings
from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.core.ids import token_from
from zizhi.issuing.making import make, stranger
from zizhi.sealing import custody
from zizhi.sealing.services import current_public, sign_claim

TOKEN = token_from(bytes(range(16)))
SNAPSHOT = CertificateSnapshot(
    kind="construction",
    certificate_number="D221000017",
    certificate_identifier="1.2.156.3005.2.11990000000000000DZ01.11992100MB0000001K.00000001.001.0",
    version=1,
    holder_name="辽宁示例𠮷泰·BIM建设（集团）有限公司",
    uscc="91990100MA0000001G",
    legal_representative="张䶮",
    registered_address="辽宁省沈阳市浑南区示例路1号A座2301室",
    registered_capital="5000万元",
    valid_from=date(2026, 11, 22),
    valid_until=None,
    list_label="资质等级",
    items=tuple(
        Item(name=f"{name}工程施工总承包二级", valid_until=date(2029 + n, 11, 21))
        for n, name in enumerate(("建筑", "公路", "市政公用"))
    ),
    issuing_authority="辽宁省住房和城乡建设厅",
    issued_on=date(2026, 11, 22),
    purpose="initial",
    decision_document="辽住建审〔2026〕1号",
)


@pytest.fixture(scope="session")
def custody_in_use(custody_template, tmp_path_factory):
    """The services below find the demonstration custody."""
    home = tmp_path_factory.mktemp("conformance")
    shutil.copytree(custody_template, custody.folder(home))
    with override_settings(ZIZHI_HOME=home):
        yield


@pytest.fixture(scope="session")
def snapshot():
    return replace(SNAPSHOT)


@pytest.fixture(scope="session")
def sealed(custody_in_use, snapshot, sealed_at):
    return make(snapshot, token=TOKEN, at=sealed_at).data


@pytest.fixture(scope="session")
def sealed_members(sealed):
    """Entry name to unpacked bytes, in the order of the package."""
    package = Package.open(sealed)
    return {name: package.read(name) for name in package.names}


@pytest.fixture(scope="session")
def judge(custody_in_use, sealed_at):
    """`judge(data)`: what a stranger who trusts our anchors finds."""
    return lambda data: stranger(data, at=sealed_at)


@pytest.fixture(scope="session")
def page_picture(sealed):
    """The page as SVG, the seal drawn."""
    document = Document.open(sealed)
    return page_svg(document, 0, seals=seal_drawings(document, {"s001": SealState.VALID}))


@pytest.fixture(scope="session")
def qr_text(custody_in_use, snapshot):
    """A QR text differs at every signing: this is the part before the signature."""
    return sign_claim(snapshot, token=TOKEN).text[:-103]


@pytest.fixture(scope="session")
def claim_keys(custody_in_use):
    """The published keys, all that a checker needs."""
    return current_public().claim_keys


@pytest.fixture(scope="session")
def sealed_at():
    """Inside the seal's period."""
    return datetime(2026, 11, 22, 3, tzinfo=UTC)
