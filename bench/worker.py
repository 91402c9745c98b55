"""How much memory a worker holds through a day: every job of the scheduler as often as it comes, and tips with papers.

`bin/bench worker [--json] [--hours 24] [--tips 2] [--only sqlite|postgresql]`

One process, as a worker keeps one: in each simulated hour so many tips are carried from the filing to the payment, with
their papers drawn, and each job is done as often as an hour has it. The system is asked for the memory after each.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench.floor.apart import figures_of
from bench.floor.by_size import DATABASES
from scaffold.processes import in_charge

KILOBYTE = 1024


def main() -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="bin/bench worker", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--hours", type=int, default=24, help="simulated hours (24)")
    parser.add_argument("--tips", type=int, default=2, help="tips an hour, each with a dozen papers (2)")
    parser.add_argument("--only", choices=DATABASES, help="one database alone")
    wanted = parser.parse_args()

    def measure() -> int:
        found = [
            figures_of(
                "worker",
                wanted.hours,
                wanted.tips,
                database=database,
                sentence="The worker could not be measured.",
            )
            for database in ([wanted.only] if wanted.only else DATABASES)
        ]
        print(
            json.dumps({"benchmark": "worker", "runs": found}, indent=1)
            if wanted.json
            else "\n".join(map(words_of, found))
        )
        return 0

    return in_charge(measure)


def words_of(run: dict[str, Any]) -> str:
    """Write what was done, and the memory hour by hour."""
    held = run["megabytes"]
    done = f"{run['jobs']:,} jobs, {run['tips']} tips with {run['papers']} papers in {run['seconds']:.0f} s"
    lines = [f"{run['database']}: {done}", "MB after each hour: " + ", ".join(f"{one:.0f}" for one in held)]
    if len(held) > 2:
        lines.append(f"from the second hour to the last: {held[-1] / held[1] - 1:+.1%}")
    lines += [f"{name}: {size / KILOBYTE / run['tips']:.0f} KB a tip" for name, size in run["stored"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
