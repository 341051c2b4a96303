"""What was read from a file, as plain values: the input of the checks, which do no reading themselves."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Literal, NamedTuple

from openofd.errors import OpenOfdError
from openofd.gm.chain import ChainReport
from openofd.gm.deviations import Deviation
from openofd.gm.sm3 import OID as SM3
from openofd.gm.timestamp import TimeStamp, TokenFinding
from openofd.gm.x509 import PublicKeyCertificate
from openofd.model.units import Box
from openofd.ses.forms import Form
from openofd.ses.values import SealData, SignatureData
from openofd.verify.reasons import plain
from openofd.verify.report import Outcome, Reason, StampFacts
from openofd.verify.seal_status import SealStatus

__all__ = [
    "BodyFacts",
    "Description",
    "FileVerdicts",
    "IntegrityFacts",
    "ReferenceFacts",
    "SealFacts",
    "SignatureFacts",
    "TimeFacts",
    "TokenFacts",
    "TokenOf",
    "Verdict",
    "failed",
    "fine",
    "noted",
    "passed",
    "unknown",
]


class Verdict(NamedTuple):
    """What one check found. Warnings do not touch the outcome."""

    outcome: Outcome
    because: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def passed(*because: Reason, warnings: tuple[Reason, ...] = ()) -> Verdict:
    """All is well."""
    return Verdict(Outcome.PASSED, because, warnings)


@cache
def fine(code: str) -> Verdict:
    """All is well, and nothing more to say: one object for all."""
    return passed(plain(code))


def noted(code: str, warnings: tuple[Reason, ...]) -> Verdict:
    """All is well, with something to mention, if anything."""
    return passed(plain(code), warnings=warnings) if warnings else fine(code)


def failed(*because: Reason, warnings: tuple[Reason, ...] = ()) -> Verdict:
    """Something is wrong."""
    return Verdict(Outcome.FAILED, because, warnings)


def unknown(*because: Reason, warnings: tuple[Reason, ...] = ()) -> Verdict:
    """It could not be told."""
    return Verdict(Outcome.INDETERMINATE, because, warnings)


class ReferenceFacts(NamedTuple):
    """One Reference: as written, resolved ("" if no path), SM3 expected and computed.

    Absent is None; what cannot be unpacked has the reason in place of a digest.
    """

    file_ref: str
    name: str
    expected: bytes | None
    actual: bytes | Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Signature.xml, read. `digest` is SM3 over its bytes as received; paths are entry names."""

    digest: bytes
    check_method: str | None
    references: tuple[ReferenceFacts, ...]
    signature_method: str | None
    date_time: str
    stamps: tuple[StampFacts, ...]
    stamp_ids: tuple[str, ...]
    signed_value: str
    seal_file: str
    """Entry name of Seal.esl; empty if the signature names none."""
    claims_seal: bool = False
    """Whether it says that a seal was used, by file or by picture."""
    beyond: bool = False
    """Whether it has more References than the limits allow, and none was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFacts:
    """The embedded seal and what is known of its maker. `maker` is None if the certificate cannot be read."""

    data: SealData
    maker: PublicKeyCertificate | None
    maker_holds: bool
    """Whether the maker's key made the signature over what makers sign."""
    foreign: bool = False
    """Whether the maker's certificate is of an algorithm that is only reported, such as RSA."""


TokenOf = Literal["signature", "seal", "time_info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """One time-stamp token: what it should be over, and what is known of it."""

    of: TokenOf
    trouble: OpenOfdError | None = None
    """Why it could not be read; `token` is None then."""
    token: TimeStamp | None = None
    findings: tuple[TokenFinding, ...] = ()
    authority: PublicKeyCertificate | None = None
    chain: ChainReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerFacts:
    """Who signed, and whether that holds. `certificate` is None if it is missing or cannot be read."""

    certificate: PublicKeyCertificate | None
    algorithms: tuple[tuple[str, str], ...]
    """Every algorithm named for the signature: field, dotted identifier."""
    holds: bool
    """Whether the key of the certificate made the value over what it must be over."""
    foreign: bool = False
    """Whether the certificate is of an algorithm that is only reported, such as RSA."""
    missing: bool = False
    """Whether no certificate came with the signature."""
    holds_elsewhere: bool = False
    """Whether the value holds over Signature.xml itself instead, as old toolkits sign."""
    chain: ChainReport | None = None
    claimed_at: datetime | None = None
    """When it was signed, as the signer says; None if nothing readable says it."""
    data_hash: bytes | None = None
    """The digest of Signature.xml vouched for; None where the value is over Signature.xml itself."""
    digest_algorithm: str = SM3
    faults: tuple[Deviation, ...] = ()
    """Why what was signed proves nothing, whether or not the value holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """One signature, as far as it could be read: what is missing is None, and `problems` say why."""

    id: str
    body: int
    path: str
    type: str
    relative: str
    """Id of the signature it builds on (GM/T 0099-2020 annex B); empty for none."""
    form: Form | None
    problems: tuple[Verdict, ...]
    description: Description | None
    value: SignatureData | None
    seal: SealFacts | None
    seal_file: bytes | None
    """Bytes of Seal.esl; None if none is named or it is missing."""
    signers: tuple[SignerFacts, ...]
    """Who signed: one for a seal signature; empty if the value could not be read."""
    maker_chain: ChainReport | None
    status_asked: bool
    """Whether a list of seal statuses was handed in."""
    status: SealStatus | None
    """What that list says about the seal; None if it is silent."""
    tokens: tuple[TokenFacts, ...]
    other_deviations: tuple[Deviation, ...]
    """Encodings other than the standard's in what is no seal signature."""
    covered: frozenset[str]
    """Entries among its References."""

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Encodings other than the standard's, of the value, of the seal in it and of time stamps."""
        own = () if self.value is None else self.value.deviations + self.value.seal.deviations
        return own + self.other_deviations

    @property
    def claimed_at(self) -> datetime | None:
        """When it was signed, as the first signer says; None if nothing readable says it."""
        return self.signers[0].claimed_at if self.signers else None

    @property
    def signer(self) -> PublicKeyCertificate | None:
        """The first signer's certificate."""
        return self.signers[0].certificate if self.signers else None

    @property
    def files(self) -> frozenset[str]:
        """Its own entries: Signature.xml, the value, Seal.esl."""
        described = self.description
        own = (self.path, described.signed_value, described.seal_file) if described else (self.path,)
        return frozenset(own) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityFacts:
    """OFDEntries.xml: the names it lists, what is wrong with it, and the signature over it."""

    names: frozenset[str]
    problems: tuple[Verdict, ...] = ()
    signature: SignatureFacts | None = None


class FileVerdicts(NamedTuple):
    """What the checks said: for the file, and for each signature by check id."""

    container: Verdict
    structure: tuple[Verdict, ...]
    signatures: tuple[dict[str, Verdict], ...]
    unsigned: bool
    """Whether a document of the package carries no signature while another does."""
    integrity: Verdict | None = None
    """None where the package has no integrity list."""


class TimeFacts(NamedTuple):
    """When the verifier looks, and since when the file is proven to exist (None = no proof)."""

    at: datetime
    existed_by: datetime | None
    stamped: datetime | None = None
    """When trusted tokens say it was stamped, where they are what proves the existence."""


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """One document of the package: the entries it reaches, by what an alteration would change."""

    index: int
    structure: frozenset[str]
    visible: frozenset[str]
    annotations: frozenset[str]
    attached: frozenset[str]
    older: frozenset[str] = frozenset()
    """What only versions need that are not the one shown."""
    signature_files: frozenset[str] = frozenset()
    """The entries of its signatures, their list aside."""
    root: str = ""
    """Entry name of its Document.xml."""
    doc_id: str = ""
    """DocInfo/DocID as written."""
    versions: bool = False
    """Whether OFD.xml lists versions of it."""
    other_roots: frozenset[str] = frozenset()
    """Roots of other documents that its signatures protect, where they leave OFD.xml open."""
    pages: tuple[tuple[int, Box | None], ...]
    """Page id and box in mm (None if the page states none)."""
    signature_list: str
    """Entry name of Signatures.xml; empty if OFD.xml names none."""
    max_id: str = ""
    """MaxSignId as written."""
    listed: tuple[str, ...] = ()
    """Ids of the list, in order."""
    complete: bool = True
    """Whether everything it refers to could be followed."""
    problems: tuple[Reason, ...] = ()

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Everything it reaches beside its signatures."""
        return self.structure | self.visible | self.annotations | self.attached
