"""The two further files a package root may hold. GM/T 0099-2020 annexes C (encryption) and D (integrity)."""

from openofd.xml.element import Element
from openofd.xml.fields import Children, ChildText

__all__ = ["DocEntries", "EncryptInfo", "Encryptions"]


class DocEntries(Element):
    """The root of OFDEntries.xml: a signed list of file names, without digests."""

    tag = "DocEntries"
    signed_value_loc = ChildText("SignedValueLoc", str)


class EncryptInfo(Element):
    """One encryption."""

    tag = "EncryptInfo"
    decrypt_seed_loc = ChildText("DecryptSeedLoc", str)
    entries_map_loc = ChildText("EntriesMapLoc", str)


class Encryptions(Element):
    """The root of Encryptions.xml."""

    tag = "Encryptions"
    items = Children("EncryptInfo", EncryptInfo)
