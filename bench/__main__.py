"""Run every benchmark, each in a process of its own; exits 0 whatever falls short."""

import subprocess
import sys

from bench.figures import machine

BENCHMARKS = ("issuing", "status", "drawing", "reading", "samples", "converting", "verifying")


def main() -> None:
    """Print the machine, then every figure."""
    for line in machine():
        print("#", line, flush=True)
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"# bench/{name}.py", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
        if done.returncode:
            print(f"# bench/{name}.py broke off with {done.returncode}", flush=True)


main()
