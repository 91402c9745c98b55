"""The scheduler's jobs over many reports: milliseconds with something due, and with nothing.

Run as a program of its own, with the database in the environment: `python -m bench.floor.sweep 100000`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Duty  # noqa: E402
from bench.floor.desk import Watch  # noqa: E402
from bench.floor.loading import load, walk_one  # noqa: E402
from config.celery import app  # noqa: E402
from config.replay.house import House  # noqa: E402
from config.schedule import SCHEDULE  # noqa: E402
from workflow.models import Clock  # noqa: E402

# It reads the whole log, at night, and is meant to.
ALL_OF_IT = {"workflow.walk_log"}
IDLE = 3


def measured(count: int) -> dict[str, Any]:
    """Load, do every job while something is due and again when nothing is, and return the figures."""
    call_command("migrate", verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as out:
        house = House(Path(out))
        load(walk_one(house), count, [house._staff.one(Duty.INVESTIGATOR, turn=0)])
    app.loader.import_default_modules()
    running = Clock.objects.filter(outcome="running")
    late = running.filter(due_at__lt=timezone.now())
    said = f"{count:,} reports, {running.count():,} periods run, {late.count():,} of them are over"
    jobs = {name: done(job["task"]) for name, job in SCHEDULE.items() if job["task"] not in ALL_OF_IT}
    return {"database": connection.vendor, "reports": count, "running": said, "jobs": jobs}


def done(task: str) -> dict[str, Any]:
    """Do a job that may have something to do, then when it has nothing; milliseconds, and queries of the first."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        due = timed(task)
    return {"due": due, "idle": min(timed(task) for _ in range(IDLE)), "queries": watch.count}


def timed(task: str) -> float:
    """Do a job as a worker would; milliseconds."""
    began = time.perf_counter()
    app.tasks[task]()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
