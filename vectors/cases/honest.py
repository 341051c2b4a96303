"""Files that are right: what a verifier must not refuse. GB/T 33190-2016, GB/T 38540-2020."""

from vectors.document import honest, part
from vectors.registry import case
from vectors.signing import sealed
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
