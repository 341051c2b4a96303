"""The certificates that every benchmark issues: seeded, made up, hard on fonts.

Names of 10–30 characters drawn uniformly from GB 2312 (so every certificate prints rarer characters than
a real one), up to 20 items, every twentieth holder with a character that only the fallback font has.
"""

import random
from collections.abc import Iterator
from datetime import date

from zizhi.certificates.snapshot import CertificateSnapshot, Item
from zizhi.core.uscc import check_character

__all__ = ["certificates", "distinct_characters"]

SEED = 20261122
FALLBACK = "𠮷𢀖"
TYPES = (
    "建筑",
    "公路",
    "水利水电",
    "电力",
    "矿山",
    "冶金",
    "石油化工",
    "市政公用",
    "机电",
    "地基基础",
    "起重设备安装",
    "电子与智能化",
    "消防设施",
    "防水防腐保温",
    "桥梁",
    "隧道",
    "钢结构",
    "建筑幕墙",
    "铁路",
    "通信",
)


def certificates(count: int, *, seed: int = SEED) -> Iterator[CertificateSnapshot]:
    """`count` snapshots of the construction kind."""
    dice = random.Random(seed)
    alphabet = [*_gb2312()]
    for index in range(count):
        yield _certificate(index, dice, alphabet)


def distinct_characters(snapshot: CertificateSnapshot) -> int:
    """How many different characters its face prints in the value font."""
    return len(set("".join(snapshot.face_fields().values())))


def _certificate(index: int, dice: random.Random, alphabet: list[str]) -> CertificateSnapshot:
    words = lambda least, most: "".join(dice.choices(alphabet, k=dice.randint(least, most)))  # noqa: E731
    rare = dice.choice(FALLBACK) if index % 20 == 0 else ""
    items = dice.sample(TYPES, k=min(len(TYPES), dice.randint(1, 20)))
    return CertificateSnapshot(
        kind="construction",
        certificate_number=f"D221{index:05d}0",
        certificate_identifier=f"1.2.156.3005.2.11990000000000000DZ01.11992100MB0000001K.{index:08d}.001.0",
        version=1,
        holder_name=words(10, 30 - len(rare)) + rare,
        uscc=_uscc(index),
        legal_representative=words(2, 4),
        registered_address=words(15, 45),
        registered_capital="5000万元",
        valid_from=date(2026, 11, 22),
        valid_until=date(2031, 11, 21),
        list_label="资质等级",
        items=tuple(Item(name=f"{name}工程施工总承包二级") for name in items),
        issuing_authority="辽宁省住房和城乡建设厅",
        issued_on=date(2026, 11, 22),
        purpose="initial",
        decision_document="辽住建审〔2026〕99号",
    )


def _uscc(index: int) -> str:
    body = f"91990000MA{index:07d}"
    return body + check_character(body)


def _gb2312() -> Iterator[str]:
    """The 6,763 characters of both levels."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", errors="ignore")
            if character:
                yield character
