"""How fast reports are filed over HTTP, beside a bare Django view that writes the same rows in the same run.

`bin/bench filing [--json] [--seconds N] [--sends N] [--only sqlite|postgresql] [--clients 1,4,16] [--reports N]`

A journey is every page of one filing, from the first question to the page after the receipt, as a browser without
scripts asks for them; nobody thinks in between. The last step is the one request that files a draft. Clients and
server share the machine: what the clients themselves take is printed too. No proof of work, no files. With
`--reports` the database holds so many older reports.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.floor.clients import (
    BenchBroken,
    Load,
    Tally,
    answers,
    at_once,
    file_bare,
    prepare_drafts,
    send_drafts,
    walk,
)
from scaffold.places import ASSETS, FONTS, PYTHON, STATIC, environment, make_folders
from scaffold.processes import Command, Program, in_charge, run, start, stop
from scaffold.run import WEB
from scaffold.serve import take_port

HOUSE, FLOOR = "config.settings", "bench.floor.settings"
CLIENTS = (1, 4, 16)
ROUNDS = 2  # sends and bare filings take turns, so that a noisy minute hits both
START_LIMIT = 30.0  # seconds


@dataclass(frozen=True)
class Cell:
    """One line of the table: what so many clients got out of one database."""

    database: str
    clients: int
    journeys: Load
    last_step: Load
    bare: Load

    @property
    def ratio(self) -> float:
        """The last step's filings a second as a share of the bare view's."""
        return self.last_step.rate / self.bare.rate


@dataclass(frozen=True)
class Server:
    """A web server that we started."""

    program: Program
    port: int

    def busy(self) -> float:
        """Return the seconds of processor time that its processes have spent; they share its session."""
        ticks = 0
        for found in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = found.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self.program.pid:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def under(self, task: Callable[[int, Any], Tally], shares: Sequence[Any]) -> Load:
        """Put the clients on this server and note what it spent on each filing."""
        before = self.busy()
        load = at_once(task, self.port, shares)
        return replace(load, server_cpu=(self.busy() - before) / load.count)


@dataclass(frozen=True)
class Place:
    """Where the two servers answer."""

    house: Server
    bare: Server


@contextmanager
def served(database_url: str, broker_url: str, *, reports: int = 0) -> Iterator[tuple[Place, dict[str, str]]]:
    """Serve the house and the bare view on free ports, over a fresh database in a folder of their own."""
    data = Path(tempfile.mkdtemp(prefix="chuishao-bench-"))
    programs: list[Program] = []
    try:
        for made in (ASSETS, FONTS, STATIC):
            if made.exists():
                (data / made.name).symlink_to(made)
        make_folders(data)
        env = environment(
            DATA_DIR=str(data),
            DATABASE_URL=database_url or f"sqlite:///{data / 'bench.sqlite3'}",
            BROKER_URL=broker_url,
            SITE="public",
            PROOF_OF_WORK_BITS="0",
            LOG_LEVEL="ERROR",
        )
        prepare: Command = [PYTHON, "-m", "bench.floor.prepare", "--reports", str(reports)]
        run(prepare, env=env, sentence="The database could not be prepared.")
        house = _serve({**env, "DJANGO_SETTINGS_MODULE": HOUSE}, programs)
        bare = _serve({**env, "DJANGO_SETTINGS_MODULE": FLOOR}, programs)
        yield Place(house, bare), env
    finally:
        stop(programs)
        shutil.rmtree(data, ignore_errors=True)


def _serve(env: dict[str, str], programs: list[Program]) -> Server:
    """Start a web server as bin/run does, and wait until it answers."""
    with take_port(0) as listening:
        listening.listen(64)
        listening.set_inheritable(True)
        port: int = listening.getsockname()[1]
        command: Command = [PYTHON, "-m", *WEB.split(), f"--bind=fd://{listening.fileno()}"]
        program = start(command, env=env, pass_fds=[listening.fileno()])
    programs.append(program)
    until = time.monotonic() + START_LIMIT
    while program.poll() is None and time.monotonic() < until:
        if answers(port):
            return Server(program, port)
        time.sleep(0.1)
    raise BenchBroken("The web server did not start; its own words stand above.")


def measure(place: Place, database: str, clients: int, *, seconds: float, sends: int) -> Cell:
    """Measure one line: whole journeys, then last steps and bare filings in turns."""
    last, bare = [], []
    for _round in range(ROUNDS):
        drafts = prepare_drafts(place.house.port, max(sends // ROUNDS, clients), clients=clients)
        last.append(place.house.under(send_drafts, drafts))
        bare.append(place.bare.under(file_bare, [seconds / ROUNDS / 2] * clients))
    journeys = place.house.under(walk, [seconds] * clients)
    return Cell(database, clients, journeys, Load.together(last), Load.together(bare))


def count_reports(env: dict[str, str]) -> int:
    """Ask the database how many reports it holds."""
    said = run(
        [PYTHON, "-m", "bench.floor.prepare", "--count"],
        env=env,
        sentence="The reports could not be counted.",
    )
    return int(said.split()[-1])


def measure_all(wanted: argparse.Namespace) -> list[Cell]:
    """Measure every database with every number of clients; raise when a filing that was answered is not there."""
    databases = {
        "sqlite": ("", "filesystem://"),
        "postgresql": (os.environ.get("POSTGRES_URL", ""), os.environ.get("REDIS_URL", "")),
    }
    cells = []
    for name, (database_url, broker_url) in databases.items():
        if wanted.only not in ("", name):
            continue
        if name == "postgresql" and not database_url:
            raise BenchBroken("No PostgreSQL: run bin/bench filing, which starts one.")
        with served(database_url, broker_url or "filesystem://", reports=wanted.reports) as (place, env):
            filed = count_reports(env)
            for clients in wanted.clients:
                cell = measure(place, name, clients, seconds=wanted.seconds, sends=wanted.sends)
                cells.append(cell)
                filed += cell.journeys.count + cell.last_step.count + cell.bare.count
                if not wanted.json:
                    print(line_of(cell), flush=True)
            if (held := count_reports(env)) != filed:
                raise BenchBroken(f"{filed} filings were answered, {held} reports are in the table.")
    return cells


HEAD = """\
                          whole journeys               last step               bare view
database    clients    /s   p50   p95   cpu     /s   p50   p95   cpu     /s   p50   p95   cpu   ratio  clients' cpu"""


def line_of(cell: Cell) -> str:
    """Write a line of the table: filings a second, milliseconds, the server's milliseconds for each filing."""
    columns = "  ".join(
        f"{load.rate:5.1f} {load.p50 * 1000:5.0f} {load.p95 * 1000:5.0f} {load.server_cpu * 1000:5.0f}"
        for load in (cell.journeys, cell.last_step, cell.bare)
    )
    return (
        f"{cell.database:<11} {cell.clients:>7} {columns}  {cell.ratio:5.2f} {cell.journeys.client_cpu:12.0%}"
    )


def as_json(cells: list[Cell], reports: int) -> dict[str, Any]:
    """Return all figures, seconds as seconds."""
    return {
        "benchmark": "filing",
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "reports": reports,
        "requests_per_journey": max(cell.journeys.requests / max(cell.journeys.count, 1) for cell in cells),
        "cells": [{**asdict(cell), "ratio": cell.ratio} for cell in cells],
    }


def main() -> int:
    """Read the arguments, measure, print; the exit code."""
    parser = argparse.ArgumentParser(prog="bin/bench filing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--seconds", type=float, default=8.0, help="how long each number of clients walks (8)"
    )
    parser.add_argument(
        "--sends", type=int, default=160, help="how many last steps each number of clients takes (160)"
    )
    parser.add_argument("--only", default="", choices=["", "sqlite", "postgresql"], help="one database")
    parser.add_argument(
        "--clients", type=lambda text: [int(part) for part in text.split(",")], default=list(CLIENTS)
    )
    parser.add_argument("--reports", type=int, default=0, help="older reports in the database (none)")
    wanted = parser.parse_args()
    return in_charge(lambda: measure_and_tell(wanted))


def measure_and_tell(wanted: argparse.Namespace) -> int:
    """Measure, and print; the exit code."""
    if not wanted.json:
        print(
            f"Filing over HTTP on {os.cpu_count()} processors, server and clients together.\n\n{HEAD}",
            flush=True,
        )
    figures = as_json(measure_all(wanted), wanted.reports)
    if wanted.json:
        print(json.dumps(figures, indent=1))
    else:
        print(
            f"\nA journey is {figures['requests_per_journey']:.0f} requests. Every filing that was answered is there."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
