"""Check a certificate's QR code offline: python examples/check_qr_offline.py FILE.ofd KEY.pub [KEY.pub …].

The keys are the published claim keys, x ‖ y in hexadecimal. The code says what was issued,
not whether it is still in effect.
"""

import sys
from pathlib import Path

from openofd.document.document import Document
from openofd.gm.sm2 import PublicKey
from zizhi.certificates.kinds import all_kinds
from zizhi.sealing.claim import ClaimCheck, check, decode, number_text, parse_text
from zizhi.verification.qr_reading import qr_texts


def main(file: str, *keys: str) -> int:
    """Read the code from the file's pictures, judge its claim, print the facts of a genuine one."""
    published = [PublicKey(bytes.fromhex(Path(key).read_text(encoding="ascii"))) for key in keys]
    for text in qr_texts(Document.open(Path(file).read_bytes())):
        token, claim = parse_text(text)
        if claim and check(token, claim, keys=published) is ClaimCheck.GENUINE:
            facts = decode(claim).facts
            kind = next(kind for kind in all_kinds() if kind.code == facts.kind)
            print(kind.name, number_text(facts.number_form, facts.number, forms=kind.numbers))
            print(
                f"第{facts.version}版",
                facts.uscc,
                f"发证日期 {facts.issued_on}",
                f"有效期至 {facts.valid_until}",
            )
            return 0
    print("没有可以确认的二维码")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
