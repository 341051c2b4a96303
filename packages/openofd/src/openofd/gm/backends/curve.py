"""The recommended curve (GB/T 32918.5-2017 chapter 2), and d·G for a library that has no such call."""

from typing import Final

__all__ = ["SPKI_PREFIX", "A", "B", "G", "N", "P", "point_of"]

P: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A: Final = P - 3
B: Final = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G: Final = bytes.fromhex(
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"
)

SPKI_PREFIX: Final = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
"""GM/T 0015-2012: id-ecPublicKey with this curve, then BIT STRING 04 ‖; x ‖ y follow."""

_Point = tuple[int, int] | None  # None is the point at infinity


def point_of(scalar: int) -> bytes | None:
    """The 64 bytes of scalar·G, or None for the point at infinity. Its time depends on the scalar."""
    found: _Point = None
    power: _Point = int.from_bytes(G[:32], "big"), int.from_bytes(G[32:], "big")
    while scalar:
        if scalar & 1:
            found = _add(found, power)
        power = _add(power, power)
        scalar >>= 1
    return found and found[0].to_bytes(32, "big") + found[1].to_bytes(32, "big")


def _add(one: _Point, other: _Point) -> _Point:
    # GB/T 32918.1-2016 3.2.3.1
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and (one[1] + other[1]) % P == 0:
        return None
    slope = _slope(one, other)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def _slope(one: tuple[int, int], other: tuple[int, int]) -> int:
    if one == other:
        return (3 * one[0] * one[0] + A) * pow(2 * one[1], -1, P) % P
    return (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
