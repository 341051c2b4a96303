"""Whether a registered version is in effect on a day, and why not. Pure; validity is computed."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zizhi.core.dates import in_chinese
from zizhi.verification.verdict import Standing

__all__ = ["standing_of"]

# state → (word, sentence). 注销 撤销 撤回 吊销 are four acts and four states (architecture §4)
_ENDED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "superseded": ("已换发", "这一版证书已被新证书替换，不再使用，请以现行证书为准。"),
        "suspended": ("已暂扣", "证书已被暂扣，暂扣期间不能使用。"),
        "cancelled": ("已注销", "证书已经注销，移出电子证照系统，不能再使用。"),
        "annulled": ("已撤销", "资质许可已被撤销，证书不能再使用。"),
        "rescinded": ("已撤回", "资质许可已被撤回，证书不能再使用。"),
        "stripped": ("已吊销", "证书已被吊销，不能再使用。"),
    }
)
_CAN_EXPIRE: Final = frozenset({"in_effect", "suspended"})  # the endings and a replacement outlast any date
_UNKNOWN: Final = ("未生效", "证书没有生效，不能使用。")


def standing_of(*, state: str, expires_on: date, today: date) -> Standing:
    """The standing on `today`, a day at the department; a certificate is valid through the whole last day."""
    if state in _CAN_EXPIRE and today > expires_on:
        return _expired(expires_on)
    if state == "in_effect":
        return _in_effect(expires_on)
    word, sentence = _ENDED.get(state, _UNKNOWN)
    return Standing(
        code=state if state in _ENDED else "not_in_effect", in_effect=False, word=word, sentence=sentence
    )


def _in_effect(expires_on: date) -> Standing:
    return Standing(
        code="in_effect", in_effect=True, word="当前有效", sentence=f"有效期至{in_chinese(expires_on)}。"
    )


def _expired(expires_on: date) -> Standing:
    sentence = f"有效期至{in_chinese(expires_on)}，已经届满，不能再使用。"
    return Standing(code="expired", in_effect=False, word="已过期", sentence=sentence)
