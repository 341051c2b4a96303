"""Sealing a draft: GB/T 33190-2016 clause 18 outside, GB/T 38540-2020 7.2 inside.

A draft is sealed as final unless the policy says otherwise: every member, Signatures.xml among them, is in
the References: nothing can be added. Files that exist already are sealed by `openofd.seal.filing`.
"""

from collections.abc import Sequence
from datetime import datetime

from openofd.gm.signer import Signer
from openofd.package.draft import Draft, Member
from openofd.package.writer import write
from openofd.seal.conditions import check_act, odd_stamp
from openofd.seal.making import Seal
from openofd.seal.policy import FINAL, SigningPolicy
from openofd.seal.seal_value import seal_value
from openofd.seal.signature_xml import (
    NAMED,
    PLAIN,
    SEAL_FILE,
    VALUE_FILE,
    signature_list,
    signature_xml,
    stored,
)
from openofd.seal.stamps import Stamp

__all__ = ["apply_seal"]


def apply_seal(
    draft: Draft,
    *,
    seal: Seal,
    signer: Signer,
    stamps: Sequence[Stamp],
    at: datetime,
    policy: SigningPolicy = FINAL,
) -> bytes:
    """Seal a draft and return the finished package.

    Args:
        draft: the unsealed package; its OFD.xml already names Signatures.xml.
        seal: the seal; the signer's public-key certificate must be in its list.
        signer: who seals.
        stamps: where the seal shows, at least once.
        at: signing time, aware; must be in the seal's period and the signer's.
        policy: what the signature protects and carries.

    Raises:
        SigningFailed: seal, signer, time and stamps do not go together, or the signature is wrong.
    """
    check_act(seal, signer, stamps, at)
    _check_pages(draft, stamps)
    folder = f"{draft.doc_root}/Signs/"
    ids = PLAIN if policy.plain_ids else NAMED
    listed = signature_list(folder + "Signatures.xml", len(stamps), ids)
    folder += "Sign_0/"
    copy = (Member.pack(folder + SEAL_FILE, seal.der, level="store"),) if policy.store_seal else ()
    open_members = () if policy.lock else (listed,)
    protected = (*draft.members, *((listed,) if policy.lock else ()), *copy)
    described = Member.pack(
        folder + "Signature.xml",
        signature_xml(
            [(member.name, member.digest) for member in protected],
            at,
            stamps=stamps,
            ids=ids,
            stores_seal=policy.store_seal,
        ),
    )
    # the member's digest is SM3
    place = (described.name, described.digest)
    value = seal_value(seal=seal, signer=signer, at=at, described=place, policy=policy)
    return write((*protected, *open_members, described, stored(folder + VALUE_FILE, value)))


def _check_pages(draft: Draft, stamps: Sequence[Stamp]) -> None:
    for stamp in stamps:
        if stamp.page_id not in draft.page_ids:
            raise odd_stamp(stamp, "盖章页面不存在", "a stamp names no page of the draft")
