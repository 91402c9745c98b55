"""The disk of the database is lost under load, its standby goes on, and everything acknowledged has to be there.

`bin/bench standby [--json] [--rounds 3] [--seconds 8]`

In a round the server gets a synchronous standby, visitors file and the staff carries their tips, the server is killed
and its data removed, the standby is promoted, and all programs are started again with its address. Then it is the
server whose disk is lost next. bench/floor/witness.py compares, as for `bin/bench faults`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from bench.faults import CALM, Load, wait_until_done, wait_until_served
from bench.floor import witness
from bench.floor.place import Place, house
from bench.floor.replicas import data_of, promote, with_standby
from scaffold.processes import in_charge

PROGRAMS = ("web", "worker", "beat")


def one_round(place: Place, load: Load, *, number: int, seconds: float) -> dict[str, Any]:
    """Work, lose the database's disk, go on with the standby, compare."""
    told = place.told
    codes, moves = len(told.codes), len(told.moves)
    wait_until_served(place)
    load.begin()
    standby = with_standby(place, f"standby{number}")
    time.sleep(seconds)
    place.kill("postgresql")
    shutil.rmtree(data_of(place))
    lost, known = time.monotonic(), (len(told.codes), len(told.moves))
    promote(place, standby)
    for program in PROGRAMS:
        place.kill(program)
    wait_until_served(place)
    away = time.monotonic() - lost
    time.sleep(CALM)
    load.end()
    wait_until_done(place)
    wrong = list(witness.differences(place.url, told, Path(place.env["DATA_DIR"]) / "media"))
    return {
        "round": number,
        "told_before": known[0] - codes,
        "moves_before": known[1] - moves,
        "told": len(told.codes) - codes,
        "moves": len(told.moves) - moves,
        "away": round(away, 1),
        "wrong": wrong[:20],
    }


def main() -> int:
    """Run the rounds; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(prog="bin/bench standby", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print rounds as JSON alone")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0, help="of load before the disk is lost (8)")
    wanted = parser.parse_args()
    return in_charge(lambda: lose_disks(wanted))


def lose_disks(wanted: argparse.Namespace) -> int:
    """Lose one disk after another; 1 where anything was wrong."""
    lost = 0
    with house("postgresql") as place:
        load = Load(place)
        for number in range(1, wanted.rounds + 1):
            done = one_round(place, load, number=number, seconds=wanted.seconds)
            print(json.dumps(done, ensure_ascii=False), flush=True)
            lost += bool(done["wrong"])
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
