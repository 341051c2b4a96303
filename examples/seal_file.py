"""Seal a file with a key of one's own: python examples/seal_file.py IN.ofd PICTURE.png SIGNER OUT.ofd.

SIGNER is file:/path/key.pem?certificate=/path/cert.pem, its password is in SEAL_PASSWORD. The signer makes
the seal himself, so nobody but him trusts it: a demonstration. What is in the file keeps its bytes.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openofd.document.document import Document
from openofd.gm.signer import signer_from_uri
from openofd.model.units import Box
from openofd.seal.filing import seal_file
from openofd.seal.making import SealPicture, make_seal
from openofd.seal.stamps import Stamp


def main(source: str, picture: str, uri: str, target: str) -> None:
    """Seal page 1 of a file, which others may sign afterwards."""
    now, year = datetime.now(UTC), timedelta(days=365)  # noqa: TID251 - a script is the outermost shell
    signer = signer_from_uri(uri, os.environ["SEAL_PASSWORD"].encode())
    image = SealPicture(type="PNG", data=Path(picture).read_bytes(), width_mm=42, height_mm=42)
    period = {"created_at": now, "valid_from": now - year, "valid_until": now + year}
    particulars = {"seal_id": "demonstration-1", "name": "演示专用章", "picture": image, "vid": "example"}
    seal = make_seal(**particulars, **period, certificates=[signer.certificate], maker=signer)
    document = Document.open(Path(source).read_bytes())
    stamp = Stamp(page_id=document.pages[0].id, boundary=Box(10, 10, 42, 42))
    Path(target).write_bytes(seal_file(document, seal=seal, signer=signer, stamps=[stamp], at=now))


if __name__ == "__main__":
    main(*sys.argv[1:])
