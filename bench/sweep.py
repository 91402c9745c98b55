"""What the scheduler's jobs cost, as the office grows: what is due should count, and not what exists.

`bin/bench sweep [--json] [--reports 100000 400000] [--only sqlite|postgresql]`

The reports are loaded as for `bin/bench desk`; from 100,000 on as many are open, and as many periods run out, however
many there are. Each job is done twice: what is due, and then, with nothing left to do, what it costs to see that.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench.floor.apart import figures_of
from scaffold.processes import clear_away, take_charge
from scaffold.steps import CannotGoOn, explain

SIZES = (100_000, 400_000)
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Measure each size on each database that is asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench sweep", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--reports", type=int, nargs="+", default=SIZES, help="how many")
    parser.add_argument("--only", choices=DATABASES, help="one database alone")
    wanted = parser.parse_args()
    take_charge()
    sentence = "The scheduler's jobs could not be measured."
    try:
        names = [name for name in DATABASES if wanted.only in (None, name)]
        found = [
            figures_of("sweep", count, database=name, sentence=sentence)
            for name in names
            for count in wanted.reports
        ]
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    finally:
        clear_away()
    print(json.dumps({"benchmark": "sweep", "runs": found}, indent=1) if wanted.json else table_of(found))
    return 0


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
