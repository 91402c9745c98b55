"""How fast a warm worker draws papers, beside bare WeasyPrint on the same HTML and beside the straightforward way.

`bin/bench notices [--json] [--seconds N] [--kind acceptance] [--count N]`
`bin/bench notices [--json] --reports 0 1000000 [--only sqlite|postgresql]`

All three draw the same pages of the same dict in one process, in turns, so that a noisy minute hits each: the house
(contents checked, template filled, drawn, its fonts checked), bare WeasyPrint (the finished HTML, the same parsed style
sheet and font configuration), and the straightforward way (a new font configuration, the style sheet parsed anew and
every font of the system to look through, for each document). `--count` draws so many papers in a row and asks the
system for the memory as it goes. `--reports` measures in its place papers beside those of so many older reports: issued
with a number, printed by the worker, and looked at.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from bench.floor.apart import figures_of
from bench.floor.by_size import DATABASES, runs_of
from scaffold.processes import in_charge


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="bin/bench notices", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each way draws (20)")
    parser.add_argument("--kind", default="supervision_lifting", help="which paper (a letter of one page)")
    parser.add_argument("--count", type=int, default=200, help="how many in a row for the memory (200)")
    parser.add_argument("--reports", type=int, nargs="+", help="papers beside those of so many reports")
    parser.add_argument("--only", choices=DATABASES, help="one database alone, with --reports")
    wanted = parser.parse_args()
    return in_charge(lambda: measure_beside(wanted) if wanted.reports else measure_and_tell(wanted))


def measure_beside(wanted: argparse.Namespace) -> int:
    """Measure papers beside many others, and print; the exit code."""
    sentence = "The papers could not be measured."
    found = runs_of("issuing", wanted.reports, only=wanted.only, sentence=sentence)
    told = {"benchmark": "notices", "runs": found}
    print(json.dumps(told, indent=1) if wanted.json else "\n".join(map(table_of, found)))
    return 0


def table_of(run_: dict[str, Any]) -> str:
    """Write what a paper takes in one database."""
    lines = [f"beside {run_['papers']:,} papers of {run_['reports']:,} reports on {run_['database']}", ""]
    lines += ["                          p50 ms   p95 ms   queries"]
    for name, step in {**run_["steps"], **run_["pages"]}.items():
        lines.append(f"{name:<24} {step['p50']:>7.1f} {step['p95']:>8.1f} {step['queries']:>9.0f}")
    return "\n".join([*lines, ""])


def measure_and_tell(wanted: argparse.Namespace) -> int:
    """Measure, and print; the exit code."""
    found = measure(wanted)
    told = {"benchmark": "notices", **found}
    print(json.dumps(told, indent=1, ensure_ascii=False) if wanted.json else words_of(found))
    return 0


def measure(wanted: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the house and of bare WeasyPrint together, and of the straightforward way."""
    given = (wanted.kind, wanted.seconds, wanted.count)
    found = figures_of("notices", *given, sentence="The papers could not be measured.")
    return {"processors": os.cpu_count(), **found}


def words_of(found: dict[str, Any]) -> str:
    """Write the figures."""
    lines = [f"{found['kind']}, {found['pages']} page", ""]
    lines += [
        "way                      papers   a second of the processor   a second of the clock   pages   fonts"
    ]
    for name, way in found["ways"].items():
        told = (
            f"{name:<24} {way['papers']:>6} {way['per_cpu_second']:>27.2f} {way['per_second']:>23.2f}",
            f"{way['pages']:>7}   {', '.join(way['fonts'])}",
        )
        lines.append(" ".join(told))
    lines += [
        "",
        f"house to bare: {found['to_bare']:.2f} (at least 0.9); to the straightforward way: "
        f"{found['to_plain']:.2f} (at least 1.5)",
        f"first page of a preview, warm: {found['preview']['median_ms']:.0f} ms of the processor in the middle, "
        f"{found['preview']['wall_ms']:.0f} ms of the clock",
        f"{found['memory']['papers']:,} papers in a row: {found['memory']['first_mb']:.0f} MB after the first tenth, "
        f"{found['memory']['last_mb']:.0f} MB at the end ({found['memory']['growth']:+.1%})",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
