"""How long rewards take from the assessment to the payment file, beside the bare inserts of the same rows.

`bin/bench rewards [--json] [--rewards 10000] [--reports 0 1000000] [--only sqlite|postgresql]`

Assessed one by one, as events come; conditions found and looked at, told, agreed, proposed and approved in batches of
a hundred; claimed one by one; one payment file for all. With `--reports` the database holds so many older reports.
Floor and step run in the same process on the same database, one after the other. On PostgreSQL a few rewards are
moreover compared with their own statements, which `pgbench` sends once more, one after another, to a copy of the
database: what is left is ours.
"""

from __future__ import annotations

import sys
from typing import Any

from bench.floor.by_size import measured_by_size

SIZES = (0,)
REWARDS = 10_000

HEAD = (
    "step        seconds   ms a reward   statements   rows   memory, MB   rose by   times the bare inserts"
    "   times pgbench"
)


def main() -> int:
    """Measure and print; the exit code."""
    return measured_by_size(
        "rewards",
        doc=__doc__,
        counted="reports",
        sizes=SIZES,
        sentence="Rewards could not be measured.",
        table_of=table_of,
        option=("rewards", {"type": int, "default": REWARDS, "help": "how many are carried on"}),
    )


def table_of(found: list[dict[str, Any]]) -> str:
    """Write the figures of each database, and the ratio to the bare inserts."""
    lines = []
    for run_ in found:
        lines += [f"{run_['rewards']:,} rewards beside {run_['reports']:,} reports on {run_['database']}", ""]
        lines += [HEAD]
        for name, step in run_["steps"].items():
            per = step["seconds"] * 1000 / run_["rewards"]
            ratio = times(step, "floor") if step["rows"] else "-"
            lines.append(
                f"{name:<10} {step['seconds']:>8.1f} {per:>13.2f} {step['queries']:>12.1f} {step['rows']:>6.1f} "
                f"{step['peak']:>12.1f} {step['memory']:>9.1f} {ratio:>24} {times(step, 'replayed'):>18}"
            )
        lines.append("")
    return "\n".join(lines)


def times(step: dict[str, Any], floor: str) -> str:
    """Say how many times a floor a step took, where there is that floor."""
    return f"{step['seconds'] / step[floor]:.1f}" if step[floor] else "-"


if __name__ == "__main__":
    sys.exit(main())
