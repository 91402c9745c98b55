"""Faults under load, again and again: what the clients were told is compared with what the database holds.

`bin/bench faults [--rounds N] [--seed N] [--minutes N]`

A round files over HTTP while programs are killed (web server, one of its processes, worker, scheduler, Redis,
PostgreSQL), held still for a while (a slow database, a broker that does not answer), the disk fills, a clock jumps or
deliveries are handed out twice, all drawn from the round's seed. Then everything is started again, what was left
behind is done, and bench/floor/witness.py compares. Seeds and outcomes are appended to DATA_DIR/faults.jsonl, and the
next run goes on with the next seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.floor import clients, witness
from scaffold import servers
from scaffold.places import ASSETS, DATA_DIR, PYTHON, STATIC, environment, make_folders
from scaffold.processes import Program, clear_away, run, start, stop, take_charge
from scaffold.run import SCHEDULER, WEB, WORKER
from scaffold.steps import CannotGoOn, explain

RECORD = DATA_DIR / "faults.jsonl"
CLIENTS = 3
SECONDS = 12.0  # of load in a round
PATIENCE = 90.0  # until what was left behind is done
DISK = 48  # MB of the small disk
FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
CODE = re.compile(rb"[\d\s]+")


@dataclass
class Place:
    """Everything that runs, and how each of it is started again."""

    folder: Path
    env: dict[str, str]
    postgresql: tuple[list[str], str | None]
    redis: list[str]
    port: int
    running: dict[str, Program] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    tries: int = 0

    def start(self, name: str, *, offset: str = "") -> None:
        """Start a program again, on a clock that is wrong where an offset is given."""
        log = (self.folder / f"{name}.log").open("a")
        env = dict(self.env)
        if offset and FAKETIME:
            env |= {"LD_PRELOAD": str(FAKETIME), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        command: dict[str, tuple[Any, str | None, dict[str, str] | None]] = {
            "postgresql": (self.postgresql[0], self.postgresql[1], None),
            "redis": (self.redis, None, None),
            "web": ([PYTHON, "-m", *WEB.split(), f"--bind=127.0.0.1:{self.port}"], None, env),
            "worker": ([PYTHON, "-m", *WORKER.split()], None, env),
            "beat": ([PYTHON, "-m", *SCHEDULER.split()], None, env),
        }
        words, user, given = command[name]
        self.running[name] = start(words, env=given, user=user, output=log.fileno(), stop_with=signal.SIGTERM)

    def kill(self, name: str) -> None:
        """Kill a program and all that it started, at once."""
        program = self.running[name]
        family = [program.pid, *descendants(program.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        program.wait()

    def mend(self) -> None:
        """Start whatever does not run, until all of it does."""
        for name in ("postgresql", "redis", "web", "worker", "beat"):
            until = time.monotonic() + PATIENCE
            while name not in self.running or self.running[name].poll() is not None:
                if time.monotonic() > until:
                    raise CannotGoOn(f"{name} does not start again.")
                self.start(name)
                time.sleep(1.5 if name == "postgresql" else 0.3)


def descendants(pid: int) -> list[int]:
    """Return the processes under one."""
    found = []
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def held_still(place: Place, name: str, seconds: float) -> None:
    """Let a program not answer for a while."""
    family = [place.running[name].pid, *descendants(place.running[name].pid)]
    for sign in (signal.SIGSTOP, signal.SIGCONT):
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
        if sign == signal.SIGSTOP:
            time.sleep(seconds)


def one_process_of(place: Place, name: str) -> None:
    """Kill one process of several."""
    if family := descendants(place.running[name].pid):
        with suppress(ProcessLookupError):
            os.kill(family[0], signal.SIGKILL)


def full_disk(place: Place) -> None:
    """Fill the disk of the sealed files and of the worker for two seconds."""
    filler = Path(place.env["DATA_DIR"]) / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 65536)
    time.sleep(2)
    filler.unlink(missing_ok=True)


def twice(place: Place) -> None:
    """Hand deliveries out again that were done, and such as are being done."""
    with suppress(psycopg.Error), connected(place) as database:
        database.execute(
            "UPDATE workflow_delivery SET done_at = NULL, lease_until = now() WHERE id IN "
            "(SELECT id FROM workflow_delivery ORDER BY id DESC LIMIT 20)"
        )


def connected(place: Place) -> Any:
    """Connect as an administrator of the database would."""
    url = place.env["DATABASE_URL"].replace("postgres://", "postgresql://")
    return psycopg.connect(url, autocommit=True, connect_timeout=2)


def wrong_clock(place: Place, offset: str) -> None:
    """Let worker and scheduler go on with a clock that is an hour wrong."""
    for name in ("worker", "beat"):
        place.kill(name)
        place.start(name, offset=offset)


FAULTS: dict[str, Callable[[Place], None]] = {
    "kill web": lambda place: place.kill("web"),
    "kill a web process": lambda place: one_process_of(place, "web"),
    "kill worker": lambda place: place.kill("worker"),
    "kill a worker process": lambda place: one_process_of(place, "worker"),
    "kill beat": lambda place: place.kill("beat"),
    "kill redis": lambda place: place.kill("redis"),
    "kill postgresql": lambda place: place.kill("postgresql"),
    "slow database": lambda place: held_still(place, "postgresql", 2.5),
    "broker cut": lambda place: held_still(place, "redis", 3.0),
    "disk full": full_disk,
    "twice": twice,
    "clock an hour ahead": lambda place: wrong_clock(place, "+3600s"),
    "clock an hour back": lambda place: wrong_clock(place, "-3600s"),
}


def file_on(place: Place, ended: threading.Event) -> None:
    """File reports as visitors; remember a code when the page with the receipt has come, and nothing sooner."""
    while not ended.is_set():
        place.tries += 1
        try:
            browser = clients.draft(place.port)
            if browser.post(clients.SEND, {}).location == clients.RECEIPT:
                page = browser.get(clients.RECEIPT)
                place.told.append(code_on(page.body))
            browser.connection.close()
        except Exception:
            time.sleep(0.3)


def code_on(body: bytes) -> str:
    """Read the receipt code off the page."""
    found = clients.CODE.search(body)
    if found is None:
        raise clients.BenchBroken("The page shows no receipt.")
    return re.sub(rb"<[^>]*>|\s", b"", found[1]).decode()


def one_round(place: Place, seed: int) -> dict[str, Any]:
    """File under faults, mend, wait, compare."""
    # Which faults, and when: nothing to guess for anybody.
    draw = random.Random(seed)  # noqa: S311
    names = [name for name in FAULTS if FAKETIME or not name.startswith("clock")]
    chosen = draw.sample(names, k=draw.randint(3, 5))
    before, started, ended = len(place.told), time.monotonic(), threading.Event()
    visitors = [threading.Thread(target=file_on, args=(place, ended), daemon=True) for _ in range(CLIENTS)]
    for visitor in visitors:
        visitor.start()
    for name in chosen:
        time.sleep(draw.uniform(0.5, SECONDS / len(chosen)))
        FAULTS[name](place)
        if draw.random() < 0.5:
            place.mend()
    place.mend()
    time.sleep(SECONDS / 4)
    ended.set()
    for visitor in visitors:
        visitor.join(70)
    for name in ("worker", "beat"):  # on the right clock again
        place.kill(name)
    place.mend()
    wait_until_done(place)
    wrong = list(witness.differences(place.env["DATABASE_URL"], place.told))
    return {
        "seed": seed,
        "faults": chosen,
        "told": len(place.told) - before,
        "checked": len(place.told),
        "seconds": round(time.monotonic() - started, 1),
        "wrong": wrong[:20],
    }


def wait_until_done(place: Place) -> None:
    """Wait until no entry of the log waits for its subscribers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(psycopg.Error), connected(place) as database:
            row = database.execute("SELECT count(*) FROM workflow_delivery WHERE done_at IS NULL").fetchone()
            if row == (0,):
                return
        time.sleep(0.5)


@contextmanager
def house() -> Iterator[Place]:
    """Start servers and programs over a small disk of their own."""
    folder = Path(tempfile.mkdtemp(prefix="chuishao-faults-"))
    folder.chmod(0o711)
    small, programs = folder / "small", list[Program]()
    small.mkdir()
    is_small = not run_quietly(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", small])
    if not is_small:
        FAULTS.pop("disk full")  # without a small disk the whole machine's would be filled
    place = None
    try:
        database, url = servers.start_postgresql(folder, servers.postgresql_programs(folder), is_durable=True)
        programs.append(database)
        broker, broker_url = servers.start_redis(folder)
        programs.append(broker)
        for made in (ASSETS, STATIC):
            if made.exists():
                (small / made.name).symlink_to(made)
        make_folders(small)
        env = environment(
            DATA_DIR=str(small),
            DATABASE_URL=url,
            BROKER_URL=broker_url,
            PROOF_OF_WORK_BITS="0",
            LOG_LEVEL="ERROR",
            DELIVERY_LEASE_SECONDS="5",
            PYTHONWARNINGS="ignore",
        )
        run([PYTHON, "-m", "bench.floor.prepare"], env=env, sentence="The database could not be prepared.")
        words = [str(word) for word in database.args]  # type: ignore[union-attr]
        account = servers.other_user()
        place = Place(folder, env, (words, account), [str(word) for word in broker.args], servers.free_port())  # type: ignore[union-attr]
        place.running |= {"postgresql": database, "redis": broker}
        place.mend()
        yield place
    finally:
        stop(list(place.running.values()) if place else programs)
        clear_away()
        if is_small:
            run_quietly(["umount", "--lazy", small])
        shutil.rmtree(folder, ignore_errors=True)


def run_quietly(command: list[Any]) -> int:
    """Run a command; its exit code, and 1 where there is no such command."""
    try:
        return start(command).wait()
    except OSError:
        return 1


def next_seed() -> int:
    """Go on after the last round that was written down."""
    lines = RECORD.read_text().splitlines() if RECORD.exists() else []
    return max((json.loads(line)["seed"] for line in lines), default=0) + 1


def main() -> int:
    """Run rounds until their number or the time is over; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(prog="bin/bench faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print rounds as JSON alone")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument(
        "--seed", type=int, default=0, help="the first seed; the one after the last otherwise"
    )
    parser.add_argument("--minutes", type=float, default=9.0, help="begin no round after so many minutes")
    wanted = parser.parse_args()
    take_charge()
    first, until, lost = wanted.seed or next_seed(), time.monotonic() + wanted.minutes * 60, 0
    try:
        with house() as place:
            for seed in range(first, first + wanted.rounds):
                if time.monotonic() > until:
                    break
                done = one_round(place, seed)
                with RECORD.open("a") as record:
                    record.write(json.dumps(done, ensure_ascii=False) + "\n")
                print(json.dumps(done, ensure_ascii=False), flush=True)
                lost += bool(done["wrong"])
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
