"""A benchmark over several sizes on both databases: arguments, runs, and what is printed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

from bench.floor.apart import figures_of
from scaffold.processes import in_charge

DATABASES = ("sqlite", "postgresql")


def measured_by_size(
    name: str,
    *,
    doc: str | None,
    counted: str,
    sizes: Sequence[int],
    sentence: str,
    table_of: Callable[[list[dict[str, Any]]], str],
    option: tuple[str, dict[str, Any]] | None = None,
) -> int:
    """Run `bench.floor.<name>` for each size on each database that is asked for, and print; the exit code.

    `counted` names the option with the sizes; `sentence` is said when it could not be measured. What a further
    `option` (its name, and how argparse reads it) was given follows the size.
    """
    parser = argparse.ArgumentParser(prog=f"bin/bench {name}", description=doc)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(f"--{counted}", dest="sizes", type=int, nargs="+", default=sizes, help="how many")
    parser.add_argument("--only", choices=DATABASES, help="one database alone")
    if option:
        parser.add_argument(f"--{option[0]}", dest="further", **option[1])
    wanted = parser.parse_args()
    further = [wanted.further] if option else []

    def measure() -> int:
        found = runs_of(name, wanted.sizes, *further, only=wanted.only, sentence=sentence)
        print(json.dumps({"benchmark": name, "runs": found}, indent=1) if wanted.json else table_of(found))
        return 0

    return in_charge(measure)


def runs_of(
    name: str, sizes: Sequence[int], *further: object, only: str | None, sentence: str
) -> list[dict[str, Any]]:
    """Run `bench.floor.<name>` for each size on each database, or on one `only`; return what each run printed."""
    return [
        figures_of(name, count, *further, database=database, sentence=sentence)
        for database in ([only] if only else DATABASES)
        for count in sizes
    ]
