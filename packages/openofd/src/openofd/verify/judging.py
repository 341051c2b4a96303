"""All checks of one signature, in order. A check whose ground is missing is INDETERMINATE and says why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from openofd.gm.chain import ChainReport
from openofd.verify import checks_coverage, checks_file, checks_seal, checks_time, checks_trust
from openofd.verify.catalogue import CHECKS
from openofd.verify.facts import (
    BodyFacts,
    Description,
    IntegrityFacts,
    SignatureFacts,
    TimeFacts,
    Verdict,
    passed,
    unknown,
)
from openofd.verify.policy import Policy
from openofd.verify.reasons import reason
from openofd.verify.weighing import merged, tolerated

__all__ = ["judge_integrity", "judge_signature", "not_checked"]


def not_checked(because_of: str) -> Verdict:
    """What a check answers that could not be made because another one did not pass."""
    title = CHECKS[because_of]
    return unknown(reason("NOT_CHECKED", title_zh=title.zh, title_en=title.en))


def judge_signature(
    facts: SignatureFacts, body: BodyFacts, covered: frozenset[str], times: TimeFacts, policy: Policy
) -> dict[str, Verdict]:
    """Check id → verdict, for every check a signature has."""
    verdicts = {"structure": checks_file.signature_structure(facts, body, policy)}
    described = facts.description
    if described is None or described.beyond:
        verdicts["reference_digests"] = verdicts["coverage"] = not_checked("structure")
    else:
        verdicts["reference_digests"] = checks_file.reference_digests(described)
        verdicts["coverage"] = checks_coverage.coverage(body, facts.covered, covered, policy)
    if not facts.signers:
        return verdicts | dict.fromkeys(_needing_value(facts), not_checked("structure"))
    assert described is not None  # SignedValue.dat is found through Signature.xml
    if facts.tokens:
        verdicts["time_stamp"] = checks_time.time_stamp(facts, times, policy)
        times = checks_time.proven_times(facts, times, policy)
    return (
        verdicts
        | _judge_seal(facts, described, times, policy)
        | _judge_value(facts, described, policy)
        | _judge_trust(facts, described, times, policy)
    )


def judge_integrity(facts: IntegrityFacts, times: TimeFacts, policy: Policy) -> Verdict:
    """1.2: the list of the package's files and the signature over it, as one answer."""
    verdicts = list(facts.problems)
    signature = facts.signature
    if signature is not None and signature.description is not None:
        verdicts += checks_file.deviations(signature, policy)
        if signature.tokens:
            verdicts.append(checks_time.time_stamp(signature, times, policy))
            times = checks_time.proven_times(signature, times, policy)
        judged = _judge_value(signature, signature.description, policy) | _judge_trust(
            signature, signature.description, times, policy
        )
        verdicts += [_if_minded(verdict, policy) for verdict in judged.values()]
    return merged("ENTRIES_OK", verdicts)


def _if_minded(verdict: Verdict, policy: Policy) -> Verdict:
    """Unchecked revocation becomes a warning where the policy tolerates it."""
    return passed(warnings=verdict.because) if tolerated(verdict, policy) else verdict


_SEAL_CHECKS: Final = ("seal_signature", "seal_period", "seal_match")
_NEED_VALUE: Final = (
    *_SEAL_CHECKS,
    "data_hash",
    "signature_value",
    "signer_in_seal",
    "maker_chain",
    "signer_chain",
    "revocation",
    "signing_time",
)
_OF_SEALS: Final = frozenset({*_SEAL_CHECKS, "signer_in_seal", "maker_chain"})


def _needing_value(facts: SignatureFacts) -> Iterable[str]:
    """Checks that a value which cannot be read leaves open; a signature without a seal has none of a seal."""
    return [check_id for check_id in _NEED_VALUE if facts.type == "Seal" or check_id not in _OF_SEALS]


def _judge_seal(
    facts: SignatureFacts, described: Description, times: TimeFacts, policy: Policy
) -> dict[str, Verdict]:
    seal, value = facts.seal, facts.value
    if seal is None or value is None:
        return {}
    signed_at = facts.claimed_at or times.at
    verdicts = {
        "seal_signature": checks_seal.seal_signature(seal),
        "seal_period": checks_seal.seal_period(seal, facts.claimed_at, times),
        "seal_match": checks_seal.seal_match(facts, described, value),
    }
    if facts.status_asked or policy.require_seal_status:
        verdicts["seal_status"] = checks_seal.seal_status(facts, signed_at, times, policy)
    return verdicts


def _judge_value(facts: SignatureFacts, described: Description, policy: Policy) -> dict[str, Verdict]:
    value = facts.value
    signed = checks_seal.signature_value(facts, described)
    if value is None:
        return {"data_hash": checks_seal.signed_digest(facts, described), "signature_value": signed}
    return {
        "data_hash": checks_seal.data_hash(facts.path, described, value, policy),
        "signature_value": signed,
        "signer_in_seal": checks_seal.signer_in_seal(value),
    }


def _judge_trust(
    facts: SignatureFacts, described: Description, times: TimeFacts, policy: Policy
) -> dict[str, Verdict]:
    verdicts, uses = _judge_maker(facts, times)
    chains = [(signer, signer.chain) for signer in facts.signers if signer.chain is not None]
    if len(chains) < len(facts.signers):
        lost = dict.fromkeys(("signer_chain", "revocation", "signing_time"), not_checked("signature_value"))
        return verdicts | lost
    uses += [(chain, signer.claimed_at or times.at) for signer, chain in chains]
    verdicts["signer_chain"] = merged(
        "", [checks_trust.signer_chain(chain, signer.claimed_at, times) for signer, chain in chains]
    )
    complete = facts.seal is None or facts.maker_chain is not None
    verdicts["revocation"] = (
        checks_trust.revocation(tuple(uses), times, policy) if complete else not_checked("seal_signature")
    )
    verdicts["signing_time"] = merged(
        "",
        [
            checks_trust.signing_time(chain.path[0], signer.claimed_at, described, times, policy)
            for signer, chain in chains
        ],
    )
    return verdicts


def _judge_maker(
    facts: SignatureFacts, times: TimeFacts
) -> tuple[dict[str, Verdict], list[tuple[ChainReport, datetime]]]:
    if facts.seal is None:
        return {}, []
    if facts.maker_chain is None:
        return {"maker_chain": not_checked("seal_signature")}, []
    made_at = facts.seal.data.info.created_at
    return {"maker_chain": checks_trust.maker_chain(facts.maker_chain, made_at, times)}, [
        (facts.maker_chain, made_at)
    ]
