"""In training nothing reaches anybody: each way out refuses, papers are marked, and the data lie apart."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from django.core import mail
from django.core.mail import EmailMessage, get_connection, send_mail
from django.test import Client

from alarms.gateways import HttpGateway, MailGateway, Outgoing
from desk.models import Reminder
from desk.services import reminders
from interface.outside import MARK, NothingLeaves
from notices.rendering import render_pdf
from partners.calling import CannotCall, call
from rewards.services import hand_out_payment_file
from tests.notices import papers
from workflow.errors import MoveRefused

REPOSITORY = Path(__file__).resolve().parents[2]
# What speaks to other machines, by the name under which it is imported.
NETWORK = {
    *("urllib3", "requests", "httpx", "smtplib", "ftplib", "paramiko", "boto3", "websocket"),
    *("django.core.mail", "urllib.request", "pyhanko.sign.timestamps"),
}
FLOORS = "accounts alarms desk enterprises insights interface investigations notices outreach partners reports rewards"
APPS = f"{FLOORS} sanctions statutes vault workflow config".split()
MESSAGE = Outgoing(key="1", to="nobody@example.cn", title="题", text="文")
SHOW = """
from config import settings as s
print(s.DATABASES["default"]["NAME"], s.MEDIA_ROOT, s.EMAIL_BACKEND, sorted(s.MESSAGE_GATEWAYS), s.IS_PRODUCTION)
"""


@pytest.fixture
def training(settings):
    settings.IS_TRAINING = True


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
    return found


def test_every_module_that_speaks_to_other_machines_asks_whether_it_may():
    speaking = [
        path
        for app in APPS
        for path in (REPOSITORY / app).rglob("*.py")
        if imports_of(path) & NETWORK and path.name != "outside.py"
    ]
    assert len(speaking) >= 4
    silent = [
        str(path.relative_to(REPOSITORY))
        for path in speaking
        if "refuse_in_training" not in path.read_text() and "IS_TRAINING" not in path.read_text()
    ]
    assert silent == []


def test_no_mail_leaves(training, settings):
    with pytest.raises(NothingLeaves):
        MailGateway("mail").send(MESSAGE)
    backend = get_connection("interface.outside.NoMail")
    with pytest.raises(NothingLeaves):
        send_mail("题", "文", None, ["nobody@example.cn"], connection=backend)
    with pytest.raises(NothingLeaves):
        EmailMessage("题", "文", None, ["nobody@example.cn"], connection=backend).send()
    assert mail.outbox == []


@pytest.mark.django_db
def test_no_reminder_is_mailed(training):
    from_nobody = EmailMessage("题", "文", None, ["nobody@example.cn"])
    assert not reminders._is_sent(from_nobody, list(Reminder.objects.values_list("pk", flat=True)))
    assert mail.outbox == []


def test_no_text_message_leaves(training, settings):
    settings.MESSAGE_HTTP = {"sms": ("http://127.0.0.1:9/never", "token")}
    with pytest.raises(NothingLeaves):
        HttpGateway("sms").send(MESSAGE)


def test_no_partner_is_called(training, settings):
    settings.HOOKS_MAY_BE_PRIVATE = True
    with pytest.raises(CannotCall, match="training"):
        call("http://127.0.0.1:9/never", b"{}", {})


@pytest.mark.django_db
def test_no_payment_file_is_handed_out(training):
    with pytest.raises(MoveRefused, match="no payment file leaves"):
        hand_out_payment_file(None, actor=None, identity="", kind="csv")


def test_papers_carry_the_mark_across(training):
    for page in pypdfium2.PdfDocument(render_pdf("acceptance", papers.frozen_example("acceptance"))):
        assert MARK.split("\u3000")[0] in page.get_textpage().get_text_bounded()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/desk/login/"])
def test_every_page_says_that_it_is_a_training(training, address):
    page = Client(headers={"accept-language": "en"}).get(address).content.decode()
    assert "Training: nothing here is real." in page


def started(**more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
    env = {**kept, "CHUISHAO_MODE": "training", "PYTHONPATH": str(REPOSITORY), **more}
    return subprocess.run(
        [sys.executable, "-c", SHOW], env=env, capture_output=True, text=True, check=False, cwd=REPOSITORY
    )


def test_a_training_keeps_its_data_apart(tmp_path):
    gateways = {"MESSAGE_GATEWAYS": "mail=alarms.gateways.MailGateway", "EMAIL_URL": "smtp://127.0.0.1:25"}
    told = started(DATA_DIR=str(tmp_path), **gateways).stdout.split()
    assert told[0] == str(tmp_path / "training" / "chuishao.sqlite3")
    assert told[1] == str(tmp_path / "training" / "media")
    assert told[2] == "interface.outside.NoMail"
    assert told[3:] == ["['log']", "False"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://a@b/chuishao"),
        ("STORAGE_URL", "s3://real"),
        ("BROKER_URL", "redis://b/0"),
    ],
)
def test_a_training_refuses_to_start_on_what_is_real(name, value):
    refused = started(**{name: value})
    assert refused.returncode == 1
    assert "training" in refused.stderr


def test_a_training_may_use_a_database_of_its_own():
    assert started(DATABASE_URL="postgres://a@b/chuishao_training").returncode == 0
