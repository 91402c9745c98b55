"""How fast the staff's pages answer, and with how many questions, over a small office and a large one.

`bin/bench desk [--json] [--reports 1000 100000] [--filed] [--only sqlite|postgresql]`

The reports are loaded in bulk from one that was walked through the services, with its case, penalty, periods and log;
nothing that these pages do not read is copied (no envelope, no file). With `--filed` each is filed and carried on
through the services, half a second long: so it can be seen what the copies are worth. A page is asked through
all middleware, without a network. `database` is the time spent in queries, `processor` what our own process worked: on
a busy machine these two say more than the time a page took.
"""

from __future__ import annotations

import sys
from typing import Any

from bench.floor.by_size import measured_by_size

SIZES = (1_000, 100_000, 1_000_000)


def main() -> int:
    """Measure and print; the exit code."""
    return measured_by_size(
        "desk",
        doc=__doc__,
        counted="reports",
        sizes=SIZES,
        sentence="The pages of the desk could not be measured.",
        table_of=table_of,
        option=("filed", {"action": "store_const", "const": "filed", "default": "loaded"}),
    )


def table_of(found: list[dict[str, Any]]) -> str:
    """Write the figures of each run, and how much slower the largest is than the smallest."""
    lines = []
    smallest: dict[tuple[str, str], float] = {}
    for run_ in found:
        lines += [
            f"{run_['reports']:,} reports on {run_['database']}, {run_['way']} in {run_['loaded']:.0f} s",
            "",
        ]
        heads = ("p50 ms", "p95 ms", "processor p50", "database p50", "database p95", "queries", "growth")
        lines += ["page".ljust(30) + "".join(f"   {head}" for head in heads)]
        for name, page in run_["pages"].items():
            first = smallest.setdefault((run_["database"], name), page["p50"])
            figures = (page["p50"], page["p95"], page["processor"], page["database_p50"], page["database"])
            cells = [f"{figure:.0f}" for figure in figures]
            cells += [str(page["queries"]), f"{page['p50'] / first:.1f}"]
            lines.append(
                name.ljust(30) + "".join(c.rjust(len(h) + 3) for h, c in zip(heads, cells, strict=True))
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
