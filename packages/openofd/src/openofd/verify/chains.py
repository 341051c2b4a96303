"""Chains judged once per process: the same maker and the same signer come with thousands of files.

An answer of `openofd.gm.chain` depends on the leaf, on whom we trust and on the moment, and on the moment
only by the limits of periods and lists. Between two neighbouring limits it stays; the key says which gap.
"""

from bisect import bisect_left, bisect_right
from datetime import datetime
from functools import lru_cache

from openofd.gm.chain import ChainReport, validate_chain
from openofd.gm.x509 import PublicKeyCertificate
from openofd.verify.trust import Trust

__all__ = ["judge_chain"]


def judge_chain(
    leaf: PublicKeyCertificate, trust: Trust, at: datetime, *, extended_usage: str | None = None
) -> ChainReport:
    """The chain of `leaf` at the moment `at`; `extended_usage` is a purpose it must have."""
    limits, answers = _memory(leaf, trust, extended_usage)
    # two numbers, so that a moment exactly on a limit has a gap of its own
    gap = bisect_left(limits, at), bisect_right(limits, at)
    report = answers.get(gap)
    if report is None:
        report = answers[gap] = validate_chain(
            leaf,
            intermediates=trust.intermediates,
            anchors=trust.anchors,
            at=at,
            crls=trust.crls,
            ocsp=trust.ocsp,
            extended_usage=extended_usage,
        )
    return report


@lru_cache(maxsize=256)
def _memory(
    leaf: PublicKeyCertificate, trust: Trust, extended_usage: str | None
) -> tuple[tuple[datetime, ...], dict[tuple[int, int], ChainReport]]:
    """Every moment at which an answer about `leaf` may change, and the answers by gap."""
    certificates = (leaf, *trust.intermediates, *trust.anchors)
    moments = {moment for c in certificates for moment in (c.not_before, c.not_after)}
    moments |= {moment for crl in trust.crls for moment in (crl.this_update, crl.next_update) if moment}
    answers = [single for response in trust.ocsp for single in response.responses]
    moments |= {moment for one in answers for moment in (one.this_update, one.next_update) if moment}
    return tuple(sorted(moments)), {}
