"""Calls to a partner's program: once for each event, signed, tried again, never to a machine of our own."""

from __future__ import annotations

import datetime
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from accounts.models import Duty
from partners import calling
from partners.models import Call, Hook, Partner
from partners.services import make_due_calls, rotate_secret, set_hook
from partners.services.hooks import WAITS
from partners.tasks import tell_of_status
from reports.models import Report
from reports.services import accept_report
from tests import factories
from tests.partners.builders import file_tip, offer_in, partner
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db


class Program(BaseHTTPRequestHandler):
    """What a partner runs: it keeps what it was sent and answers as it was told to."""

    heard: list[tuple[str, dict[str, str], str]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).heard.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def program(settings: Any) -> Iterator[Any]:
    settings.HOOKS_MAY_BE_PRIVATE = True
    Program.heard, Program.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Program)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def connected(program: Any) -> tuple[Partner, str]:
    of = partner()
    address = f"http://127.0.0.1:{program.server_port}/calls?x=1"
    return of, set_hook(of, address=address, actor=factories.the(Duty.ADMIN))


def accepted(of: Partner) -> Report:
    report = file_tip(of, "GD1")
    accept_report(report, actor=factories.the(Duty.DESK))
    factories.settle()
    return report


def test_a_partner_is_called_once_when_its_tip_stands_otherwise(program: Any) -> None:
    of, secret = connected(program)
    report = accepted(of)
    entry = LogEntry.objects.about(report).get(move="accept")
    tell_of_status(entry)  # delivered a second time
    assert (make_due_calls(), make_due_calls()) == (1, 0)
    ((path, headers, body),) = Program.heard
    assert path == "/calls?x=1"
    told = Webhook(secret).verify(body, headers)
    assert told == {
        "type": "tip.status_changed",
        "timestamp": entry.at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "data": {"reference": report.reference},
    }
    assert Call.objects.get().arrived_at is not None


def test_a_changed_body_is_found_out(program: Any) -> None:
    of, secret = connected(program)
    accepted(of)
    make_due_calls()
    ((_path, headers, body),) = Program.heard
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace("JB-", "XX-"), headers)


def test_a_department_is_called_when_a_transfer_waits(program: Any) -> None:
    market = partner("市场监管局系统（虚构）", "department", agency="market")
    set_hook(market, address=f"http://127.0.0.1:{program.server_port}/", actor=factories.the(Duty.ADMIN))
    offer = offer_in()
    assert make_due_calls() == 1
    told = json.loads(Program.heard[0][2])
    assert (told["type"], told["data"]) == ("transfer.offered", {"reference": offer.reference})


def test_a_call_that_fails_is_tried_ever_later_and_then_given_up(program: Any) -> None:
    of, _secret = connected(program)
    accepted(of)
    Program.status = 503
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for wait in WAITS:
            assert make_due_calls() == 0
            told = Call.objects.get()
            assert (told.failure, told.next_at) == ("status 503", timezone.now() + wait)
            make_due_calls()
            clock.shift(wait)
        make_due_calls()
    told = Call.objects.get()
    assert told.is_given_up
    assert len(Program.heard) == len(WAITS) + 1 == told.attempts


def test_the_administrator_sees_a_failed_call_and_tries_it_again(program: Any) -> None:
    of, _secret = connected(program)
    accepted(of)
    Program.status = 302  # leading elsewhere is no arrival, and nobody goes there
    make_due_calls()
    admin = factories.browser(factories.the(Duty.ADMIN))
    page = admin.get(of.get_absolute_url()).content.decode()
    again = reverse("partners:call_again", args=[of.reference, Call.objects.get().entry_id])
    assert "status 302" in page
    assert again in page
    Program.status = 204
    assert admin.post(again).status_code == 302
    assert make_due_calls() == 1
    assert Call.objects.get().arrived_at is not None


def test_after_a_change_of_secret_both_sign_for_a_day(program: Any) -> None:
    of, first = connected(program)
    second = rotate_secret(Hook.objects.get(), actor=factories.the(Duty.ADMIN))
    accepted(of)
    make_due_calls()
    ((_path, headers, body),) = Program.heard
    for secret in (first, second):
        assert Webhook(secret).verify(body, headers)
    Call.objects.update(arrived_at=None, next_at=timezone.now())
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        make_due_calls()
        _path, headers, body = Program.heard[-1]
        assert Webhook(second).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(first).verify(body, headers)


def test_the_secret_is_shown_once_and_stored_sealed(program: Any) -> None:
    of, _key = partner(), None
    admin = factories.browser(factories.the(Duty.ADMIN))
    address = f"http://127.0.0.1:{program.server_port}/"
    shown = admin.post(reverse("partners:hook", args=[of.reference]), {"address": address})
    secret = shown.content.decode().partition("whsec_")[2][:44]
    assert secret
    assert secret not in admin.get(of.get_absolute_url()).content.decode()
    assert secret.encode() not in bytes(Hook.objects.get().sealed_secret)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://user@example.com/",
        "ftp://example.com/",
        "https://example.com:99999/",
        "javascript:alert(1)",
    ],
)
def test_an_address_of_our_own_network_is_refused_in_the_form(address: str) -> None:
    of = partner()
    admin = factories.browser(factories.the(Duty.ADMIN))
    response = admin.post(reverse("partners:hook", args=[of.reference]), {"address": address})
    assert response.status_code == 400
    assert response.context["form"].errors["address"]
    assert not Hook.objects.exists()


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["fd00::1"], ["0.0.0.0"]])  # noqa: S104
def test_a_name_that_leads_into_our_own_network_is_not_called(numbers: list[str], monkeypatch: Any) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(calling.CannotCall, match="private address"):
        calling.call("https://calls.example.com/", b"{}", {})


def test_a_partner_that_is_no_longer_connected_is_not_called(program: Any) -> None:
    of, _secret = connected(program)
    accepted(of)
    Partner.objects.filter(pk=of.pk).update(state="ended")
    assert make_due_calls() == 0
    assert not Program.heard
