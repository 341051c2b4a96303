"""The full verification of a one-page certificate from its bytes: rate per core, and against its own floor.

The floor is the cryptography that is left to do for one more file of a maker whose seal and certificates are
known: one SM2 verification, SM3 of every protected member, of Signature.xml and of what the signer signed.
"""

import argparse
import statistics
from collections.abc import Sequence

from bench.data import certificates
from bench.figures import Figure, cpu_seconds, median_seconds, show
from bench.hall import NOW, demonstration_hall

COUNT, WARM_UP, ROUNDS = 300, 100, 5
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYA"


def main() -> None:
    """Measure it in one warm process."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    with demonstration_hall():
        measure(arguments.parse_args().count)


def measure(count: int) -> None:
    """Print the figures for `count` certificates: the best of several rounds, for others use the machine."""
    from zizhi.issuing import making

    made = [making.make(snapshot, token=TOKEN, at=NOW).data for snapshot in certificates(count + WARM_UP)]
    for data in made[:WARM_UP]:
        making.stranger(data, at=NOW)
    files = made[WARM_UP:]
    each, floor = float("inf"), float("inf")
    for _ in range(ROUNDS):
        each = min(each, cpu_seconds(lambda: [_judged(data) for data in files]) / len(files))
        floor = min(floor, left_to_do(files[:20]))
    print(f"# {count} certificates, each {each * 1e6:.0f} µs, of which cryptography {floor * 1e6:.0f} µs")
    show(
        Figure(name="verify-certificate", value=1 / each, unit="/s", goal=600),
        Figure(name="verify-certificate-floor", value=each / floor, unit="x", goal=2.2, most=True),
    )
    other_policies(files)


def _judged(data: bytes) -> None:
    from zizhi.issuing import making

    if making.stranger(data, at=NOW).overall != "VALID":
        raise SystemExit("a certificate did not verify")


def other_policies(files: Sequence[bytes]) -> None:
    """What the looks beyond what is signed cost, which certificates of our own do without."""
    from openofd.verify.policy import STANDARD, STRICT
    from openofd.verify.trust import Trust
    from openofd.verify.verify import verify
    from zizhi.sealing.services import current_public

    public = current_public()
    trust = Trust(anchors=public.anchors, intermediates=public.intermediates, crls=public.crls)
    for policy in (STANDARD, STRICT):
        each = cpu_seconds(
            lambda policy=policy: [verify(d, trust=trust, at=NOW, policy=policy) for d in files]
        ) / len(files)
        print(f"# {policy.name}: {1 / each:.0f} /s")


def left_to_do(files: Sequence[bytes]) -> float:
    """Seconds of SM2 and SM3 that no cache can spare."""
    from openofd.gm.keys import PrivateKey
    from openofd.gm.sm2 import verify_digest
    from openofd.gm.sm3 import sm3
    from openofd.package.reader import Package

    key, e = PrivateKey.generate(), bytes(range(32))
    signature = key.sign_digest(e)
    signed = [[Package.open(data).read(name) for name in Package.open(data).names] for data in files]
    digests = statistics.median(median_seconds(lambda m=m: [*map(sm3, m)], times=9) for m in signed)
    return median_seconds(lambda: verify_digest(key.public_key, e, signature), times=200) + digests


if __name__ == "__main__":
    main()
