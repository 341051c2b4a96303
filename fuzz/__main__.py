"""Run one target, or all: each in a process of its own, with a dictionary of the standard's names."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

FINDINGS = Path(__file__).parent / "findings"
TARGETS = ("zip", "xml", "asn1", "font", "image")


def main() -> None:
    """Parse and run; the exit code is 1 if anything was found."""
    arguments = _arguments()
    chosen = TARGETS if arguments.target == "all" else (arguments.target,)
    found = [name for name in chosen if not _run(name, arguments.seconds)]
    print("fuzz:", "found something in " + ", ".join(found) if found else "nothing found")
    sys.exit(bool(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--seconds", type=int, default=1800, help="how long each target runs")
    return parser.parse_args()


def _run(name: str, seconds: int) -> bool:
    """Whether the target came through; a crash is written to findings/NAME/."""
    from fuzz.seeds import seeds_of

    kept = FINDINGS / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number, seed in enumerate(seeds_of(name)):
            Path(folder, f"seed-{number}").write_bytes(seed)
        words = Path(folder, "words")
        words.write_text("".join(f'"{word}"\n' for word in _words()), encoding="utf-8")
        command = [sys.executable, "-m", "fuzz.door", name, str(kept), f"-max_total_time={seconds}"]
        command += [f"-dict={words}", "-timeout=20", "-rss_limit_mb=2048"]
        return subprocess.run([*command, "-max_len=100000", folder], check=False).returncode == 0


def _words() -> Iterator[str]:
    """Every element and attribute that the model declares."""
    import pkgutil
    from importlib import import_module

    import openofd.model
    from openofd.xml.element import Element

    for module in pkgutil.iter_modules(openofd.model.__path__):
        import_module(f"openofd.model.{module.name}")
    kinds = Element.__subclasses__()
    for kind in kinds:
        kinds += kind.__subclasses__()
        yield f"<ofd:{kind.tag}"
        yield from (f"{field.name}=" for field in vars(kind).values() if hasattr(field, "convert"))


if __name__ == "__main__":
    main()
