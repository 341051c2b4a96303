"""Verify a sealed OFD file: python examples/verify_file.py FILE ROOT.pem [ISSUING.pem …].

Prints every numbered check; exits 0 valid, 1 invalid, 2 cannot tell.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from openofd.gm.x509 import PublicKeyCertificate
from openofd.verify.report import Overall
from openofd.verify.trust import Trust
from openofd.verify.verify import verify

EXIT = {Overall.VALID: 0, Overall.INVALID: 1, Overall.INDETERMINATE: 2}


def certificate(name: str) -> PublicKeyCertificate:
    """A public-key certificate from a PEM or DER file."""
    return PublicKeyCertificate.parse(Path(name).read_bytes())


def main(file: str, root: str, *issuing: str) -> int:
    """Judge the file now, trusting `root` alone."""
    trust = Trust(anchors=(certificate(root),), intermediates=tuple(map(certificate, issuing)))
    now = datetime.now(UTC)  # noqa: TID251 - a script is the outermost shell; below it time is an argument
    report = verify(Path(file).read_bytes(), trust=trust, at=now)
    print(*report.explain("zh"), sep="\n")
    return EXIT[report.overall]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
