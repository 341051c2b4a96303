"""Files that are right: what a verifier must not refuse. GB/T 33190-2016, GB/T 38540-2020."""

from vectors.document import honest, part
from vectors.registry import case
from vectors.signing import How, listing, sealed, sign, stamp
from vectors.zipping import package

_GB = "GB/T 33190-2016 18; GB/T 38540-2020 7.3"


@case("0", zh="完整、锁定的签章文件", en="A complete and locked file", overall="VALID", clause=_GB)
@case(
    "0",
    zh="完整、锁定的签章文件，最严的尺度",
    en="A complete and locked file, strict policy",
    overall="VALID",
    clause=_GB,
    policy="strict",
    name="strict",
)
@case(
    "0",
    zh="完整、锁定的签章文件，终稿的尺度",
    en="A complete and locked file, final policy",
    overall="VALID",
    clause=_GB,
    policy="sealed-final",
    name="final",
)
def sealed_v4() -> bytes:
    """Everything is covered, the list of signatures, too; the chain ends at the anchor. Nothing is wrong."""
    return sealed(honest())


@case(
    "0",
    zh="加密的文件",
    en="An encrypted file",
    overall="INDETERMINATE",
    codes=["ENCRYPTED"],
    clause="GM/T 0099-2020 annex C",
)
def encrypted() -> bytes:
    """Which bytes a signature means then, plain or cipher, no source settles: reported, not judged."""
    info = (
        '<ofd:EncryptInfo ID="1"><ofd:Provider Name="vectors"/><ofd:EncryptScope>All</ofd:EncryptScope>'
        "<ofd:DecryptSeedLoc>/decryptseed.dat</ofd:DecryptSeedLoc>"
        "<ofd:EntriesMapLoc>/entriesmap.dat</ofd:EntriesMapLoc></ofd:EncryptInfo>"
    )
    more = {"Encryptions.xml": part("Encryptions", info), "decryptseed.dat": b"?", "entriesmap.dat": b"?"}
    return sealed(honest() | more)


@case(
    "0",
    zh="没有签章的文件",
    en="A file without a signature",
    overall="INDETERMINATE",
    codes=["NOT_SIGNED"],
    absent=["SIG_ORPHAN"],
    clause="GB/T 33190-2016 18.1",
)
def not_signed() -> bytes:
    """Nobody signed, nobody claims it: neither valid nor forged."""
    parts = honest()
    head, _, rest = parts["OFD.xml"].partition(b"<ofd:Signatures>")
    parts["OFD.xml"] = head + rest.partition(b"</ofd:Signatures>")[2]
    return package(parts)


@case(
    "0",
    zh="相对路径写法不合规则",
    en="A location that only a fallback finds",
    overall="VALID",
    codes=["PATH_FALLBACK"],
    clause="GB/T 33190-2016 7.3",
    provenance="list files whose paths begin at the document's folder",
)
@case(
    "0",
    zh="相对路径写法不合规则，严格尺度",
    en="A location that only a fallback finds, strict policy",
    overall="INVALID",
    codes=["PATH_FALLBACK"],
    clause="GB/T 33190-2016 7.3",
    policy="strict",
    name="strict",
)
def fallback() -> bytes:
    """The attachment is named from the document's folder instead of from the list's own; found, and said."""
    parts = honest()
    name = "Doc_0/Attachs/Attachments.xml"
    parts[name] = parts[name].replace(b"licence.xml", b"Attachs/licence.xml")
    return sealed(parts)


@case(
    "0",
    zh="标引文件不是合格的 XML",
    en="A tag file that is not well-formed",
    overall="VALID",
    clause="GB/T 33190-2016 16",
    provenance='invoices and licences whose tag file begins <:params xmlns:="">',
)
def malformed_tag() -> bytes:
    """Its bytes are covered, and nothing that shows depends on it."""
    return sealed(honest() | {"Doc_0/Tags/Tag_0.xml": b'<:params xmlns:=""><name/></:params>'})


@case(
    "0",
    zh="数字编号、MaxSignId 在后",
    en="Plain numbers as ids, MaxSignId behind the entries",
    overall="VALID",
    absent=["SIG_MAYBE_REMOVED"],
    clause="GB/T 33190-2016 18.1",
    provenance="an open-source writer",
)
def numeric_ids() -> bytes:
    """Against the schema, and common."""
    line = '<ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
    made = sign(honest(), How(lock=False, stamps=stamp(number=2)))
    return package(made | {"Doc_0/Signs/Signatures.xml": listing([line, "<ofd:MaxSignId>2</ofd:MaxSignId>"])})


@case(
    "0",
    zh="签名描述的元素次序不同",
    en="Another order inside Signature.xml",
    overall="VALID",
    clause="GB/T 33190-2016 18.2",
    provenance="an open-source writer that puts SignedValue first",
)
def other_order() -> bytes:
    """A reader must not depend on the order."""
    value = b"<ofd:SignedValue>SignedValue.dat</ofd:SignedValue>"

    def first(raw: bytes) -> bytes:
        return raw.replace(value, b"").replace(b"<ofd:SignedInfo>", value + b"<ofd:SignedInfo>")

    return sealed(honest(), How(rewrite=first))
