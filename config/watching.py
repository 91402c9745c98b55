"""What a watcher may know: whether each part answers, and how much waits. Counts alone, never a name or a reference."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from kombu import Connection

from notices.models import Notice
from notices.states import NoticeState
from vault.models import CleanCopy
from workflow.models import Clock, Delivery, LogEntry, Seal
from workflow.services.deliveries import pending

PATIENCE = 2  # seconds that a part has to answer
LATE = datetime.timedelta(minutes=10)  # after which what was left behind should have been done
MOST_APART = datetime.timedelta(minutes=1)  # that two clocks may be
NEEDED_BYTES = 1024 * 1024 * 1024

Sample = tuple[str, str, str, float]


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with Connection(settings.BROKER_URL, connect_timeout=PATIENCE, transport_options=_options()) as broker:
        broker.ensure_connection(max_retries=1, timeout=PATIENCE)


def _options() -> dict[str, object]:
    return dict(getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}))


def _storage() -> None:
    # To ask for one name alone would not tell a bucket that is gone from a name that is not in it.
    with suppress(FileNotFoundError):
        default_storage.listdir("nothing-is-called-so")


def _disk() -> None:
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
        file.write(b"x")
        os.fsync(file.fileno())
    if shutil.disk_usage(settings.DATA_DIR).free < NEEDED_BYTES:
        raise OSError("less than 1 GB is free")


def _worker() -> None:
    if _late().exists():
        raise OSError("work waits: do worker and scheduler run?")


def _clock() -> None:
    """Compare ours with the database's, and with the last entry: periods run, and end for good, by these."""
    ours = timezone.now()
    for written, theirs in LogEntry.objects.order_by("-pk").values_list("at", Now())[:1]:
        if written > ours + MOST_APART or abs(theirs - ours) > MOST_APART:
            raise OSError("a clock is wrong, or was")


PARTS: dict[str, Callable[[], None]] = {
    "database": _database,
    "broker": _broker,
    "storage": _storage,
    "disk": _disk,
    "worker": _worker,
    "clock": _clock,
}


def readiness() -> dict[str, bool]:
    """Ask every part whether it answers."""
    found = {}
    for name, ask in PARTS.items():
        try:
            ask()
            found[name] = True
        except Exception:  # whatever it is, the part does not answer
            found[name] = False
    return found


def _late() -> QuerySet[Delivery]:
    return pending(since=LATE)


def samples() -> Iterator[Sample]:
    """Yield name, help, labels and value of each figure."""
    for name, is_well in readiness().items():
        yield "chuishao_up", "Whether a part answers", f'{{part="{name}"}}', float(is_well)
    now = timezone.now()
    waiting = Delivery.objects.filter(done_at=None)
    yield "chuishao_deliveries_waiting", "Entries of the log not handed out yet", "", waiting.count()
    yield "chuishao_deliveries_late", "Those that have waited too long", "", _late().count()
    clocks = Clock.objects.filter(outcome=Clock.Outcome.RUNNING, due_at__lt=now)
    yield "chuishao_clocks_overdue", "Periods that ran out and still run", "", clocks.count()
    papers = Notice.objects.filter(state=NoticeState.ISSUED)
    yield "chuishao_papers_undrawn", "Papers that wait for the worker", "", papers.count()
    copies = CleanCopy.objects.filter(state=CleanCopy.State.WAITING)
    yield "chuishao_copies_waiting", "Clean copies that wait for the worker", "", copies.count()
    yield (
        "chuishao_log_entries_total",
        "Entries of the log",
        "",
        LogEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0,
    )
    sealed = Seal.objects.order_by("number").values_list("at", flat=True).last()
    age = (now - sealed).total_seconds() if sealed else -1
    yield "chuishao_seal_age_seconds", "Time since the log was sealed; -1 before the first seal", "", age
    disk = shutil.disk_usage(settings.DATA_DIR)
    yield "chuishao_disk_free_bytes", "Room in the data folder", "", disk.free


def exposition() -> str:
    """Write all figures in Prometheus' text format."""
    lines, told = [], set[str]()
    for name, help_text, labels, value in samples():
        if name not in told:
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}"]
            told.add(name)
        lines.append(f"{name}{labels} {value:g}" if abs(value) < 1e6 else f"{name}{labels} {value:.0f}")
    return "\n".join(lines) + "\n"


class Watched(BaseHTTPRequestHandler):
    """Two addresses for a watcher on this machine. It writes no log."""

    server_version, sys_version = "chuishao", ""

    def do_GET(self) -> None:
        """Answer /readyz with a line for each part, /metrics with the figures, anything else with 404."""
        try:
            status, text = self._answer()
        except Exception:  # the database is away
            status, text = 503, "not ready\n"
        finally:
            connections.close_all()
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self) -> tuple[int, str]:
        if self.path == "/metrics":
            return 200, exposition()
        if self.path == "/readyz":
            found = readiness()
            lines = [f"{name} {'ok' if is_well else 'fails'}\n" for name, is_well in found.items()]
            return 200 if all(found.values()) else 503, "".join(lines)
        return 404, "not here\n"


def serve(port: int) -> ThreadingHTTPServer:
    """Return a server on the loopback address alone."""
    return ThreadingHTTPServer(("127.0.0.1", port), Watched)
