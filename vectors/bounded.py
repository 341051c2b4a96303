"""`python -m vectors.bounded DIR ID…`: answer cases, each in a process of its own with hard limits.

One line of JSON a case: id, overall, codes, seconds by the clock and of the processor, the largest resident
memory in MiB. A case that takes longer than its allowance, or more address space, dies and is reported so.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from openofd.cli.conformance import JUDGES
from openofd.verify.conformance import Case, Suite, load, run

__all__ = ["main"]

_SECONDS = 20
_ADDRESS_SPACE = 2 << 30


def main(arguments: Sequence[str]) -> int:
    """Answer the cases named, or all."""
    suite = load(Path(arguments[0]))
    wanted = set(arguments[1:])
    # what every process needs is loaded once, before there are any
    for case in suite.cases:
        if case.id == "0-sealed-v4":
            list(run(suite, JUDGES, cases=[case]))
    for case in suite.cases:
        if not wanted or case.id in wanted:
            print(json.dumps(_measured(suite, case)), flush=True)
    return 0


def _measured(suite: Suite, case: Case) -> dict[str, object]:
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(suite, case, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    answer = json.loads(said) if said else {"overall": f"DIED {status}", "codes": []}
    return {
        "id": case.id,
        **answer,
        "seconds": round(time.monotonic() - started, 2),
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "mib": usage.ru_maxrss // 1024,
    }


def _answer(suite: Suite, case: Case, writing: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    code = 1
    try:
        (result,) = run(suite, JUDGES, cases=[case])
        answer = result.answer
        said = {"overall": answer.overall, "codes": sorted(answer.codes or ()), "wrong": list(result.wrong)}
        os.write(writing, json.dumps(said).encode())
        code = 0
    except BaseException as error:  # noqa: BLE001 - the parent shall hear of it
        os.write(writing, json.dumps({"overall": "RAISED", "codes": [repr(error)[:300]]}).encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
