"""The certificate's data beside the picture: CustomDatas, custom tags, the XML attachment.

Names are those of GB/T 36903 as practice writes them (initials of the Chinese terms); what the standard does
not name begins with KZ_. One vocabulary for all three.
"""

from datetime import date

from openofd.compose.parts import AttachedFile
from openofd.compose.plate import References
from openofd.compose.typesetting import escape
from zizhi.certificates.snapshot import CertificateSnapshot
from zizhi.faces.design import FaceDesign
from zizhi.faces.listing import DATE_KEYS, NAME_KEYS
from zizhi.faces.pages import annex_key

__all__ = ["ATTACHMENT", "NAMESPACE", "TAG_TYPE", "attachment_xml", "custom_data", "tag_xml"]

NAMESPACE = "urn:zizhi:certificate:1"
TAG_TYPE = NAMESPACE
ATTACHMENT = AttachedFile(name="电子证照元数据.xml", file="metadata.xml", format="XML")

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_USCC_NAME, _USCC_CODE = "统一社会信用代码", "001"  # GB/T 36903, type of the holder's code
_TYPE, _AUTHORITY = -5, -4  # fields of the identifier, GB/T 36904


def custom_data(snapshot: CertificateSnapshot, design: FaceDesign) -> dict[str, str]:
    """The basic items, then the extensions, in the order in which they are written."""
    identifier = snapshot.certificate_identifier.split(".")
    has_codes = len(identifier) > -_TYPE
    data = {
        "ZZMC": design.name,
        "ZZLXDM": identifier[_TYPE] if has_codes else "",
        "ZZBH": snapshot.certificate_number,
        "ZZBS": snapshot.certificate_identifier,
        "ZZBFJG": snapshot.issuing_authority,
        "ZZBFJGDM": identifier[_AUTHORITY] if has_codes else "",
        "ZZBFRQ": snapshot.issued_on.isoformat(),
        "CZZT": snapshot.holder_name,
        "CZZTDM": snapshot.uscc,
        "CZZTDMLX": _USCC_NAME,
        "CZZTDMLXDM": _USCC_CODE,
        "ZZYXQQSRQ": snapshot.valid_from.isoformat(),
        "ZZYXQJZRQ": _day(snapshot.valid_until),
        "KZ_FDDBR": snapshot.legal_representative,
        "KZ_ZCDZ": snapshot.registered_address,
        "KZ_ZCZB": snapshot.registered_capital,
        "KZ_BBH": f"{snapshot.version:03}",
        "KZ_BLYY": snapshot.purpose,
        "KZ_JDWH": snapshot.decision_document,
    }
    return {name: value for name, value in data.items() if value}


def attachment_xml(data: dict[str, str], snapshot: CertificateSnapshot) -> bytes:
    """All metadata, the items one by one, as the file that travels with the certificate."""
    basics = "".join([f"<{name}>{escape(value)}</{name}>" for name, value in data.items()])
    items = "".join([_item(escape(item.name), _day(item.valid_until)) for item in snapshot.items])
    return f'{_HEAD}<ZZ xmlns="{NAMESPACE}">{basics}<KZ_ZZDJ>{items}</KZ_ZZDJ></ZZ>'.encode()


def tag_xml(references: References, design: FaceDesign, items: int, annexes: int) -> str:
    """The tag file: for each printed fact the text objects that say it, in reading order.

    `ZZ/ZZBH`, `ZZ/CZZT` …; `ZZ/KZ_ZZDJ/XM` one an item with its name (MC) and own date (YXQ); `ZZ/FY` one
    an annex page with what it repeats of page one.
    """
    rows = "".join([f"<{row.tag}>{references[row.tag]}</{row.tag}>" for row in design.rows])
    foot = "".join([f"<{row.tag}>{references[row.tag]}</{row.tag}>" for row in design.foot.rows])
    count = f"<KZ_XMS>{references['KZ_XMS']}</KZ_XMS>" if "KZ_XMS" in references else ""
    listed = "".join(
        [_item(references[NAME_KEYS[i]], references.get(DATE_KEYS[i], "")) for i in range(items)]
    )
    annex = "".join(_annex(references, design, number) for number in range(1, annexes + 1))
    return (
        f'{_HEAD}<ZZ xmlns="{NAMESPACE}" xmlns:ofd="http://www.ofdspec.org/2016">'
        f"{rows}{count}<KZ_ZZDJ>{listed}</KZ_ZZDJ>{foot}{annex}</ZZ>"
    )


def _item(name: str, end: str) -> str:
    if end:
        return f"<XM><MC>{name}</MC><YXQ>{end}</YXQ></XM>"
    return f"<XM><MC>{name}</MC></XM>"


def _annex(references: References, design: FaceDesign, number: int) -> str:
    tags = [tag for _, _, tag in design.annex.line_fields] + [row.tag for row in design.foot.rows]
    return f"<FY>{''.join(f'<{tag}>{references[annex_key(number, tag)]}</{tag}>' for tag in tags)}</FY>"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
