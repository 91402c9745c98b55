"""Faults under load, again and again: what the clients were told is compared with what the database holds.

`bin/bench faults [--only DATABASE] [--rounds N] [--seed N] [--minutes N]`

In a round visitors file and the staff carries their tips to the payment, all over HTTP, while programs are killed (web
server, one of its processes, worker, scheduler, Redis, PostgreSQL), held still for a while (a slow database, a broker
that does not answer), the disk fills, a clock jumps or deliveries are handed out twice, all drawn from the round's
seed. Then everything is started again, what was left behind is done, and bench/floor/witness.py compares. Seeds and
outcomes are appended to DATA_DIR/faults.jsonl, and the next run goes on with the next seed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.floor import clients, witness
from bench.floor.breaking import FAULTS, possible
from bench.floor.cashier import Cashier
from bench.floor.place import PATIENCE, Place, house
from bench.floor.staff import Team
from bench.floor.ways import MONEY
from scaffold.places import DATA_DIR
from scaffold.processes import in_charge
from scaffold.steps import CannotGoOn

RECORD = DATA_DIR / "faults.jsonl"
VISITORS, TEAMS = 1, 3
SECONDS = 8.0  # of load in a round
CALM = 6.0  # seconds of load after everything was mended: some ways are forty moves long
MOST_WAITING = 8  # tips that wait for a team; visitors file more than the staff can carry


class Load:
    """Who works while things break: visitors who file, teams that carry what they filed, and a cashier."""

    def __init__(self, place: Place) -> None:
        """Begin with nobody at work."""
        self.place = place
        waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self.waiting = waiting
        self.staff = [*(Team(place, waiting) for _ in range(TEAMS)), Cashier(place)]
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        """Let everybody work."""
        self._ended.clear()
        tasks = [self.file] * VISITORS + [one.work for one in self.staff]
        self._threads = [threading.Thread(target=task, args=(self._ended,), daemon=True) for task in tasks]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let everybody finish what they are at."""
        self._ended.set()
        for thread in self._threads:
            thread.join(70)

    def file(self, ended: threading.Event) -> None:
        """File reports; remember a code when the page with the receipt has come, and nothing sooner."""
        while not ended.is_set():
            try:
                browser = clients.draft(self.place.port)
                if browser.post(clients.SEND, {}).location == clients.RECEIPT:
                    code = code_on(browser.get(clients.RECEIPT).body)
                    self.place.told.codes.append(code)
                    self.waiting.append(code)
                browser.connection.close()
            except Exception:
                time.sleep(0.3)


def code_on(body: bytes) -> str:
    """Read the receipt code off the page."""
    found = clients.CODE.search(body)
    if found is None:
        raise clients.BenchBroken("The page shows no receipt.")
    return re.sub(rb"<[^>]*>|\s", b"", found[1]).decode()


def one_round(place: Place, load: Load, seed: int) -> dict[str, Any]:
    """Work under faults, mend, wait, compare."""
    # Which faults, and when: nothing to guess for anybody.
    draw = random.Random(seed)  # noqa: S311
    chosen = draw.sample(possible(place), k=draw.randint(3, 5))
    told, started = place.told, time.monotonic()
    codes, moves = len(told.codes), len(told.moves)
    wait_until_served(place)
    load.begin()
    for name in chosen:
        time.sleep(draw.uniform(0.5, SECONDS / len(chosen)))
        FAULTS[name](place)
        if draw.random() < 0.5:
            place.mend()
    wait_until_served(place)
    time.sleep(CALM)
    load.end()
    place.set_clocks_right()
    wait_until_done(place)
    wrong = list(witness.differences(place.url, told, Path(place.env["DATA_DIR"]) / "media"))
    return {
        "seed": seed,
        "database": "postgresql" if place.is_postgresql else "sqlite",
        "faults": chosen,
        "told": len(told.codes) - codes,
        "moves": len(told.moves) - moves,
        "paid": sum(moved[0::2] == (MONEY, "pay") for moved in told.moves[moves:]),
        "steps": told.steps,
        "checked": len(told.codes) + len(told.moves),
        "seconds": round(time.monotonic() - started, 1),
        "wrong": wrong[:20],
    }


def wait_until_served(place: Place) -> None:
    """Start what does not run, and wait until the web server answers."""
    until = time.monotonic() + PATIENCE
    place.mend()
    while not clients.answers(place.port):
        if time.monotonic() > until:
            raise CannotGoOn("The web server does not answer.")
        place.mend()
        time.sleep(0.2)


def wait_until_done(place: Place) -> None:
    """Wait until no entry of the log waits for its subscribers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(*witness.ERRORS), witness.connected(place.url) as database:
            row = database.execute("SELECT count(*) FROM workflow_delivery WHERE done_at IS NULL").fetchone()
            if row == (0,):
                return
        time.sleep(0.5)


def next_seed() -> int:
    """Go on after the last round that was written down."""
    lines = RECORD.read_text().splitlines() if RECORD.exists() else []
    return max((json.loads(line)["seed"] for line in lines), default=0) + 1


def main() -> int:
    """Run rounds until their number or the time is over; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(prog="bin/bench faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print rounds as JSON alone")
    parser.add_argument("--only", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument(
        "--seed", type=int, default=0, help="the first seed; the one after the last otherwise"
    )
    parser.add_argument("--minutes", type=float, default=9.0, help="begin no round after so many minutes")
    wanted = parser.parse_args()
    return in_charge(lambda: try_rounds(wanted))


def try_rounds(wanted: argparse.Namespace) -> int:
    """Run the rounds, and write each down as it ends; 1 where anything was wrong."""
    first, until, lost = wanted.seed or next_seed(), time.monotonic() + wanted.minutes * 60, 0
    with house(wanted.only) as place:
        load = Load(place)
        for seed in range(first, first + wanted.rounds):
            if time.monotonic() > until:
                break
            done = one_round(place, load, seed)
            with RECORD.open("a") as record:
                record.write(json.dumps(done, ensure_ascii=False) + "\n")
            print(json.dumps(done, ensure_ascii=False), flush=True)
            lost += bool(done["wrong"])
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
