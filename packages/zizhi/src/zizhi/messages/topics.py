"""What people are told: one catalogue of topics in plain Chinese, with the values each requires."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from zizhi.core.errors import RuleViolation
from zizhi.core.identity_numbers import has_identity_number

__all__ = ["Text", "Topic", "catalogue", "parse_catalogue", "write"]

_CATALOGUE = Path(__file__).parent / "topics.toml"
_NAME = re.compile(r"[a-z_]+")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What one message says."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One kind of message: a title of one line, a text of some, and the names of the values in them."""

    title: str
    text: str

    @property
    def required(self) -> frozenset[str]:
        """The values it needs."""
        return _names(self.title) | _names(self.text)


def parse_catalogue(text: str) -> Mapping[str, Topic]:
    """Topics by key; a table with other entries, or a value that is not a plain name, is a mistake.

    Raises:
        TypeError, ValueError: the mistake.
    """
    topics = {
        key: Topic(**{part: words.strip() for part, words in table.items()})
        for key, table in tomllib.loads(text).items()
    }
    odd = {name for topic in topics.values() for name in topic.required if not _NAME.fullmatch(name)}
    if odd:
        raise ValueError(f"values of topics have plain names: {sorted(odd)}")
    return topics


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Topic]:
    """The topics of this hall."""
    return parse_catalogue(_CATALOGUE.read_text(encoding="utf-8"))


def write(key: str, values: Mapping[str, str]) -> Text:
    """The message of a topic, filled.

    Raises:
        ValueError: no such topic, or other values than it requires: a mistake of the caller.
        RuleViolation: `IDENTITY_NUMBER`.
    """
    topic = catalogue().get(key)
    if topic is None:
        raise ValueError(f"no such topic: {key}")
    if topic.required != set(values):
        raise ValueError(f"{key} requires {sorted(topic.required)}, not {sorted(values)}")
    _refuse_identity_numbers(values)
    lines = {name: " ".join(value.split()) for name, value in values.items()}
    return Text(title=_short(_plain(topic.title.format(**lines))), text=_plain(topic.text.format(**values)))


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _refuse_identity_numbers(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if has_identity_number(value):
            said = "通知里不能写居民身份证号码，请删去或遮住中间的数字。"
            raise RuleViolation("IDENTITY_NUMBER", said, name)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def _plain(text: str) -> str:
    """Without control characters but ends of lines: what was typed must not steer a terminal or a header."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")
