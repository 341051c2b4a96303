"""No altered byte of any member goes unseen: flipped one at a time, the package rebuilt with right sums."""

import random

import pytest

from openofd.package.draft import Member
from openofd.package.writer import write
from openofd.verify.report import Overall

SEED, PER_MEMBER, LEAST = 20261122, 180, 2_000
SIGNED_VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
HARMLESS: dict[tuple[str, int], str] = {}
"""(member, offset): why a change there may stay VALID. There is none."""


def der_offsets(der, start=0, end=None):
    """Offsets of every tag, length and first and last content byte of every field, nested fields included."""
    position, end = start, len(der) if end is None else end
    while position < end:
        tag, length, head = der[position], der[position + 1], 2
        if length & 0x80:
            head += length & 0x7F
            length = int.from_bytes(der[position + 2 : position + head], "big")
        body = position + head
        yield from (position, position + 1, body - 1)
        if tag & 0x20:
            yield from der_offsets(der, body, body + length)
        elif length:
            yield from (body, body + length - 1)
        position = body + length


def plan(members):
    """(member, offset, mask) for every DER field and a seeded sample of every member."""
    dice = random.Random(SEED)
    for name, raw in members.items():
        offsets = set(dice.sample(range(len(raw)), min(len(raw), PER_MEMBER)))
        if name == SIGNED_VALUE:
            offsets |= set(der_offsets(raw))
        for offset in sorted(offsets):
            yield name, offset, 1 << dice.randrange(8)


@pytest.fixture(scope="session")
def flips(sealed_members):
    return list(plan(sealed_members))


def rebuild(members, name, offset, mask):
    changed = bytearray(members[name])
    changed[offset] ^= mask
    return stored({**members, name: bytes(changed)})


def stored(members):
    return write(Member.pack(name, raw, level="store") for name, raw in members.items())


def test_the_rebuilt_package_itself_is_valid(sealed_members, judge):
    assert judge(stored(sealed_members)).overall is Overall.VALID


def test_no_flip_goes_unseen(sealed_members, judge, flips):
    passed = [
        (name, offset)
        for name, offset, mask in flips
        if judge(rebuild(sealed_members, name, offset, mask)).overall is Overall.VALID
    ]
    assert set(passed) <= set(HARMLESS)


def test_every_member_and_enough_bytes_were_flipped(sealed_members, flips):
    assert {name for name, _, _ in flips} == set(sealed_members)
    assert len(flips) >= LEAST


def test_every_der_field_was_flipped(sealed_members, flips):
    flipped = {offset for name, offset, _ in flips if name == SIGNED_VALUE}
    assert flipped >= set(der_offsets(sealed_members[SIGNED_VALUE]))
