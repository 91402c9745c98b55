"""The measuring half of `bin/bench sealing`: a program with the database in its environment; prints JSON."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.test import override_settings

django.setup()

from reports.services import Tip, submit_report  # noqa: E402
from vault import sealing, streams  # noqa: E402

SUITES = {"sealed": "vault.sealing.AgeSealer", "plain": "tests.vault.plain.PlainSealer"}
MEGABYTE = 1024 * 1024
CHUNK = b"\x5a\xa5 chuishao" * 6400  # about 64 KiB, as an upload arrives
ROUNDS = 3


def measure(filings: int, megabytes: list[int]) -> dict[str, Any]:
    """Return the figures: milliseconds a filing, milliseconds a megabyte, growth in megabytes."""
    return {"filing": measure_filings(filings), "files": [measure_file(size) for size in megabytes]}


def measure_filings(count: int) -> dict[str, float]:
    """File by both suites in turns; the difference of the medians is what sealing adds."""
    spent: dict[str, list[float]] = {name: [] for name in SUITES}
    for _number in range(count + 1):
        for name, suite in SUITES.items():
            with override_settings(VAULT_SEALER=suite):
                spent[name].append(_timed(_file_one))
    medians = {name: statistics.median(values[1:]) * 1000 for name, values in spent.items()}
    return {**medians, "added": medians["sealed"] - medians["plain"]}


def _file_one() -> None:
    submit_report(
        Tip(
            kind="hazard",
            mode="confidential",
            division="500102006",
            unit_name="未知",
            words={"text": "冲压机的防护罩拆了三个月，没有人管。" * 6},
            identity={"name": "甄试验", "phone": "19900000000"},
        )
    )


def _timed(task: Callable[[], Any]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started


def measure_file(megabytes: int) -> dict[str, float]:
    """Stream a file of this size through both suites, each in a process of its own, thrice in turns."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in SUITES}
    for _number in range(ROUNDS):
        for name, suite in SUITES.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                rounds[name].append(pool.apply(seal_one, (suite, megabytes)))
    spent = {name: statistics.median(one[0] for one in found) * 1000 for name, found in rounds.items()}
    return {
        "megabytes": megabytes,
        **spent,
        "added_per_megabyte": (spent["sealed"] - spent["plain"]) / megabytes,
        "memory_grew_by": max(one[1] for one in rounds["sealed"]),
    }


def seal_one(suite: str, megabytes: int) -> tuple[float, float]:
    """Seal a stream into a file; return the processor's seconds and by how many megabytes the process grew."""
    with override_settings(VAULT_SEALER=suite):
        path = Path(settings.DATA_DIR) / f"bench-{os.getpid()}"
        streams.seal_file(_chunks(1), path.with_suffix(".warm"), key=sealing.new_key())
        before = _peak()
        spent = _timed(lambda: streams.seal_file(_chunks(megabytes), path, key=sealing.new_key()))
        grew = _peak() - before
    path.unlink()
    path.with_suffix(".warm").unlink()
    return spent, grew


def _chunks(megabytes: int) -> Iterator[bytes]:
    for _number in range(megabytes * MEGABYTE // len(CHUNK)):
        yield CHUNK


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("filings", type=int)
    parser.add_argument("megabytes", type=int, nargs="+")
    wanted = parser.parse_args()
    print(json.dumps(measure(wanted.filings, wanted.megabytes)))
