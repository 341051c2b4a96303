"""The numbered checks: identifier, number, clause and title, written once for code, reports, pages and docs.

The order follows GB/T 38540-2020 7.3 with the OFD layer (GB/T 33190-2016 clause 18) in front of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["CHECKS", "OPTIONAL_CHECKS", "SIGNATURE_CHECKS", "CheckTitle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTitle:
    """What a check is called. Other packages add their own with numbers from 7.1 on."""

    id: str
    number: str
    clause: str
    zh: str
    en: str


_OFD = "GB/T 33190-2016"
_SES = "GB/T 38540-2020"

_TITLES: Final = (
    CheckTitle(id="container", number="1.1", clause=f"{_OFD} 6", zh="文件包完整规范", en="Package container"),
    CheckTitle(
        id="integrity",
        number="1.2",
        clause="GM/T 0099-2020 D",
        zh="文件清单",
        en="Signed list of the package's files",
    ),
    CheckTitle(
        id="structure",
        number="2.1",
        clause=f"{_OFD} 7, 18; {_SES} 7.3 a)",
        zh="文档与签章格式",
        en="Format of document and seal signature",
    ),
    CheckTitle(
        id="reference_digests",
        number="3.1",
        clause=f"{_OFD} 18.2.3",
        zh="受保护文件的摘要",
        en="Digests of the protected files",
    ),
    CheckTitle(
        id="coverage",
        number="3.2",
        clause=f"{_OFD} 18.1",
        zh="保护范围是否完整",
        en="Coverage of everything the document shows",
    ),
    CheckTitle(
        id="seal_signature",
        number="4.1",
        clause=f"{_SES} 7.2 b)",
        zh="电子印章的制章签名",
        en="Seal maker's signature on the seal",
    ),
    CheckTitle(
        id="seal_period",
        number="4.2",
        clause=f"{_SES} 7.2 d)",
        zh="电子印章的有效期",
        en="Validity period of the seal",
    ),
    CheckTitle(
        id="seal_match",
        number="4.3",
        clause=f"{_OFD} 18.2.2",
        zh="印章文件与签章内嵌印章一致",
        en="Seal.esl equals the embedded seal",
    ),
    CheckTitle(
        id="seal_status",
        number="4.4",
        clause=f"{_SES} 7.2; GM/T 0031-2014 6.1.2",
        zh="电子印章的状态",
        en="Status of the seal",
    ),
    CheckTitle(
        id="data_hash",
        number="5.1",
        clause=f"{_SES} 7.3 g)",
        zh="签章保护的原文摘要",
        en="Digest of what the seal signature protects",
    ),
    CheckTitle(
        id="signature_value",
        number="5.2",
        clause=f"{_SES} 7.3 b)",
        zh="SM2 签名值",
        en="SM2 signature value",
    ),
    CheckTitle(
        id="signer_in_seal",
        number="5.3",
        clause=f"{_SES} 7.3 c)",
        zh="签章人数字证书在印章的证书列表中",
        en="Signer's public-key certificate is in the seal's list",
    ),
    CheckTitle(
        id="maker_chain",
        number="6.1",
        clause=f"{_SES} 7.2 c); GB/T 20518",
        zh="制章人证书链",
        en="Seal maker's certificate chain",
    ),
    CheckTitle(
        id="signer_chain",
        number="6.2",
        clause=f"{_SES} 7.3 e); GB/T 20518",
        zh="签章人证书链",
        en="Signer's certificate chain",
    ),
    CheckTitle(
        id="revocation",
        number="6.3",
        clause=f"{_SES} 7.3 e); GB/T 20518",
        zh="数字证书的吊销状态",
        en="Revocation of the public-key certificates",
    ),
    CheckTitle(
        id="signing_time",
        number="6.4",
        clause=f"{_SES} 7.3 f)",
        zh="签章时间",
        en="Signing time",
    ),
    CheckTitle(
        id="time_stamp",
        number="6.5",
        clause=f"{_SES} 7.3 h); GB/T 20520",
        zh="时间戳",
        en="Time stamp",
    ),
)

CHECKS: Final[Mapping[str, CheckTitle]] = MappingProxyType({title.id: title for title in _TITLES})
"""Check id → title, in the order of the numbers."""

_OF_THE_FILE: Final = ("container", "integrity")

SIGNATURE_CHECKS: Final = tuple(check_id for check_id in CHECKS if check_id not in _OF_THE_FILE)
"""Judged for signatures; `container` and `integrity` once for the file, `structure` for both."""

OPTIONAL_CHECKS: Final = frozenset({"integrity", "seal_status", "time_stamp"})
"""Made only where there is something to judge or to judge by."""
