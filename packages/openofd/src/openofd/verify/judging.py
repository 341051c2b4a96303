"""All checks of one signature, in order. A check whose ground is missing is INDETERMINATE and says why."""

from openofd.ses.values import SignatureData
from openofd.verify import checks_coverage, checks_file, checks_seal, checks_trust
from openofd.verify.catalogue import CHECKS
from openofd.verify.facts import BodyFacts, SealFacts, SignatureFacts, TimeFacts, Verdict, unknown
from openofd.verify.policy import Policy
from openofd.verify.reasons import reason

__all__ = ["judge_signature", "not_checked"]


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
    if described is None:
        verdicts["reference_digests"] = verdicts["coverage"] = not_checked("structure")
    else:
        verdicts["reference_digests"] = checks_file.reference_digests(described)
        verdicts["coverage"] = checks_coverage.coverage(body, facts.covered, covered, policy)
    if facts.value is None or facts.seal is None:
        verdicts |= dict.fromkeys(_NEED_VALUE, not_checked("structure"))
        return verdicts
    return (
        verdicts
        | _judge_seal(facts, facts.seal, facts.value, times)
        | _judge_trust(facts, facts.seal, facts.value, times, policy)
    )


_NEED_VALUE = (
    "seal_signature",
    "seal_period",
    "seal_match",
    "data_hash",
    "signature_value",
    "signer_in_seal",
    "maker_chain",
    "signer_chain",
    "revocation",
    "signing_time",
)


def _judge_seal(
    facts: SignatureFacts, seal: SealFacts, value: SignatureData, times: TimeFacts
) -> dict[str, Verdict]:
    described = facts.description
    assert described is not None  # SignedValue.dat is found through Signature.xml
    assert value.time is not None  # versions 4 and 5 always state one
    return {
        "seal_signature": checks_seal.seal_signature(seal),
        "seal_period": checks_seal.seal_period(seal, value.time, times),
        "seal_match": checks_seal.seal_match(facts, described, value),
        "data_hash": checks_seal.data_hash(facts.path, described, value),
        "signature_value": checks_seal.signature_value(facts, described, value),
        "signer_in_seal": checks_seal.signer_in_seal(value),
    }


def _judge_trust(
    facts: SignatureFacts, seal: SealFacts, value: SignatureData, times: TimeFacts, policy: Policy
) -> dict[str, Verdict]:
    made_at, signed_at = seal.data.info.created_at, value.time
    assert signed_at is not None  # versions 4 and 5 always state one
    maker, signer = facts.maker_chain, facts.signer_chain
    verdicts = {
        "maker_chain": not_checked("seal_signature"),
        "signer_chain": not_checked("signature_value"),
        "signing_time": not_checked("signature_value"),
    }
    uses = []
    if maker is not None:
        verdicts["maker_chain"] = checks_trust.maker_chain(maker, made_at, times)
        uses.append((maker, made_at))
    if signer is not None and facts.signer is not None:
        verdicts["signer_chain"] = checks_trust.signer_chain(signer, signed_at)
        verdicts["signing_time"] = checks_trust.signing_time(
            facts.signer, signed_at, facts.description, times, policy
        )
        uses.append((signer, signed_at))
    verdicts["revocation"] = (
        checks_trust.revocation(tuple(uses), times) if len(uses) == 2 else not_checked("signature_value")
    )
    return verdicts
