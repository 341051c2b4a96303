"""Chinese unless the user's locale or `--lang` says English."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from openofd.errors import Language

__all__ = ["Text", "choose_language"]


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def __call__(self, language: Language) -> str:
        """The sentence in one of them."""
        return self.zh if language == "zh" else self.en


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set; Chinese unless that is English.

    Looked up before the arguments are parsed, because the help itself is in that language.
    """
    for number, argument in enumerate(arguments):
        if argument.startswith("--lang"):
            value = argument.partition("=")[2] or "".join(arguments[number + 1 : number + 2])
            return "en" if value == "en" else "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].startswith("en") else "zh"
    return "zh"
