"""A TestAuthority: root, issuing CA, maker, signer, lists, seal and sealed files, all in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from openofd.gm.keys import PrivateKey
from openofd.gm.signer import KeySigner
from openofd.gm.x509 import PublicKeyCertificate, Revocation, build_certificate, build_crl
from openofd.model.units import Box
from openofd.package.draft import Draft, Member
from openofd.package.reader import Package
from openofd.package.writer import write
from openofd.seal.making import Seal, SealPicture, make_seal
from openofd.seal.sealing import apply_seal
from openofd.seal.stamps import Stamp
from openofd.verify.trust import Trust

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
SIGNED = START + YEAR / 2
"""When sealed files are signed unless a test says otherwise."""

CA_USAGE = ("keyCertSign", "cRLSign")
SIGN_USAGE = ("digitalSignature", "nonRepudiation")

PICTURE = SealPicture(type="PNG", data=b"\x89PNG\r\n\x1a\n" + bytes(200), width_mm=42, height_mm=42)
STAMP = Stamp(page_id=1, boundary=Box(100, 200, 42, 42))

_OFD = '<ofd:{tag} xmlns:ofd="http://www.ofdspec.org/2016"{attributes}>{body}</ofd:{tag}>'


def part(tag: Any, body: Any = "", attributes: Any = "") -> Any:
    """One XML part of the standard's namespace."""
    return _OFD.format(tag=tag, body=body, attributes=attributes).encode()


def tiny_parts(text: Any = "资质证书") -> Any:
    """Parts of a one-page document with a font, an attachment, a tag, an annotation and custom data."""
    return {
        "OFD.xml": part(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0f3a6c0d4d5b4b5f9b0b3a1f2c3d4e5f</ofd:DocID><ofd:CustomDatas>"
            '<ofd:CustomData Name="k">v</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>",
            ' Version="1.0" DocType="OFD"',
        ),
        "Doc_0/Document.xml": part(
            "Document",
            "<ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>"
            "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        ),
        "Doc_0/PublicRes.xml": part(
            "Res",
            '<ofd:Fonts><ofd:Font ID="3" FontName="Tiny"><ofd:FontFile>f3.ttf</ofd:FontFile></ofd:Font>'
            "</ofd:Fonts>",
            ' BaseLoc="Res"',
        ),
        "Doc_0/Res/f3.ttf": b"not really a font",
        "Doc_0/Pages/Page_0/Content.xml": part(
            "Page",
            '<ofd:Content><ofd:Layer ID="4"><ofd:TextObject ID="5" Boundary="20 30 60 6" Font="3" Size="4.2">'
            f'<ofd:TextCode X="0" Y="4.5">{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>',
        ),
        "Doc_0/Annots/Annotations.xml": part(
            "Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
        ),
        "Doc_0/Annots/Page_0/Annotation.xml": part("PageAnnot"),
        "Doc_0/Tags/CustomTags.xml": part(
            "CustomTags", '<ofd:CustomTag TypeID="licence"><ofd:FileLoc>Lic.xml</ofd:FileLoc></ofd:CustomTag>'
        ),
        "Doc_0/Tags/Lic.xml": b"<licence><name>"
        b'<ofd:ObjectRef xmlns:ofd="http://www.ofdspec.org/2016" PageRef="1">'
        b"5"
        b"</ofd:ObjectRef></name></licence>",
        "Doc_0/Attachs/Attachments.xml": part(
            "Attachments",
            '<ofd:Attachment ID="A1" Name="licence" Format="xml"><ofd:FileLoc>licence.xml</ofd:FileLoc>'
            "</ofd:Attachment>",
        ),
        "Doc_0/Attachs/licence.xml": b"<licence/>",
    }


def draft_of(parts: Any) -> Any:
    """The draft of one page, id 1, made of `parts`."""
    return Draft(members=tuple(Member.pack(name, raw) for name, raw in parts.items()), page_ids=(1,))


@dataclass
class TestAuthority:
    """Keys and certificates are made once; everything handed out is derived from them."""

    __test__ = False

    root_key: PrivateKey = field(default_factory=PrivateKey.generate)
    issuing_key: PrivateKey = field(default_factory=PrivateKey.generate)
    serial: int = 1 << 100

    def __post_init__(self) -> None:
        self.root = self.certify("测试根", self.root_key, ca=True, issuer=None, issuer_key=self.root_key)
        self.issuing = self.certify(
            "测试签发机构",
            self.issuing_key,
            ca=True,
            path_length=0,
            issuer=self.root,
            issuer_key=self.root_key,
        )
        self.maker = self.signer("测试制章人")
        self.sealer = self.signer("测试签章人")
        self.seal = self.make_seal()
        self.good_crls = (self.crl(), self.crl(issuer=self.root, issuer_key=self.root_key))
        self.trust = self.trusting()

    def certify(
        self,
        name: Any,
        key: Any,
        *,
        issuer: Any,
        issuer_key: Any,
        start: Any = START,
        years: Any = 5,
        ca: Any = False,
        **more: Any,
    ) -> PublicKeyCertificate:
        """A public-key certificate; a CA's has CA usages unless given."""
        self.serial += 1
        more.setdefault("key_usage", CA_USAGE if ca else SIGN_USAGE)
        return build_certificate(
            subject={"C": "CN", "O": "测试", "CN": name},
            public_key=key.public_key,
            issuer=issuer,
            issuer_key=issuer_key,
            serial=self.serial,
            not_before=start,
            not_after=start + years * YEAR,
            ca=ca,
            **more,
        )

    def signer(self, name: Any = "测试签章人", **more: Any) -> KeySigner:
        """A signer under the issuing CA, or another `issuer` with its `issuer_key`."""
        key = PrivateKey.generate()
        more = {"issuer": self.issuing, "issuer_key": self.issuing_key} | more
        return KeySigner(certificate=self.certify(name, key, **more), key=key)

    def make_seal(self, **more: Any) -> Seal:
        """A seal the signer may use."""
        given = {
            "seal_id": "2100000000001",
            "name": "测试专用章",
            "picture": PICTURE,
            "certificates": [self.sealer.certificate],
            "created_at": START,
            "valid_from": START,
            "valid_until": START + 5 * YEAR,
            "maker": self.maker,
            "vid": "openofd-test",
        }
        return make_seal(**(given | more))

    def crl(
        self,
        *,
        revoked: Any = None,
        at: Any = START,
        issuer: Any = None,
        issuer_key: Any = None,
        years: Any = 5,
    ) -> Any:
        """A revocation list of the issuing CA; `revoked` maps certificates to (time, reason)."""
        entries = {c.serial: Revocation(at=when, reason=why) for c, (when, why) in (revoked or {}).items()}
        return build_crl(
            issuer=issuer or self.issuing,
            issuer_key=issuer_key or self.issuing_key,
            number=1,
            this_update=at,
            next_update=at + years * YEAR,
            revoked=entries,
        )

    def trusting(self, *, crls: Any = None) -> Trust:
        """Trust in the root, with the lists given or those that revoke nobody."""
        lists = self.good_crls if crls is None else crls
        return Trust(anchors=(self.root,), intermediates=(self.issuing,), crls=tuple(lists))

    def sealed(
        self,
        parts: Any = None,
        *,
        seal: Any = None,
        signer: Any = None,
        stamps: Any = (STAMP,),
        at: Any = SIGNED,
    ) -> bytes:
        """A sealed file of `parts`, by default of the tiny document."""
        return apply_seal(
            draft_of(parts or tiny_parts()),
            seal=seal or self.seal,
            signer=signer or self.sealer,
            stamps=stamps,
            at=at,
        )


def unpack(data: Any) -> Any:
    """Entry name → bytes of a package."""
    package = Package.open(data)
    return {name: package.read(name) for name in package.names}


def repack(parts: Any) -> Any:
    """A package of `parts`, with right checksums: what somebody who alters a file would hand in."""
    return write([Member.pack(name, raw, level="store") for name, raw in parts.items()])


def altered(data: Any, **changes: Any) -> Any:
    """The package with entries replaced, added, or removed (None); `__` stands for `/`, `_dot_` for `.`."""
    parts = unpack(data)
    for key, raw in changes.items():
        name = key.replace("__", "/").replace("_dot_", ".")
        parts = {n: r for n, r in parts.items() if n != name} if raw is None else parts | {name: raw}
    return repack(parts)


@dataclass
class Liar:
    """A signer that shows one certificate and signs with another's key, as a miswired device would."""

    certificate: PublicKeyCertificate
    other: KeySigner

    def sign_digest(self, e: Any) -> Any:
        """A signature that is not the certificate's."""
        return self.other.sign_digest(e)
