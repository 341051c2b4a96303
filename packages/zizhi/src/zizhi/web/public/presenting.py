"""Answers of the registry in the words of a page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from zizhi.core.clock import SHANGHAI
from zizhi.verification.answers import Answer, Fact, ItemLine
from zizhi.verification.examination import Examination
from zizhi.verification.verdict import Tone
from zizhi.web.context import site
from zizhi.web.public.entries import Entry, OfficialPortal, entry_of_kind, portals_of_kind

__all__ = [
    "AnswerView",
    "Missing",
    "Pointer",
    "asked_at",
    "missing",
    "pointers",
    "portals_of",
    "present",
    "size_in_words",
    "tally",
    "unknown_code",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One registered version as a page shows it."""

    word: str
    sentence: str
    tone: Tone
    standing_word: str
    standing_tone: Tone
    number: str
    title: str
    list_label: str
    facts: Sequence[Fact]
    """Fields above the list, in the order of the notice's annex; `closing` are those below it."""
    closing: Sequence[Fact]
    items: Sequence[ItemLine]
    portals: SafeString
    """The section on the official platforms, which is the same for all certificates of a kind."""
    latest_token: str
    mismatch: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Nothing found: what that means and what to check."""

    word: str
    sentence: str
    hints: Sequence[str]


_HINTS: Final = (
    "请核对编号有没有输错：字母、数字和括号都要与证书上一致。",
    "证书可能由住房和城乡建设部或者市级机关核发，请到官方查验平台查询。",
    "有效期内的纸质证书可以继续使用，可能没有电子证书记录。",
)
_CODE_HINTS: Final = (
    "请确认扫到的是证书上的二维码，网址没有被截断。",
    "请改用证书编号查询，并核对浏览器地址栏中的网址。",
    "仍有疑问，请拨打页面下方的电话。",
)
_MISMATCH: Final = (
    "二维码中的内容与登记库不一致，不要使用这张证书。下面是登记库中的信息，请与手中的证书核对。"
)


def present(answer: Answer) -> AnswerView:
    """A version found in the registry. A QR code that contradicts it outweighs any good standing."""
    standing = answer.standing
    tone = Tone.GOOD if standing.in_effect else Tone.CAUTION
    mismatch = answer.claim == "different"
    above = list(answer.face).index(answer.list_label)
    return AnswerView(
        word="二维码与登记不符" if mismatch else f"登记在册，{standing.word}",
        sentence=_MISMATCH if mismatch else standing.sentence,
        tone=Tone.BAD if mismatch else tone,
        standing_word=standing.word,
        standing_tone=tone,
        number=answer.number,
        title=answer.title,
        list_label=answer.list_label,
        facts=answer.facts[:above],
        closing=answer.facts[above:],
        items=answer.items,
        portals=_portals(answer.kind, answer.title),
        latest_token=answer.latest_token,
        mismatch=mismatch,
    )


def missing(asked: str) -> Missing:
    """No certificate of that number or credit code."""
    sentence = f"本机关的登记库中没有与“{asked}”对应的证书。"
    return Missing(word="未找到", sentence=sentence, hints=_HINTS)


def unknown_code() -> Missing:
    """No certificate behind that QR code."""
    sentence = "登记库中没有这个二维码对应的证书，不能确认。"
    return Missing(word="未找到", sentence=sentence, hints=_CODE_HINTS)


def asked_at(now: datetime) -> str:
    """2026-11-22 18:40:05, as a clock in Beijing shows it."""
    return now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def size_in_words(size: int) -> str:
    """Bytes for a person."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A certificate that the other entry answers for."""

    sentence: str
    entry: Entry


def pointers(others: Sequence[Answer], *, alone: bool) -> Sequence[Pointer]:
    """Where to ask for certificates of the other entry; one pointer for each kind of certificate."""
    titles = {answer.kind: answer.title for answer in others}
    lead = "查到的是" if alone else "这家企业还有"
    return [
        Pointer(
            sentence=f"{lead}{title}，它的官方查验平台是{_platforms(kind)}，不在这个入口查询。",
            entry=entry_of_kind(kind),
        )
        for kind, title in titles.items()
    ]


def portals_of(report: Examination) -> Sequence[OfficialPortal]:
    """The official platforms of the certificate in the file, where it is one of ours."""
    return portals_of_kind(report.kind) if report.kind else ()


def tally(report: Examination) -> str:
    """How many checks ended how, in one line."""
    words = Counter(check.word for check in report.checks)
    counted = [f"{words[word]} 项{word}" for word in ("通过", "注意", "不通过", "未能检查") if words[word]]
    return f"共 {len(report.checks)} 项：{'，'.join(counted)}。"


@lru_cache(maxsize=16)
def _portals(kind: str, title: str) -> SafeString:
    context = {"site": site(), "title": title, "portals": portals_of_kind(kind)}
    return render_to_string("public/parts/portals.html", context)


def _platforms(kind: str) -> str:
    return "、".join(f"“{portal.name}”" for portal in portals_of_kind(kind))
