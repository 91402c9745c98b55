"""Two people and a reason to open an identity: over HTTP, each in their own session, with their own key."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from accounts.services import assign_duty
from reports import disclosing
from reports.models import Disclosure
from reports.tasks import expire_disclosures
from tests import factories
from tests.factories import IDENTITY, browser, disclosure_in, file_report, identity_of, the
from vault.models import Handover, Purpose
from vault.sealing import CannotOpen
from vault.selectors import envelopes_of
from vault.services import open_handover
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db

REASON = "须当面核实现场位置，信箱三次没有回音。"


def at(name: str, disclosure: Disclosure | None = None) -> str:
    return reverse(f"identities:{name}", args=[disclosure.reference] if disclosure else [])


def text(response: Any) -> str:
    return response.content.decode()


def form_of(client: Client, url: str, **inputs: Any) -> dict[str, Any]:
    form = client.get(url).context["form"]
    return {**{name: form[name].value() or "" for name in form.fields}, **inputs}


# ---- The whole way ---------------------------------------------------------------------------------------------
def test_a_custodian_asks_a_leader_agrees_and_the_reporter_is_told() -> None:
    filing = file_report()
    custodian = browser(the(Duty.CUSTODIAN), has_key=True)
    leader = browser(the(Duty.LEADER), has_key=True)
    asked = custodian.post(
        at("ask"), {"report": filing.report.reference, "ground": "facts", "reason": REASON}
    )
    disclosure = Disclosure.objects.get()
    assert asked.url == at("detail", disclosure)
    assert custodian.post(at("open", disclosure)).status_code == 409
    page = leader.get(at("approve", disclosure))
    assert REASON in text(page)
    assert filing.report.unit_name in text(page)
    agreed = leader.post(at("approve", disclosure), form_of(leader, at("approve", disclosure)))
    assert agreed.status_code == 302, text(agreed)
    opened = custodian.post(at("open", disclosure))
    assert all(value in text(opened) for value in IDENTITY.values())
    assert "Telephone</dt>" in text(opened)
    assert opened["Cache-Control"] == "no-store, private"
    seconds, _, url = opened["Refresh"].partition("; url=")
    assert 14 * 60 <= int(seconds) <= 15 * 60
    assert url == at("detail", disclosure)
    for client in (custodian, leader):
        shown = text(client.get(at("detail", disclosure)))
        assert not any(value in shown for value in IDENTITY.values())
    reporter = browser(None)
    reporter.post(reverse("tips:track"), {"code": filing.receipt.code})
    told = text(reporter.get(reverse("tips:panels")))
    assert "Your name and contact were opened" in told
    assert "The facts cannot be cleared up through the mailbox" in told
    assert "were opened by a custodian of identities with the consent of a" in told
    assert "身份保管员" not in told
    chinese = text(reporter.get(reverse("tips:panels"), headers={"accept-language": "zh-hans"}))
    assert "身份保管员" in chinese
    assert "a custodian of identities" not in chinese
    assert the(Duty.CUSTODIAN).name not in told
    assert the(Duty.LEADER).name not in told


def test_every_look_is_in_the_log_and_the_reporter_is_told_once() -> None:
    disclosure = disclosure_in("approved")
    custodian = the(Duty.CUSTODIAN)
    for _look in range(3):
        opened = disclosing.open_identity(disclosure, actor=custodian, identity=identity_of(custodian))
        assert opened == IDENTITY
    moves = [entry.move for entry in LogEntry.objects.about(disclosure)]
    assert moves == ["ask", "approve", "open", "look", "look", "look"]
    assert disclosure.report.mailbox.count() == 1


def test_the_auditor_sees_who_opened_when_and_why_and_never_what() -> None:
    disclosure = disclosure_in("opened")
    auditor = browser(the(Duty.AUDITOR), has_key=True)
    shown = text(auditor.get(at("list"))) + text(auditor.get(at("detail", disclosure)))
    assert disclosure.report.reference in shown
    assert the(Duty.CUSTODIAN).name in shown
    assert not any(value in shown for value in IDENTITY.values())
    assert auditor.post(at("open", disclosure)).status_code == 403


# ---- Nobody alone ----------------------------------------------------------------------------------------------
def test_whoever_asked_cannot_agree_though_they_hold_both_duties() -> None:
    disclosure = disclosure_in("requested")
    custodian = the(Duty.CUSTODIAN)
    assign_duty(custodian, Duty.LEADER)
    assert browser(custodian, has_key=True).get(at("approve", disclosure)).status_code == 403
    with pytest.raises(MoveRefused):
        disclosing.approve_disclosure(disclosure, actor=custodian, identity=identity_of(custodian))
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(decided_by=custodian)


def test_nothing_is_opened_without_consent_in_the_table_either() -> None:
    disclosure = disclosure_in("requested")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(opened_at=timezone.now())


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty != Duty.CUSTODIAN])
def test_no_other_duty_asks_or_opens(duty: str) -> None:
    disclosure = disclosure_in("approved")
    client = browser(the(duty), has_key=True)
    data = {"report": disclosure.report.reference, "ground": "facts", "reason": REASON}
    assert client.post(at("ask"), data).status_code == 404
    assert client.post(at("open", disclosure)).status_code in {403, 404}
    with pytest.raises(CannotOpen):
        open_handover(disclosure, identity=identity_of(the(duty)))


def test_a_superuser_sees_no_request_at_all() -> None:
    disclosure = disclosure_in("approved")
    client = browser(factories.superuser())
    for url in (at("list"), at("ask"), at("detail", disclosure)):
        assert client.get(url).status_code == 404


def test_another_custodian_opens_nothing_that_was_handed_over() -> None:
    other = the(Duty.CUSTODIAN, 2)
    disclosure = disclosure_in("approved")
    with pytest.raises(CannotOpen):
        open_handover(disclosure, identity=identity_of(other))
    assert browser(other, has_key=True).post(at("open", disclosure)).status_code == 404


def test_a_leader_whose_key_is_locked_is_told_so_and_agrees_to_nothing() -> None:
    disclosure = disclosure_in("requested")
    leader = browser(the(Duty.LEADER))
    answer = leader.post(at("approve", disclosure), form_of(leader, at("approve", disclosure)))
    assert answer.status_code == 400
    assert "not unlocked in this session" in text(answer)
    disclosure = Disclosure.objects.get()
    assert (disclosure.state, disclosure.decided_by) == ("requested", None)
    assert not Handover.objects.exists()


# ---- Limits ----------------------------------------------------------------------------------------------------
def test_it_closes_after_its_minutes_and_what_was_handed_over_is_erased() -> None:
    disclosure = disclosure_in("opened")
    custodian = the(Duty.CUSTODIAN)
    Disclosure.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    disclosure = Disclosure.objects.get()
    with pytest.raises(StalePage):
        disclosing.open_identity(disclosure, actor=custodian, identity=identity_of(custodian))
    assert Disclosure.objects.get().state == "expired"
    handover = Handover.objects.get()
    assert bytes(handover.ciphertext) == b""
    assert handover.destroyed_at is not None


def test_the_clock_ends_what_nobody_opened() -> None:
    disclosure_in("approved")
    expire_disclosures()
    assert Disclosure.objects.get().state == "approved"
    Disclosure.objects.update(until=timezone.now())
    expire_disclosures()
    assert Disclosure.objects.get().state == "expired"
    assert Handover.objects.get().destroyed_at is not None


def test_the_one_who_agreed_can_take_it_back_before_it_is_opened() -> None:
    disclosure = disclosure_in("approved")
    custodian = the(Duty.CUSTODIAN)
    disclosing.withdraw_disclosure(disclosure, actor=the(Duty.LEADER))
    with pytest.raises(StalePage):
        disclosing.open_identity(disclosure, actor=custodian, identity=identity_of(custodian))
    assert not disclosure.report.mailbox.exists()


def test_declining_needs_a_reason_and_asking_again_is_possible() -> None:
    disclosure = disclosure_in("requested")
    leader = browser(the(Duty.LEADER), has_key=True)
    url = at("decline", disclosure)
    assert leader.post(url, form_of(leader, url)).status_code == 400
    assert leader.post(url, form_of(leader, url, note="可以通过信箱询问。")).status_code == 302
    assert "可以通过信箱询问。" in text(browser(the(Duty.CUSTODIAN)).get(at("detail", disclosure)))
    assert disclosure_in("requested", report=disclosure.report)


def test_a_second_request_while_one_is_open_is_told_so() -> None:
    disclosure = disclosure_in("requested")
    data = {"report": disclosure.report.reference, "ground": "facts", "reason": REASON}
    answer = browser(the(Duty.CUSTODIAN)).post(at("ask"), data)
    assert answer.status_code == 400
    assert "asked for this identity already" in text(answer)


def test_an_anonymous_report_has_no_identity_to_open() -> None:
    report = file_report(mode="anonymous").report
    assert not envelopes_of(report, purpose=Purpose.IDENTITY).exists()
    client = browser(the(Duty.CUSTODIAN))
    for reference in (report.reference, "JB-2026-999999", "nonsense"):
        answer = client.post(at("ask"), {"report": reference, "ground": "facts", "reason": REASON})
        assert answer.status_code == 400
    assert not Disclosure.objects.exists()
