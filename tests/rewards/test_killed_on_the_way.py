"""Web server and worker are killed between and within the steps of a payout: it is paid once, and told once."""

from __future__ import annotations

import contextlib
import datetime
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from scaffold.places import ASSETS, FONTS, STATIC
from scaffold.run import WEB
from tests.migrated import clone, drop, migrated_database, migrated_file, own_name

pytestmark = pytest.mark.full
REPOSITORY = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')
# How far into a request the web server is killed, in seconds, one after the other; then the request is let through.
CUTS = (0.01, 0.05, 0.15)

FURNISH = """
import json, os, pathlib, django; django.setup()
from accounts.models import Duty
from tests import factories
from tests.doors import cheap
with cheap(pathlib.Path(os.environ["DATA_DIR"])):
    filing = factories.file_report()
    reward = factories.reward_in("proposed", report=filing.report)
    factories.grant()
    factories.settle(prints=True)
    people = {"finance": factories.browser(factories.the(Duty.FINANCE)),
              "cashier": factories.browser(factories.the(Duty.CASHIER), has_key=True),
              "reporter": factories.browser(None)}
    people["reporter"].post("/track/", {"code": filing.receipt.code})
    cookies = {who: {name: one.value for name, one in client.cookies.items()} for who, client in people.items()}
print(json.dumps({"reward": reward.reference, "cookies": cookies}))
"""
LOOK = """
import json, django; django.setup()
from notices.models import Notice
from reports.models import MailboxItem
from rewards.models import *
from rewards.selectors.budgets import broken_budgets, trial_balance
from workflow.integrity import walk_log
from workflow.models import Delivery, LogEntry
reward = Reward.objects.get()
file = PaymentFile.objects.order_by("pk").last()
print(json.dumps({
    "state": reward.state, "file": file and [file.reference, file.state], "files": PaymentFile.objects.count(),
    "instruction": file and file.lines.get().instruction, "amount": str(reward.amount),
    "payments": Payment.objects.count(), "claims": Claim.objects.count(),
    "moves": [one.move for one in LogEntry.objects.about(reward).exclude(move="read_payee")],
    "notices": list(Notice.objects.filter(kind="reward_notice").values_list("state", flat=True)),
    "mailbox": MailboxItem.objects.exclude(notice=None).filter(notice__kind="reward_notice").count(),
    "balance": sum(trial_balance().values()), "broken": len(broken_budgets()), "log": len(list(walk_log())),
    "waiting": list(Delivery.objects.filter(done_at=None).values_list("subscriber", "attempts", "failure")),
}))
"""


class Installation:
    """An installation of its own: database, folders, a web server and a worker that can be killed."""

    def __init__(self, folder: Path, database_url: str) -> None:
        """Lay it out over a migrated database; nothing runs yet."""
        self.env = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "BROKER_URL": "filesystem://",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DELIVERY_LEASE_SECONDS": "2",
            "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'bin'}",
            "LOG_LEVEL": "ERROR",
        }
        for made in ("broker/queue", "broker/control"):
            (folder / made).mkdir(parents=True)
        for built in (ASSETS, STATIC, FONTS):
            (folder / built.name).symlink_to(built)
        self.folder, self.running = folder, {}
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port: int = found.getsockname()[1]

    def say(self, script: str) -> Any:
        """Run a script in the installation and read what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=REPOSITORY,
            env=self.env,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, name: str) -> None:
        """Start a program, in a session of its own."""
        commands = {
            "web": [*WEB.split(), f"--bind=127.0.0.1:{self.port}"],
            "worker": [
                *("celery", "-A", "config", "worker", "-B", "-c", "1", "-s", str(self.folder / "beat")),
                *("--without-gossip", "--without-mingle", "-l", "ERROR"),
            ],
        }
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", *commands[name]],
            cwd=REPOSITORY,
            env=self.env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if name == "web":
            self.wait(self.answers, 60)

    def kill(self, name: str) -> None:
        """Kill a program with all its children, as a failing machine would."""
        program = self.running.pop(name, None)
        if program is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait(timeout=60)

    def answers(self) -> bool:
        """Say whether the web server takes connections."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    @staticmethod
    def wait(condition: Any, seconds: float, *, told: Any = lambda: "it did not come about") -> None:
        """Wait until something holds; `told` says what it looked like when it did not."""
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, told()
            time.sleep(0.2)

    def ask(self, method: str, path: str, cookies: dict[str, str], body: bytes = b"", kind: str = "") -> Any:
        """Send one request; return status, headers and body."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Host": "localhost",
        }
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(link):
            link.request(method, path, body, {**headers, "Content-Type": kind, "Origin": "http://localhost"})
            answer = link.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = line.split(";")[0].partition("=")
                cookies[name] = value
            return answer.status, answer.read()

    def press(self, path: str, cookies: dict[str, str], fields: dict[str, Any]) -> None:
        """Press a button; a page that has none any more was pressed before."""
        status, page = self.ask("GET", path, cookies)
        token, seen = TOKEN.search(page.decode()), SEEN.search(page.decode())
        if status != 200 or token is None:
            return
        sent = {**fields, "csrfmiddlewaretoken": token[1], **({"seen": seen[1]} if seen else {})}
        upload = sent.pop("results", None)
        if upload is None:
            body, kind = urllib.parse.urlencode(sent).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = multipart(sent, upload)
        self.ask("POST", path, cookies, body, kind)


def multipart(fields: dict[str, str], upload: bytes) -> tuple[bytes, str]:
    """Write a form with one file."""
    edge, out = "edge-of-a-part", io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    head = 'Content-Disposition: form-data; name="results"; filename="r.csv"\r\nContent-Type: text/csv'
    out.write(f"--{edge}\r\n{head}\r\n\r\n".encode() + upload + f"\r\n--{edge}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={edge}"


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[Installation]:
    """An installation whose programs are gone afterwards."""
    found = Installation(tmp_path / "house", database_url)
    try:
        yield found
    finally:
        for name in list(found.running):
            found.kill(name)


@pytest.fixture
def database_url(tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """Lend a database of its own, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copyfile(migrated_file(), tmp_path / 'house.sqlite3')}"
        return
    name = f"killed_{own_name()}"
    with django_db_blocker.unblock():
        clone(migrated_database(), name)
    yield urllib.parse.urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with django_db_blocker.unblock():
        drop(name)


def result_for(now: dict[str, Any]) -> bytes:
    """Write what the bank says of the one line."""
    today = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=8)).date()
    rows = (
        "业务参考号,金额,处理结果,交易日期,失败原因",
        f"{now['instruction']},{now['amount']},成功,{today},",
    )
    return "\n".join(rows).encode("gb18030")


# Who presses what, and how the table looks once it is done.
STEPS: tuple[tuple[str, str, dict[str, Any], Any], ...] = (
    ("finance", "/desk/rewards/{reward}/approve/", {}, lambda now: now["state"] != "proposed"),
    (
        "reporter",
        "/track/reward/",
        {"way": "bank", "name": "甄收款", "bank": "试验银行", "account": "9999990000000000"},
        lambda now: now["claims"] == 1,
    ),
    ("cashier", "/desk/payments/draw/", {"way": "bank"}, lambda now: now["file"] is not None),
    ("cashier", "/desk/payments/{file}/hand_out/", {"kind": "csv"}, lambda now: now["file"][1] != "drawn"),
    ("cashier", "/desk/payments/{file}/settle/", {"results": result_for}, lambda now: now["state"] == "paid"),
)


def test_a_payout_whose_programs_are_killed_at_every_step_is_paid_once_and_told_once(
    house: Installation,
) -> None:
    made = house.say(FURNISH)
    for who, path, fields, is_done in STEPS:
        for cut in (*CUTS, None):
            house.start("web")
            house.start("worker")
            now = house.say(LOOK)
            if is_done(now) and cut is not CUTS[0]:
                break
            where = path.format(reward=made["reward"], file=(now["file"] or [""])[0])
            sent = {name: value(now) if callable(value) else value for name, value in fields.items()}
            presser = threading.Thread(target=quietly, args=(house, where, made["cookies"][who], sent))
            presser.start()
            presser.join(timeout=cut if cut is not None else 60)
            house.kill("web")
            house.kill("worker")
            presser.join(timeout=60)
        for name in ("web", "worker"):
            house.kill(name)
        assert is_done(house.say(LOOK)), where
    house.start("worker")
    house.wait(lambda: house.say(LOOK)["waiting"] == [], 300, told=lambda: house.say(LOOK)["waiting"])
    now = house.say(LOOK)
    assert (now["state"], now["payments"], now["claims"], now["files"]) == ("paid", 1, 1, 1)
    before = ["assess", "find_conditions", "agree_conditions", "tell", "agree", "propose"]
    assert now["moves"] == [*before, "approve", "claim", "pay"]
    assert (now["notices"], now["mailbox"]) == (["rendered"], 1)
    assert (now["balance"], now["broken"], now["log"]) == (0, 0, 0)


def quietly(house: Installation, path: str, cookies: dict[str, str], fields: dict[str, Any]) -> None:
    """Press, and bear that the server dies meanwhile."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        house.press(path, cookies, fields)
