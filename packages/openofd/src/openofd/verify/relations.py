"""What the signatures of one document have to do with each other.

GB/T 33190-2016 18.1 (a list that may grow or is locked), GM/T 0099-2020 annex B (Relative).
"""

from collections.abc import Mapping, Sequence

from openofd.verify.facts import SignatureFacts, Verdict, failed, unknown
from openofd.verify.policy import Policy
from openofd.verify.reasons import reason
from openofd.verify.report import Overall
from openofd.verify.weighing import overall

__all__ = ["base_verdict", "covers_previous"]


def covers_previous(facts: SignatureFacts, signatures: Sequence[SignatureFacts]) -> bool | None:
    """Whether a signature protects every earlier one of its document; None for the first.

    Only then does it say anything about them: a signature that leaves them out may be the older one.
    """
    earlier = signatures[: _place(facts, signatures)]
    files = [other.files for other in earlier if other.body == facts.body]
    return all(one <= facts.covered for one in files) if files else None


def base_verdict(
    facts: SignatureFacts,
    signatures: Sequence[SignatureFacts],
    judged: Sequence[Mapping[str, Verdict]],
    policy: Policy,
) -> Verdict | None:
    """RELATIVE_BROKEN, where the signature that this one builds on is missing, later or not valid."""
    if not facts.relative:
        return None
    earlier = range(_place(facts, signatures))
    bases = [n for n in earlier if signatures[n].body == facts.body and signatures[n].id == facts.relative]
    said = reason("RELATIVE_BROKEN", facts.relative)
    if len(bases) != 1:
        return failed(said)
    answer = overall(judged[bases[0]], policy)
    if answer is Overall.VALID:
        return None
    return failed(said) if answer is Overall.INVALID else unknown(said)


def _place(facts: SignatureFacts, signatures: Sequence[SignatureFacts]) -> int:
    return next(n for n, other in enumerate(signatures) if other is facts)
