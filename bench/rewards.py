"""How long rewards take from the assessment to the payment file, beside the bare inserts of the same rows.

`bin/bench rewards [--json] [--rewards 10000] [--only sqlite|postgresql]`

Assessed one by one, as events come; conditions found and looked at, told, agreed, proposed and approved in batches of
a hundred; claimed one by one; one payment file for all. Floor and step run in the same process on the same database,
one after the other.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from bench.floor.apart import figures_of
from scaffold.processes import clear_away, take_charge
from scaffold.steps import CannotGoOn, explain


def main() -> int:
    """Measure on the databases that are asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench rewards", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rewards", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    wanted = parser.parse_args()
    take_charge()
    try:
        found = [
            measure(name, wanted.rewards) for name in ("sqlite", "postgresql") if wanted.only in (None, name)
        ]
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    finally:
        clear_away()
    print(json.dumps({"benchmark": "rewards", "runs": found}, indent=1) if wanted.json else table_of(found))
    return 0


def measure(database: str, count: int) -> dict[str, Any]:
    """Return the figures of `bench.floor.rewards` over a database of its own."""
    return figures_of("rewards", count, database=database, sentence="Rewards could not be measured.")


def table_of(found: list[dict[str, Any]]) -> str:
    """Write the figures of each database, and the ratio to the bare inserts."""
    lines = []
    for run_ in found:
        lines += [f"{run_['rewards']:,} rewards on {run_['database']}", ""]
        lines += [
            "step        seconds   ms a reward   statements   rows   memory, MB   rose by   times the bare inserts"
        ]
        for name, step in run_["steps"].items():
            per = step["seconds"] * 1000 / run_["rewards"]
            ratio = f"{step['seconds'] / step['floor']:.1f}" if step["rows"] else "-"
            lines.append(
                f"{name:<10} {step['seconds']:>8.1f} {per:>13.2f} {step['queries']:>12.1f} {step['rows']:>6.1f} "
                f"{step['peak']:>12.1f} {step['memory']:>9.1f} {ratio:>24}"
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
