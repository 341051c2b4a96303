"""The signature list and the description of a signature. GB/T 33190-2016 18, GM/T 0099-2020 annex B."""

import binascii

from openofd.model.units import Box, reference_id
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText

__all__ = [
    "Parameter",
    "Parameters",
    "Provider",
    "Reference",
    "References",
    "SealRef",
    "Signature",
    "SignatureEntry",
    "Signatures",
    "SignedInfo",
    "StampAnnot",
]


def _octets(text: str) -> bytes:
    """Base64, blanks allowed between its characters.

    Raises:
        ValueError: it is none.
    """
    try:
        return binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except binascii.Error:
        raise ValueError(text) from None


class SignatureEntry(Element):
    """A line of the signature list."""

    tag = "Signature"
    id = Attribute("ID", str, default="")
    type = Attribute("Type", str, default="Seal")
    base_loc = Attribute("BaseLoc", str, required=True)
    relative = Attribute("Relative", str)
    """GM/T 0099-2020 annex B: the signature this one builds on."""


class Signatures(Element):
    """The root of Signatures.xml."""

    tag = "Signatures"
    max_sign_id = ChildText("MaxSignId", str)
    items = Children("Signature", SignatureEntry)


class Provider(Element):
    """The software that signed."""

    tag = "Provider"
    provider_name = Attribute("ProviderName", str, default="")
    version = Attribute("Version", str, default="")
    company = Attribute("Company", str, default="")
    protocol_ver = Attribute("ProtocolVer", str)
    """GM/T 0099-2020 annex B."""
    extend_data = ChildText("ExtendData", str)
    """GM/T 0099-2020 annex B, base64."""


class Parameter(Element):
    """A named text of the signing software; GM/T 0099-2020 annex B."""

    tag = "Parameter"
    name = Attribute("Name", str, default="")
    type = Attribute("Type", str, default="")


class Parameters(Element):
    """The list of them."""

    tag = "Parameters"
    items = Children("Parameter", Parameter)


class Reference(Element):
    """A protected file and its digest."""

    tag = "Reference"
    file_ref = Attribute("FileRef", str, required=True)
    check_value = ChildText("CheckValue", _octets, required=True)


class References(Element):
    """The protected files. The schema's default method is MD5; absent is therefore not SM3."""

    tag = "References"
    check_method = Attribute("CheckMethod", str)
    items = Children("Reference", Reference)


class StampAnnot(Element):
    """The place of the seal's picture on a page, millimetres."""

    tag = "StampAnnot"
    id = Attribute("ID", str, default="")
    page_ref = Attribute("PageRef", reference_id, required=True)
    boundary = Attribute("Boundary", Box.parse, required=True)
    clip = Attribute("Clip", Box.parse)


class SealRef(Element):
    """Where a copy of the seal lies."""

    tag = "Seal"
    base_loc = ChildText("BaseLoc", str)
    image_loc = ChildText("ImageLoc", str)


class SignedInfo(Element):
    """Everything the signature value protects."""

    tag = "SignedInfo"
    provider = Child("Provider", Provider)
    signature_method = ChildText("SignatureMethod", str)
    signature_date_time = ChildText("SignatureDateTime", str)
    parameters = Child("Parameters", Parameters)
    references = Child("References", References)
    stamp_annots = Children("StampAnnot", StampAnnot)
    seal = Child("Seal", SealRef)


class Signature(Element):
    """The root of Signature.xml."""

    tag = "Signature"
    signed_info = Child("SignedInfo", SignedInfo, required=True)
    signed_value = ChildText("SignedValue", str, required=True)
