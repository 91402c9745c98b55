"""A worker with one more subscriber, slow enough to be killed in the middle of its work."""

import os
import time
from pathlib import Path

import django

from config.celery import app

django.setup()  # a worker's module is read before the apps are

from workflow.events import on  # noqa: E402
from workflow.services import record  # noqa: E402

__all__ = ["app"]

EVENT = "reports.report.slow_check"


@on(EVENT)
def work_slowly(entry):
    """Write, tell the test that it is in the middle, and take a while before the transaction ends."""
    record(entry.subject, "slow_work", actor=None, note=str(entry.pk))
    marker = os.environ.get("SLOW_MARKER")
    if marker and not Path(marker).exists():
        Path(marker).touch()
        time.sleep(60)
