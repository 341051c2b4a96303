"""OFDEntries.xml, the signed list of a package's files: GM/T 0099-2020 annex D.

It holds names and no digests: whoever signed it says which files there were, not what was in them.
"""

from datetime import datetime
from typing import Final

from openofd.document.parts import Parts
from openofd.errors import OpenOfdError
from openofd.gm.sm3 import sm3
from openofd.model.integrity import DocEntries
from openofd.package.path import resolve
from openofd.ses.forms import Form
from openofd.verify.facts import Description, IntegrityFacts, SignatureFacts, failed
from openofd.verify.reading_value import Ground, ValueFacts, read_value
from openofd.verify.reasons import from_error, plain, reason
from openofd.verify.trust import Trust

__all__ = ["INTEGRITY", "read_integrity"]

INTEGRITY: Final = "OFDEntries.xml"


def read_integrity(parts: Parts, trust: Trust, at: datetime) -> IntegrityFacts | None:
    """The list and who signed it; None where the package has none."""
    if INTEGRITY not in parts.package:
        return None
    try:
        return _read(parts, trust, at)
    except OpenOfdError as error:
        return IntegrityFacts(names=frozenset(), problems=(failed(from_error(error, INTEGRITY)),))


def _read(parts: Parts, trust: Trust, at: datetime) -> IntegrityFacts:
    model = parts.parse(DocEntries, INTEGRITY)
    files = model.file_list
    names = frozenset(resolve(INTEGRITY, file.file_loc) for file in (files.items if files else ()))
    gone = sorted(name for name in names if name not in parts.package)
    problems = [failed(*(reason("ENTRIES_MISSING", name) for name in gone))] if gone else []
    if not model.signed_value_loc:
        problems.append(failed(plain("ENTRIES_NOT_SIGNED")))
        return IntegrityFacts(names=names, problems=tuple(problems))
    xml = parts.read(INTEGRITY)
    ground = Ground(xml, _when(model.creation_date), trust, at, parts.limits)
    value_name = resolve(INTEGRITY, model.signed_value_loc)
    found = read_value(parts.read(value_name), ground)
    # annex D wants GB/T 35275; a seal has no business here
    if found.form is not Form.SIGNED_DATA:
        problems.append(failed(reason("SIG_TYPE_MISMATCH", value_name)))
        return IntegrityFacts(names=names, problems=tuple(problems))
    return IntegrityFacts(
        names=names,
        problems=tuple(problems),
        signature=_signature(xml, model.creation_date, value_name, found),
    )


def _when(date: str) -> str:
    """CreationDate is a day: taken at noon, so that neither end of it is claimed."""
    return f"{date} 12:00:00" if len(date) == len("2026-01-01") else date


def _signature(xml: bytes, date_time: str, value_name: str, found: ValueFacts) -> SignatureFacts:
    """The signature over the list, in the form that every check of a signature takes."""
    described = Description(
        digest=sm3(xml),
        check_method=None,
        references=(),
        signature_method=None,
        date_time=date_time,
        stamps=(),
        stamp_ids=(),
        signed_value=value_name,
        seal_file="",
    )
    return SignatureFacts(
        id=INTEGRITY,
        body=0,
        path=INTEGRITY,
        type="Sign",
        relative="",
        form=found.form,
        problems=(),
        description=described,
        value=None,
        seal=None,
        seal_file=None,
        signers=found.signers,
        maker_chain=None,
        status_asked=False,
        status=None,
        tokens=found.tokens,
        other_deviations=found.deviations,
        covered=frozenset(),
    )
