"""The public answers by token: JSON and page, one granian process, SQLite, uniform tokens, nothing cached.

Rates are requests per processor second of the server; `wrk` asks from the other core. Needs Debian's `wrk`.
"""

import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.data import SEED, certificates
from bench.figures import Figure, show
from bench.hall import demonstration_hall

ROWS_FEW, ROWS_MANY = 10_000, 1_000_000
DRAWN = 200_000
SECONDS, CONNECTIONS = 8, 16
INSERT = """INSERT INTO status_row (token, number, uscc, latest_token, claim, payload,
    kind, version, state, expires_on, changed_at)
    VALUES (?, ?, ?, ?, ?, ?, 'construction', 1, 'in_effect', '2031-11-21', '2026-11-22 03:00:00')"""
TICK = os.sysconf("SC_CLK_TCK")

WRK = """
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
math.randomseed(20261122)
request = function() return wrk.format("GET", paths[math.random(#paths)], {["Accept-Language"] = "zh-CN"}) end
"""


def main() -> None:
    """Fill, serve and ask, with few rows and with many."""
    with demonstration_hall() as home:
        few = measure(home, ROWS_FEW, ("/api/v1/status/",))["/api/v1/status/"]
        many = measure(home, ROWS_MANY, ("/api/v1/status/", "/v/"))
    status, page = many["/api/v1/status/"], many["/v/"]
    show(
        Figure(name="status-json", value=status, unit="/s", goal=4000),
        Figure(name="status-json-aim", value=status, unit="/s", goal=6000),
        Figure(name="status-json-rows", value=abs(1 - status / few) * 100, unit="%", goal=15, most=True),
        Figure(name="status-page", value=page, unit="/s", goal=1500),
        Figure(name="status-page-aim", value=page, unit="/s", goal=3000),
    )


def measure(home: Path, rows: int, prefixes: tuple[str, ...]) -> dict[str, float]:
    """Requests per processor second by path prefix, with `rows` rows in the table."""
    tokens = fill(home, rows)
    drawn = random.Random(SEED).choices(tokens, k=DRAWN)
    with served() as (pid, port):
        return {prefix: rate(pid, port, [prefix + token for token in drawn]) for prefix in prefixes}


def fill(home: Path, rows: int) -> list[str]:
    """Bring the table to `rows` rows; all tokens."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from zizhi.core.ids import token_from

    dice = random.Random(rows)
    tokens = [token_from(dice.randbytes(16)) for _ in range(rows)]
    with sqlite3.connect(home / "zizhi.sqlite3") as database:
        database.execute("DELETE FROM status_row")
        database.executemany(INSERT, rows_for(tokens, dice))
    return tokens


def rows_for(tokens: list[str], dice: random.Random) -> Iterator[tuple[object, ...]]:
    """Rows as the registry writes them: one made by its own code, the others differ in what is looked up."""
    from zizhi.certificates.models import Version
    from zizhi.certificates.publishing import public_facts
    from zizhi.certificates.requests import SealedFile

    version = Version(token=tokens[0], snapshot_json=next(certificates(1)).to_json())
    file = SealedFile(digest="0" * 64, size=60_000, claim=bytes(106))
    payload = public_facts(version, file, state="in_effect").payload
    for n, token in enumerate(tokens):
        yield token, f"D2{n:08d}", f"9199{n:014d}", token, dice.randbytes(106), payload


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """One granian process; its process id and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--log-level", "error")
    command = [
        sys.executable,
        "-m",
        "granian",
        *options,
        "--port",
        str(port),
        "zizhi.project.wsgi:application",
    ]
    server = subprocess.Popen(command)
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Until somebody listens."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def rate(pid: int, port: int, paths: list[str]) -> float:
    """Requests answered per processor second of the server and its child."""
    with tempfile.TemporaryDirectory() as folder:
        script, listed = Path(folder) / "ask.lua", Path(folder) / "paths"
        script.write_text(WRK)
        listed.write_text("\n".join(paths))
        ask(port, script, listed, seconds=1)
        before = processor_seconds(pid)
        requests = ask(port, script, listed, seconds=SECONDS)
        return requests / (processor_seconds(pid) - before)


def ask(port: int, script: Path, listed: Path, *, seconds: int) -> int:
    """How many requests wrk had answered with 200."""
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        str(script),
        f"http://127.0.0.1:{port}",
    ]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"BENCH_PATHS": str(listed)}
    )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise SystemExit(done.stdout)
    return int(re.search(r"(\d+) requests in", done.stdout)[1])


def processor_seconds(pid: int) -> float:
    """User and system time of a process and its children, from /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_ticks(one) for one in (str(pid), *children)) / TICK


def _ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    main()
