"""A real worker is killed in the middle of its work; afterwards everything is done, and done once."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.migrated import migrated_file

pytestmark = pytest.mark.twice  # the second time with a real broker
REPOSITORY = Path(__file__).resolve().parents[2]
ENTRIES = 4
PUBLISH = f"""
import django; django.setup()
import tests.workflow.slow_worker
from tests.workflow.builders import make_report
from workflow.services import record
for _ in range({ENTRIES}):
    record(make_report(), "slow_check", actor=None)
"""
COUNT = """
import django; django.setup()
from workflow.models import Note
for note in Note.objects.filter(entry__move="slow_work"):
    print("done", note.text)
"""


@pytest.fixture
def environment(tmp_path):
    """An installation of its own: its database, its broker folder, a short lease."""
    broker = os.environ.get("BROKER_URL", "filesystem://")
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'worker.sqlite3'}",
        "BROKER_URL": broker,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DELIVERY_LEASE_SECONDS": "2",
        "PYTHONPATH": str(REPOSITORY),
        "SLOW_MARKER": str(tmp_path / "in-the-middle"),
    }
    if broker.startswith("filesystem"):
        for folder in ("queue", "control"):
            (tmp_path / "broker" / folder).mkdir(parents=True)
    shutil.copyfile(migrated_file(), tmp_path / "worker.sqlite3")
    return environment


def run_python(script, environment):
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def start_worker(environment):
    command = [sys.executable, "-m", "celery", "-A", "tests.workflow.slow_worker", "worker", "-B"]
    schedule = Path(environment["DATA_DIR"]) / "beat"
    return subprocess.Popen(
        [*command, "-c", "1", "-s", str(schedule), "--without-gossip", "--without-mingle", "-l", "ERROR"],
        cwd=REPOSITORY,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_until(condition, *, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    return False


def stop(worker, sign):
    os.killpg(worker.pid, sign)
    worker.wait(timeout=60)


def done_by(environment):
    return run_python(COUNT, environment)


def are_all_delivered(environment):
    with closing(sqlite3.connect(Path(environment["DATA_DIR"]) / "worker.sqlite3")) as database:
        return not database.execute("SELECT 1 FROM workflow_delivery WHERE done_at IS NULL").fetchall()


def test_a_killed_worker_loses_nothing_and_repeats_nothing(environment):
    run_python(PUBLISH, environment)
    worker = start_worker(environment)
    try:
        assert wait_until(Path(environment["SLOW_MARKER"]).exists, seconds=60), "the worker never began"
    finally:
        stop(worker, signal.SIGKILL)
    assert len(done_by(environment)) < ENTRIES

    worker = start_worker(environment)
    try:
        assert wait_until(lambda: are_all_delivered(environment), seconds=90), "work was left behind"
    finally:
        stop(worker, signal.SIGTERM)
    done = Counter(done_by(environment))
    assert len(done) == ENTRIES
    assert set(done.values()) == {1}
