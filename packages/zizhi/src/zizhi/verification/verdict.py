"""The verdict on an uploaded file: the table of architecture §3, as a table. Pure: no Django, no I/O.

A verdict is made of five findings: what the seal says (`Sealing`), what the registry says (`Record`), whether
the printed facts equal the snapshot (`Comparison`), whether the file carries a trace of us, and whether its
parts are those of the stored original. The first matching row of `RULES` decides. Whether a genuine
certificate is in effect is a second question: its `Standing` answers it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = [
    "RULES",
    "Comparison",
    "Evidence",
    "Record",
    "Rule",
    "Sealing",
    "Standing",
    "Tone",
    "Verdict",
    "VerdictKind",
    "judge",
]


class VerdictKind(StrEnum):
    """What we say about a file."""

    GENUINE = "genuine"
    GENUINE_REPACKED = "genuine_repacked"
    NOT_ISSUED_HERE = "not_issued_here"
    ALTERED = "altered"
    CANNOT_TELL = "cannot_tell"


class Sealing(StrEnum):
    """What `openofd.verify` found, read with our anchors in mind."""

    OURS = "ours"
    """VALID, and the chain ends at one of our anchors."""
    ELSEWHERE = "elsewhere"
    """Everything holds, but the chain ends at an anchor that is not ours."""
    BROKEN = "broken"
    """INVALID, or no seal at all."""
    UNDECIDED = "undecided"
    """INDETERMINATE: something could not be checked."""
    UNTRUSTED = "untrusted"
    """This hall has no anchors it may use; demonstration ones do not count in production."""


class Record(StrEnum):
    """What registry and vault know of the file."""

    STORED = "stored"
    """The vault holds exactly these bytes."""
    KNOWN = "known"
    """Number and version are registered; the bytes are not ours."""
    ABSENT = "absent"
    """No such number and version."""
    UNREACHABLE = "unreachable"
    """The registry did not answer."""


class Comparison(StrEnum):
    """Printed facts against the registered snapshot, field by field."""

    EQUAL = "equal"
    DIFFERENT = "different"
    NOT_MADE = "not_made"


class Tone(StrEnum):
    """How a page may colour it. Only `GOOD` is green."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a registered certificate is in effect on the day of the question, and why not."""

    code: str
    in_effect: bool
    word: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a verdict depends on."""

    sealing: Sealing
    record: Record
    comparison: Comparison
    traces: bool
    """The file carries a number or identifier of ours."""
    content: Comparison = Comparison.NOT_MADE
    """The file's parts against those of the stored original; asked only where it matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer: its kind, whether the certificate is in effect (None where meaningless), and the words."""

    kind: VerdictKind
    in_effect: bool | None
    word: str
    sentence: str
    tone: Tone
    alarm: bool
    """The operator must look at it: a key or the registry may be compromised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row; None matches anything."""

    sealing: Sealing | None = None
    record: Record | None = None
    comparison: Comparison | None = None
    traces: bool | None = None
    content: Comparison | None = None
    kind: VerdictKind
    sentence: str
    alarm: bool = False

    def matches(self, evidence: Evidence) -> bool:
        """Whether every condition of the row holds."""
        return all(
            wanted is None or wanted == found
            for wanted, found in (
                (self.sealing, evidence.sealing),
                (self.record, evidence.record),
                (self.comparison, evidence.comparison),
                (self.traces, evidence.traces),
                (self.content, evidence.content),
            )
        )


_UNREACHABLE = "登记库暂时无法访问，现在不能作出结论。这不表示文件有问题，请稍后再试。"
_NO_ANCHORS = "本系统没有可用的信任根证书，现在不能作出结论。这不表示文件有问题。"
_STRANGE_ANCHOR = "文件与存档一致，但签章不属于本机关信任的根证书，现在不能作出结论，已通知管理人员核实。"
_UNDECIDED = "有检查项目未能完成，现在不能作出结论。未能检查不等于通过，也不等于伪造。"
_UNREADABLE = "印章有效，但未能读出照面信息与登记库比对，现在不能作出结论。"
_CONTRADICTION = "文件与存档一致，但照面信息与登记库不一致，现在不能作出结论，已通知管理人员核实。"
_STORED = "文件与发证机关存档的原件完全一致。"
_REPACKED = "印章有效，照面信息与登记库逐项一致；文件经过重新打包，内容未变。"
_OTHER_FILE = "印章可以验证，照面文字也与登记一致，但文件不是发证机关存档的那一份，已通知管理人员核实。"
_NO_ORIGINAL = "印章有效，照面信息与登记库一致，但未能取得存档原件比对，现在不能作出结论。"
_BROKEN = "文件带有本机关的证书编号或标识，但内容在签章之后被改动，不是发证机关发出的文件。"
_FACE = "印章完整，但照面信息与登记库不一致，不是登记的证书，已通知管理人员核实。"
_UNKNOWN_NUMBER = "文件的印章可以验证，但登记库中没有这张证书，不能使用，已通知管理人员核实。"
_ELSEWHERE = "文件由其他机构签章，不是本机关发出的证书。如需核验，请向签章机构查询。"
_STRANGER = "文件没有可以验证的本机关印章，也没有本机关的证书编号，不是本机关发出的证书。"

# architecture §3, "Verify", in the order in which a row wins
RULES: Final[tuple[Rule, ...]] = (
    Rule(record=Record.UNREACHABLE, kind=VerdictKind.CANNOT_TELL, sentence=_UNREACHABLE),
    # architecture §4, no counterfeit: demonstration keys make nothing genuine in production, stored or not
    Rule(sealing=Sealing.UNTRUSTED, kind=VerdictKind.CANNOT_TELL, sentence=_NO_ANCHORS),
    Rule(
        record=Record.STORED,
        sealing=Sealing.ELSEWHERE,
        kind=VerdictKind.CANNOT_TELL,
        sentence=_STRANGE_ANCHOR,
        alarm=True,
    ),
    Rule(
        record=Record.STORED,
        comparison=Comparison.DIFFERENT,
        kind=VerdictKind.CANNOT_TELL,
        sentence=_CONTRADICTION,
        alarm=True,
    ),
    Rule(
        record=Record.STORED,
        sealing=Sealing.BROKEN,
        kind=VerdictKind.GENUINE,
        sentence=_STORED,
        alarm=True,
    ),
    Rule(record=Record.STORED, kind=VerdictKind.GENUINE, sentence=_STORED),
    Rule(sealing=Sealing.UNDECIDED, kind=VerdictKind.CANNOT_TELL, sentence=_UNDECIDED),
    Rule(sealing=Sealing.ELSEWHERE, kind=VerdictKind.NOT_ISSUED_HERE, sentence=_ELSEWHERE),
    Rule(sealing=Sealing.BROKEN, traces=True, kind=VerdictKind.ALTERED, sentence=_BROKEN),
    Rule(sealing=Sealing.BROKEN, kind=VerdictKind.NOT_ISSUED_HERE, sentence=_STRANGER),
    Rule(
        record=Record.ABSENT,
        kind=VerdictKind.NOT_ISSUED_HERE,
        sentence=_UNKNOWN_NUMBER,
        alarm=True,
    ),
    Rule(comparison=Comparison.DIFFERENT, kind=VerdictKind.ALTERED, sentence=_FACE, alarm=True),
    # our anchor may stand above seals that are not ours, and text may be covered: see `original`
    Rule(content=Comparison.DIFFERENT, kind=VerdictKind.ALTERED, sentence=_OTHER_FILE, alarm=True),
    Rule(comparison=Comparison.NOT_MADE, kind=VerdictKind.CANNOT_TELL, sentence=_UNREADABLE),
    Rule(content=Comparison.EQUAL, kind=VerdictKind.GENUINE_REPACKED, sentence=_REPACKED),
    Rule(kind=VerdictKind.CANNOT_TELL, sentence=_NO_ORIGINAL),
)

_WORDS: Final = {
    VerdictKind.GENUINE: "证书真实",
    VerdictKind.GENUINE_REPACKED: "证书真实（重新打包）",
    VerdictKind.NOT_ISSUED_HERE: "不是本机关发出的证书",
    VerdictKind.ALTERED: "文件已被篡改，电子证书无效",
    VerdictKind.CANNOT_TELL: "现在不能确认",
}
_TONES: Final = {
    VerdictKind.NOT_ISSUED_HERE: Tone.BAD,
    VerdictKind.ALTERED: Tone.BAD,
    VerdictKind.CANNOT_TELL: Tone.UNKNOWN,
}
_GENUINE: Final = frozenset({VerdictKind.GENUINE, VerdictKind.GENUINE_REPACKED})


def judge(evidence: Evidence, standing: Standing | None) -> Verdict:
    """The verdict; `standing` is the registered certificate's, None where no record was found.

    A genuine file without a standing cannot be told in effect, so it is never green.
    """
    rule = next(rule for rule in RULES if rule.matches(evidence))
    if rule.kind in _GENUINE:
        return _genuine(rule, standing)
    return Verdict(
        kind=rule.kind,
        in_effect=None,
        word=_WORDS[rule.kind],
        sentence=rule.sentence,
        tone=_TONES[rule.kind],
        alarm=rule.alarm,
    )


def _genuine(rule: Rule, standing: Standing | None) -> Verdict:
    if standing is None:
        ending, why, good = "状态未知", "未能读出证书状态。", None
    else:
        ending, why, good = standing.word, standing.sentence, standing.in_effect
    return Verdict(
        kind=rule.kind,
        in_effect=good,
        word=f"{_WORDS[rule.kind]}，{ending}",
        sentence=f"{rule.sentence}{why}",
        tone=Tone.GOOD if good else Tone.CAUTION,
        alarm=rule.alarm,
    )
