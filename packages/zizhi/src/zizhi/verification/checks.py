"""Checks as a page shows them: openofd's with a plain sentence each, and ours: 7.1, 8.1, 8.2. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from openofd.verify.report import Check, Outcome, Reason, Report
from zizhi.verification.verdict import Comparison, Record, Standing, Tone

__all__ = ["CheckLine", "QrFinding", "face_check", "library_checks", "qr_check", "registry_check"]

QrFinding = Comparison
"""EQUAL: the code in the file is the registered one. DIFFERENT: another. NOT_MADE: none could be read."""

_TONES: Final = {Outcome.PASSED: Tone.GOOD, Outcome.FAILED: Tone.BAD, Outcome.INDETERMINATE: Tone.UNKNOWN}
_WORDS: Final = {Outcome.PASSED: "通过", Outcome.FAILED: "不通过", Outcome.INDETERMINATE: "未能检查"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One numbered check: title, outcome, one sentence, and the reasons behind it."""

    id: str
    number: str
    title: str
    outcome: Outcome
    sentence: str
    clause: str = ""
    details: tuple[Reason, ...] = ()
    caution: bool = False
    """Passed, yet something about it needs attention: a certificate that is genuine and not in effect."""

    @property
    def tone(self) -> Tone:
        """Its colour."""
        return Tone.CAUTION if self.caution else _TONES[self.outcome]

    @property
    def word(self) -> str:
        """Its outcome for a person."""
        return "注意" if self.caution else _WORDS[self.outcome]

    def to_json(self) -> dict[str, object]:
        """As plain values, in the form of openofd's checks with title and sentence added."""
        return {
            "id": self.id,
            "number": self.number,
            "clause": self.clause,
            "title": self.title,
            "outcome": self.outcome.value,
            "sentence": self.sentence,
            "because": [reason.to_json() for reason in self.details],
        }


# id → (title, passed, failed): what a person needs to know, once
_PLAIN: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "container": ("文件包", "文件包完整，没有多余内容。", "不是 OFD 文件，或者文件包损坏、不规范。"),
        "integrity": ("文件清单", "包内文件与签名的清单相符。", "包内文件与签名的清单不符。"),
        "structure": ("文档结构", "文档和签章的格式符合标准。", "文档或签章的格式不符合标准。"),
        "reference_digests": ("文件完整性", "签章之后内容没有改动。", "签章之后内容被改动。"),
        "coverage": ("签章范围", "显示的内容全部在签章保护之内。", "有内容不在签章保护之内。"),
        "seal_signature": ("印章真伪", "电子印章由制章单位制作，没有改动。", "电子印章不可信。"),
        "seal_period": ("印章有效期", "签章时印章在有效期内。", "签章时印章不在有效期内。"),
        "seal_match": ("印章一致", "印章前后一致。", "印章被替换过。"),
        "seal_status": ("印章状态", "制章单位没有撤销印章。", "印章已被撤销。"),
        "data_hash": ("签章原文", "签章信息没有改动。", "签章信息被改动。"),
        "signature_value": ("签名", "签名由印章对应的密钥作出。", "签名无效。"),
        "signer_in_seal": ("签章人", "签章人有权使用这枚印章。", "签章人与印章不对应。"),
        "maker_chain": ("制章单位的数字证书", "制章单位可信。", "制章单位的数字证书有问题。"),
        "signer_chain": ("签章人的数字证书", "由受信任的机构签发。", "签章人的数字证书有问题。"),
        "revocation": ("数字证书吊销情况", "签章时数字证书没有被吊销。", "数字证书已被吊销。"),
        "time_stamp": ("时间戳", "时间戳有效，签章时间有可信证明。", "时间戳不可信。"),
        "signing_time": ("签章时间", "签章时间合理。", "签章时间不合理。"),
    }
)
_NOT_MADE: Final = "这一项没有检查成，不能当作通过。"


def library_checks(report: Report) -> tuple[CheckLine, ...]:
    """The library's checks in the order of their numbers."""
    return tuple(_line(check) for check in report.checks)


def registry_check(record: Record, standing: Standing | None, *, traces: bool) -> CheckLine:
    """7.1: is it registered, and in effect? Without a mark of ours there is nothing to look up."""
    if record is Record.UNREACHABLE:
        return _ours("registry", Outcome.INDETERMINATE, "登记库暂时无法访问。")
    if record is Record.ABSENT and not traces:
        return _ours("registry", Outcome.INDETERMINATE, "文件里没有本机关的证书编号，无从查询。")
    if standing is None:
        return _ours("registry", Outcome.FAILED, "登记库中没有这张证书。")
    line = f"登记在册，{standing.word}。{standing.sentence}"
    return _ours("registry", Outcome.PASSED, line, caution=not standing.in_effect)


def face_check(comparison: Comparison, fields: int) -> CheckLine:
    """8.1: are the printed facts the registered ones?"""
    if comparison is Comparison.EQUAL:
        return _ours("face", Outcome.PASSED, f"{fields} 项照面信息与登记库全部一致。")
    if comparison is Comparison.DIFFERENT:
        return _ours("face", Outcome.FAILED, "照面信息与登记库不一致，见逐项比对。")
    return _ours("face", Outcome.INDETERMINATE, "没有可以比对的登记信息，或未能读出照面信息。")


def qr_check(finding: QrFinding) -> CheckLine:
    """8.2: does the QR code carry the registered claim?"""
    if finding is Comparison.EQUAL:
        return _ours("qr_claim", Outcome.PASSED, "二维码的内容与登记一致。")
    if finding is Comparison.DIFFERENT:
        return _ours("qr_claim", Outcome.FAILED, "二维码与登记不符。")
    return _ours("qr_claim", Outcome.INDETERMINATE, "未能读出二维码，或没有可以比对的登记信息。")


_OURS: Final = {"registry": ("7.1", "登记状态"), "face": ("8.1", "照面信息"), "qr_claim": ("8.2", "二维码")}


def _ours(check_id: str, outcome: Outcome, sentence: str, *, caution: bool = False) -> CheckLine:
    number, title = _OURS[check_id]
    return CheckLine(
        id=check_id, number=number, title=title, outcome=outcome, sentence=sentence, caution=caution
    )


def _line(check: Check) -> CheckLine:
    title, passed, failed = _PLAIN[check.id]
    sentence = {Outcome.PASSED: passed, Outcome.FAILED: failed, Outcome.INDETERMINATE: _NOT_MADE}[
        check.outcome
    ]
    return CheckLine(
        id=check.id,
        number=check.number,
        title=title,
        clause=check.clause,
        outcome=check.outcome,
        sentence=sentence,
        details=_worth_reading(check.because),
    )


def _worth_reading(because: Sequence[Reason]) -> tuple[Reason, ...]:
    """Reasons once each, and not more than a person reads; the API gives them all."""
    return tuple(dict.fromkeys(because))[:20]
