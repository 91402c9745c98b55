"""What is broken in a round: programs killed or held still, a full disk, wrong clocks, deliveries made twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bench.floor import witness
from bench.floor.place import Place, descendants

STILL = {"postgresql": 2.5, "redis": 3.0}  # seconds
HOUR = 3600  # seconds


def held_still(place: Place, name: str) -> None:
    """Let a server not answer for a while."""
    family = [place.running[name].pid, *descendants(place.running[name].pid)]
    for sign in (signal.SIGSTOP, signal.SIGCONT):
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
        if sign == signal.SIGSTOP:
            time.sleep(STILL[name])


def slow_database(place: Place) -> None:
    """Let the database not answer for a while; SQLite is kept by somebody who writes and does not end."""
    if place.is_postgresql:
        held_still(place, "postgresql")
        return
    with suppress(*witness.ERRORS), witness.connected(place.url) as database:
        database.execute("BEGIN IMMEDIATE")
        time.sleep(STILL["postgresql"])


def one_process_of(place: Place, name: str) -> None:
    """Kill one process of several."""
    if family := descendants(place.running[name].pid):
        with suppress(ProcessLookupError):
            os.kill(family[0], signal.SIGKILL)


def full_disk(place: Place) -> None:
    """Fill the disk of the sealed files, of the papers and of SQLite for two seconds."""
    filler = Path(place.env["DATA_DIR"]) / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 65536)
    time.sleep(2)
    filler.unlink(missing_ok=True)


def twice(place: Place) -> None:
    """Hand deliveries out again that were done, and such as are being done; what was annulled never is again."""
    with suppress(*witness.ERRORS), witness.connected(place.url) as database:
        database.execute(
            "UPDATE workflow_delivery SET done_at = NULL, lease_until = CURRENT_TIMESTAMP WHERE id IN "
            "(SELECT id FROM workflow_delivery WHERE entry_id NOT IN "
            "(SELECT annuls_id FROM workflow_logentry WHERE annuls_id IS NOT NULL) ORDER BY id DESC LIMIT 20)"
        )


def wrong_clock(place: Place, seconds: int) -> None:
    """Let worker and scheduler go on with a clock that is an hour wrong."""
    place.is_out_of_time = True
    for name in ("worker", "beat"):
        place.kill(name)
        place.start(name, wrong_by=seconds)


FAULTS: dict[str, Callable[[Place], None]] = {
    "kill web": lambda place: place.kill("web"),
    "kill a web process": lambda place: one_process_of(place, "web"),
    "kill worker": lambda place: place.kill("worker"),
    "kill a worker process": lambda place: one_process_of(place, "worker"),
    "kill beat": lambda place: place.kill("beat"),
    "kill redis": lambda place: place.kill("redis"),
    "kill postgresql": lambda place: place.kill("postgresql"),
    "slow database": slow_database,
    "broker cut": lambda place: held_still(place, "redis"),
    "disk full": full_disk,
    "twice": twice,
    "clock an hour ahead": lambda place: wrong_clock(place, HOUR),
    "clock an hour back": lambda place: wrong_clock(place, -HOUR),
}
OF_SERVERS = {"kill redis", "kill postgresql", "broker cut"}


def possible(place: Place) -> list[str]:
    """Name the faults that can be tried here."""
    return [
        name
        for name in FAULTS
        # Without a small disk the whole machine's would be filled.
        if (place.is_small or name != "disk full") and (place.is_postgresql or name not in OF_SERVERS)
    ]
