"""Compose, seal and verify: rates per processor second of one warm process, and the floor of the same run.

The floor is what the cryptography alone costs: for compose+seal one SM2 signature and SM3 of the members that
differ between certificates; for the whole step two signatures, two verifications, that SM3 and SM3 of all.
"""

import argparse
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.data import certificates, distinct_characters
from bench.figures import Figure, cpu_seconds, median_seconds, show
from bench.hall import NOW, demonstration_hall

COUNT, WARM_UP, CHUNK = 2_000, 200, 64
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYA"


def main() -> None:
    """Measure all of it in one process."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    with demonstration_hall():
        measure(arguments.parse_args().count)


def measure(count: int) -> None:
    """Print every figure for `count` certificates."""
    from zizhi.issuing import making

    snapshots = list(certificates(count + WARM_UP))
    warm, snapshots = snapshots[:WARM_UP], snapshots[WARM_UP:]
    files = [making.make(snapshot, token=TOKEN, at=NOW).data for snapshot in warm]
    floor = Floor.measured(files)
    print(f"# {count} certificates, median of {characters(snapshots):.0f} distinct characters printed")
    print(f"# floor: {floor}")
    compose_and_seal(snapshots, floor)
    files = whole_step(snapshots, floor)
    verify_alone(files)
    sizes(files)


def characters(snapshots: Sequence) -> float:
    """Median number of different characters on a face."""
    return statistics.median(map(distinct_characters, snapshots))


def compose_and_seal(snapshots: Sequence, floor: "Floor") -> None:
    """From a snapshot and its QR text to sealed bytes."""
    from openofd.package.draft import Draft
    from zizhi.faces import services as faces
    from zizhi.sealing import services as sealing

    texts = [sealing.sign_claim(snapshot, token=TOKEN).text for snapshot in snapshots]

    def seal(draft: Draft) -> None:
        sealing.apply_seal(draft, places=faces.stamp_boxes(draft, kind="construction"), at=NOW)

    def work() -> None:
        for start in range(0, len(snapshots), CHUNK):
            chunk = zip(snapshots[start : start + CHUNK], texts[start : start + CHUNK], strict=True)
            drafts = [faces.compose_face(s, qr_text=text, demonstration=True) for s, text in chunk]
            for draft in drafts:
                seal(draft)

    each = cpu_seconds(work) / len(snapshots)
    show(
        Figure(name="compose-seal", value=1 / each, unit="/s", goal=850),
        Figure(name="compose-seal-aim", value=1 / each, unit="/s", goal=1000),
        Figure(name="compose-seal-floor", value=each / floor.compose_seal, unit="x", goal=2.5, most=True),
    )


def whole_step(snapshots: Sequence, floor: "Floor") -> list[bytes]:
    """Claim, compose, seal, and the public verification from bytes: chain, revocation lists, coverage."""
    from zizhi.issuing import making

    orders = [making.Order(snapshot=snapshot, token=TOKEN) for snapshot in snapshots]
    files: list[bytes] = []

    def work() -> None:
        for start in range(0, len(orders), CHUNK):
            files.extend(made.data for made in making.make_many(orders[start : start + CHUNK], at=NOW))

    each = cpu_seconds(work) / len(snapshots)
    show(
        Figure(name="whole-step", value=1 / each, unit="/s", goal=350),
        Figure(name="whole-step-aim", value=1 / each, unit="/s", goal=450),
        Figure(name="whole-step-floor", value=each / floor.whole_step, unit="x", goal=2, most=True),
    )
    return files


def verify_alone(files: Sequence[bytes]) -> None:
    """The public verification, from bytes."""
    from zizhi.issuing import making

    reports = []
    each = cpu_seconds(lambda: reports.extend(making.stranger(data, at=NOW) for data in files)) / len(files)
    if any(report.overall != "VALID" for report in reports):
        raise SystemExit("a certificate did not verify")
    show(
        Figure(name="verify", value=1 / each, unit="/s", goal=600),
        Figure(name="verify-aim", value=1 / each, unit="/s", goal=800),
    )


def sizes(files: Sequence[bytes]) -> None:
    """The median file and what it is made of."""
    from openofd.package.reader import Package

    median = sorted(files, key=len)[len(files) // 2]
    package = Package.open(median)
    for name in sorted(package.names, key=lambda n: -package.entry(n).packed_size):
        entry = package.entry(name)
        print(f"#   {entry.packed_size:7d} of {entry.size:7d}  {name}")
    show(
        Figure(name="file-median", value=len(median) / 1024, unit="KB", goal=70, most=True),
        Figure(name="file-median-aim", value=len(median) / 1024, unit="KB", goal=60, most=True),
        Figure(name="file-largest", value=max(map(len, files)) / 1024, unit="KB", goal=100, most=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Processor seconds that the cryptography of one certificate costs at least."""

    sign: float
    verify: float
    differing: float
    everything: float

    def __str__(self) -> str:
        """In microseconds."""
        parts = ("sign", "verify", "differing", "everything")
        return ", ".join(f"{part} {getattr(self, part) * 1e6:.0f} µs" for part in parts)

    @property
    def compose_seal(self) -> float:
        """One signature, and SM3 of what differs."""
        return self.sign + self.differing

    @property
    def whole_step(self) -> float:
        """Two signatures, two verifications, SM3 of what differs and of all members once."""
        return 2 * self.sign + 2 * self.verify + self.differing + self.everything

    @classmethod
    def measured(cls, files: Sequence[bytes]) -> "Floor":
        """On this machine, now, over real members."""
        from openofd.gm.keys import PrivateKey
        from openofd.gm.sm2 import verify_digest
        from openofd.gm.sm3 import sm3
        from openofd.package.reader import Package

        packages = [Package.open(data) for data in files]
        members = [[package.read(name) for name in package.names] for package in packages]
        common = set(members[0]).intersection(*map(set, members[1:]))
        differing = [[raw for raw in each if raw not in common] for each in members]
        key, e = PrivateKey.generate(), bytes(range(32))
        signature = key.sign_digest(e)
        return cls(
            sign=median_seconds(lambda: key.sign_digest(e), times=300),
            verify=median_seconds(lambda: verify_digest(key.public_key, e, signature), times=300),
            differing=statistics.median(
                median_seconds(lambda m=m: [*map(sm3, m)], times=9) for m in differing
            ),
            everything=statistics.median(
                median_seconds(lambda m=m: [*map(sm3, m)], times=9) for m in members
            ),
        )


if __name__ == "__main__":
    main()
