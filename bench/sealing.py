"""What sealing adds to a filing and to a file, beside the same work with a suite that seals nothing, in the same run.

`bin/bench sealing [--json] [--filings N] [--megabytes 1,10,100]`

Both suites take turns, filing by filing and file by file, so that a noisy minute hits both. Processor time is what
counts (`process_time`); the disk is waited for in either case. Memory is what a process that does nothing else grew by.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from scaffold.places import PYTHON, ROOT, environment, make_folders
from scaffold.processes import in_charge, run

GOAL_FILING_MS, GOAL_FILE_MS_PER_MB = 15.0, 5.0


def main() -> int:
    """Prepare a database of its own and measure in a process that has it in its environment."""
    parser = argparse.ArgumentParser(prog="bin/bench sealing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--filings", type=int, default=200, help="filings with each suite (200)")
    parser.add_argument("--megabytes", default="1,10,100", help="sizes of files (1,10,100)")
    wanted = parser.parse_args()
    return in_charge(lambda: measure_and_tell(wanted))


def measure_and_tell(wanted: argparse.Namespace) -> int:
    """Measure, and print; the exit code."""
    with tempfile.TemporaryDirectory(prefix="chuishao-bench-", ignore_cleanup_errors=True) as data:
        found = measure(Path(data), wanted.filings, wanted.megabytes.split(","))
    print(json.dumps({"benchmark": "sealing", **found}, indent=1) if wanted.json else table_of(found))
    return 0


def measure(data: Path, filings: int, megabytes: list[str]) -> dict[str, Any]:
    """Return the figures of `bench.floor.sealing` over a database in the folder `data`."""
    make_folders(data)
    env = environment(
        DATA_DIR=str(data),
        DATABASE_URL=f"sqlite:///{data / 'bench.sqlite3'}",
        BROKER_URL="filesystem://",
        PYTHONPATH=f"{ROOT / 'bin'}:{ROOT}",
    )
    run([PYTHON, "-m", "bench.floor.prepare"], env=env, sentence="The database could not be prepared.")
    said = run(
        [PYTHON, "-m", "bench.floor.sealing", str(filings), *megabytes],
        env=env,
        sentence="Sealing could not be measured.",
    )
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures


def table_of(found: dict[str, Any]) -> str:
    """Write the figures beside their goals."""
    filing = found["filing"]
    lines = [
        f"A filing without files, processor time: {filing['plain']:.1f} ms unsealed, {filing['sealed']:.1f} ms sealed; "
        f"sealing adds {filing['added']:.1f} ms (goal: below {GOAL_FILING_MS:.0f}).",
        "",
        "file, MB   unsealed ms   sealed ms   added, ms a MB   memory grew by, MB",
    ]
    lines += [
        f"{file['megabytes']:>8}   {file['plain']:>11.1f}   {file['sealed']:>9.1f}   "
        f"{file['added_per_megabyte']:>14.2f}   {file['memory_grew_by']:>18.1f}"
        for file in found["files"]
    ]
    goal = f"(goal: below {GOAL_FILE_MS_PER_MB:.0f} ms a MB, and memory that does not grow with the file)"
    return "\n".join([*lines, goal])


if __name__ == "__main__":
    sys.exit(main())
