"""A worker's day in one process: `python -m bench.floor.worker HOURS TIPS`, with the database in the environment."""

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

from celery.schedules import crontab  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from bench.floor.memory import megabytes  # noqa: E402
from config.celery import app  # noqa: E402
from config.replay.reading import read_table  # noqa: E402
from config.replay.rewards import RewardsPlayer  # noqa: E402
from config.schedule import JOBS  # noqa: E402
from notices.models import Notice  # noqa: E402
from scaffold.places import TESTS  # noqa: E402

TABLE, CASE = TESTS / "config" / "data" / "rewards.csv", "T-floor"
HOUR = 3600.0


def measured(hours: int, tips: int) -> dict[str, Any]:
    """Work so many hours and return what was done and held."""
    call_command("migrate", verbosity=0, interactive=False)
    app.loader.import_default_modules()
    row = next(row for row in read_table(TABLE).rows if row.text("case_id") == CASE)
    began, jobs, held = time.perf_counter(), 0, []
    empty = stored()
    with tempfile.TemporaryDirectory() as out:
        player = RewardsPlayer(Path(out))
        for hour in range(hours):
            for _tip in range(tips):
                if (result := player.play(row)).outcome != "agrees":
                    raise AssertionError(result.why)
            for job in JOBS.values():
                for _time in range(times_in(hour, job["schedule"])):
                    app.tasks[job["task"]].apply(throw=True)
                    jobs += 1
            held.append(megabytes())
    return {
        "database": connection.vendor,
        "jobs": jobs,
        "tips": hours * tips,
        "papers": Notice.objects.exclude(path="").count(),
        "seconds": time.perf_counter() - began,
        "megabytes": held,
        "stored": {name: size - empty[name] for name, size in stored().items()},
    }


def stored() -> dict[str, int]:
    """Return how many bytes database and files take."""
    query = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    }
    with connection.cursor() as cursor:
        cursor.execute(query[connection.vendor])
        (database,) = cursor.fetchone()
    files = sum(path.stat().st_size for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return {"database": database, "files": files}


def times_in(hour: int, schedule: float | crontab) -> int:
    """Say how often a job comes in this hour of the day."""
    if isinstance(schedule, crontab):
        minutes, hours = schedule.minute, schedule.hour  # type: ignore[attr-defined]
        return len(minutes) if hour % 24 in hours else 0
    return int(HOUR // schedule) if schedule <= HOUR else int(hour % (schedule // HOUR) == 0)


if __name__ == "__main__":
    print(json.dumps(measured(*map(int, sys.argv[1:]))))
