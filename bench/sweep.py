"""What the scheduler's jobs cost, as the office grows: what is due should count, and not what exists.

`bin/bench sweep [--json] [--reports 100000 400000] [--only sqlite|postgresql]`

The reports are loaded as for `bin/bench desk`; from 100,000 on as many are open, and as many periods run out, however
many there are. Each job is done twice: what is due, and then, with nothing left to do, what it costs to see that.
"""

from __future__ import annotations

import sys
from typing import Any

from bench.floor.by_size import measured_by_size

SIZES = (100_000, 400_000)


def main() -> int:
    """Measure and print; the exit code."""
    return measured_by_size(
        "sweep",
        doc=__doc__,
        counted="reports",
        sizes=SIZES,
        sentence="The scheduler's jobs could not be measured.",
        table_of=table_of,
    )


def table_of(found: list[dict[str, Any]]) -> str:
    """Write what each job took on each database, and how often as long with most reports as with fewest."""
    lines = []
    for database in dict.fromkeys(run["database"] for run in found):
        runs = [run for run in found if run["database"] == database]
        heads = [f"{what}, {run['reports']:,}" for run in runs for what in ("due ms", "idle ms", "queries")]
        heads += ["due, growth", "idle, growth"]
        lines += [f"{database}: {'; '.join(run['running'] for run in runs)}", ""]
        lines += ["job".ljust(40) + "".join(f"   {head}" for head in heads)]
        for name in runs[0]["jobs"]:
            jobs = [run["jobs"][name] for run in runs]
            cells = [
                cell for job in jobs for cell in (f"{job['due']:.1f}", f"{job['idle']:.1f}", job["queries"])
            ]
            cells += [f"{jobs[-1][what] / jobs[0][what]:.1f}" for what in ("due", "idle")]
            lines.append(
                name.ljust(40) + "".join(str(c).rjust(len(h) + 3) for h, c in zip(heads, cells, strict=True))
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
