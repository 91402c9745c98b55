"""Questions, check-ins, and the report of retaliation with a case of its own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from investigations.models import Case
from investigations.selectors import cases_visible_to
from investigations.services import open_case_about
from reports import services
from reports.models import CheckIn, MailboxItem, Report, Retaliation
from reports.services import Filing
from statutes.rules import get_rule
from tests import factories
from tests.factories import PUNISHED, the
from tests.public_site import Reporter, text_of, tracking
from vault.models import Envelope
from vault.sealing import CannotOpen
from vault.selectors import envelopes_of, readers_of
from vault.services import open_envelope
from workflow.errors import MoveRefused, StalePage
from workflow.models import Clock, LogEntry
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing() -> Filing:
    return factories.file_report(mode="anonymous")


def at_desk(duty: Duty) -> Any:
    return factories.browser(the(duty), has_key=True)


def days(count: float) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def clock_of(report: Report) -> Clock:
    found = running_clock(report, "tip.accept")
    assert found
    return found


# ---- Questions -------------------------------------------------------------------------------------------------
def test_a_question_stops_the_period_and_the_answer_lets_it_run_on(filing: Filing) -> None:
    report = filing.report
    asking = {"text": "是几号车间？", "seen": report.state}
    assert at_desk(Duty.DESK).post(reverse("reports:ask", args=[report.reference]), asking).status_code == 302
    stopped = clock_of(report)
    assert stopped.stopped_at is not None
    assert stopped.stops.get().reason == "等待举报人补充说明"
    reporter = tracking(filing.receipt.code)
    page = text_of(reporter.get("/track/report/"))
    assert "是几号车间？" in page
    assert "Until you answer, its period stands still" in page
    with time_machine.travel(timezone.now() + days(3)):
        reporter = tracking(filing.receipt.code)
        assert reporter.post("/track/message/", {"text": "二号车间。"}).status_code == 302
        assert "Until you answer" not in text_of(reporter.get("/track/report/"))
    running = clock_of(report)
    assert running.stopped_at is None
    assert running.due_at > stopped.due_at
    assert "是几号车间" not in str(MailboxItem.objects.values())


def test_the_office_waits_for_an_answer_no_longer_than_it_has_set(filing: Filing) -> None:
    services.ask_reporter(filing.report, actor=the(Duty.DESK), text="是几号车间？")
    period = get_rule("tip.question", place="500102", on=timezone.localdate()).period
    with time_machine.travel(timezone.now() + days(period.amount - 1)):
        assert services.stop_waiting_in_vain() == 0
    with time_machine.travel(timezone.now() + days(period.amount + 2)):
        assert services.stop_waiting_in_vain() == 1
        assert services.stop_waiting_in_vain() == 0
        assert clock_of(filing.report).stopped_at is None


# ---- Check-ins -------------------------------------------------------------------------------------------------
def later(count: int) -> Any:
    return time_machine.travel(timezone.now() + days(count))


def waited(step: str) -> int:
    return get_rule(f"check_in.{step}", place="500102", on=timezone.localdate()).period.amount


def test_a_reporter_is_asked_how_they_fare_some_days_after_acceptance(filing: Filing) -> None:
    report = filing.report
    services.accept_report(report, actor=the(Duty.DESK))
    factories.settle()
    with later(waited("accepted") - 1):
        assert services.place_check_ins() == 0
    with later(waited("accepted")):
        assert services.place_check_ins() == 1
        assert services.place_check_ins() == 0
        reporter = tracking(filing.receipt.code)
        assert "Have you been punished for reporting?" in text_of(reporter.get("/track/report/"))
        assert reporter.post("/track/well/").url == "/track/report/"
        assert "Have you been punished for reporting?" not in text_of(reporter.get("/track/report/"))
    assert not Retaliation.objects.exists()


def test_every_step_after_which_a_unit_looks_for_who_talked_brings_a_question() -> None:
    report = factories.case_in("concluded").report
    assert set(CheckIn.objects.filter(report=report).values_list("step", flat=True)) == {
        "accepted",
        "inspected",
        "answered",
    }
    with later(60):
        assert services.place_check_ins() == 3
    items = MailboxItem.objects.filter(report=report, kind="check_in")
    assert {bytes(item.sealed_body) for item in items} == {b""}


def test_nobody_is_asked_after_a_step_that_was_annulled_or_a_report_that_was_withdrawn(
    filing: Filing,
) -> None:
    services.accept_report(filing.report, actor=the(Duty.DESK))
    the(Duty.LEADER)
    factories.settle()
    factories.annul(filing.report, "desk1", "leader1")
    assert not CheckIn.objects.exists()
    services.accept_report(filing.report, actor=the(Duty.DESK))
    factories.settle()
    services.withdraw_report(filing.report)
    with later(60):
        assert services.place_check_ins() == 0


# ---- Retaliation -----------------------------------------------------------------------------------------------
@pytest.fixture
def punished(filing: Filing) -> Reporter:
    services.accept_report(filing.report, actor=the(Duty.DESK))
    factories.settle()
    reporter = tracking(filing.receipt.code)
    assert reporter.post("/track/retaliation/", {"what": PUNISHED}).url == "/track/report/"
    factories.settle()
    return reporter


def test_one_tap_without_a_word_opens_a_case_with_a_period_of_its_own(filing: Filing) -> None:
    reporter = tracking(filing.receipt.code)
    assert reporter.post("/track/retaliation/").url == "/track/report/"
    factories.settle()
    retaliation = Retaliation.objects.get()
    case = Case.objects.get(kind="retaliation")
    assert (case.retaliation, case.report, case.unit) == (retaliation, None, filing.report.unit)
    clock = Clock.objects.get(rule_id="retaliation.answer")
    assert clock.subject_key == (Retaliation.label(), retaliation.pk)
    assert clock.subject_key in case.clock_keys
    page = text_of(reporter.get("/track/report/"))
    assert "Being looked into" in page
    assert "The office must look into it and answer you by" in page
    assert not Envelope.objects.filter(subject_label=Retaliation.label()).exists()


def test_it_is_raised_once_however_often_it_is_tapped(punished: Reporter) -> None:
    assert punished.post("/track/retaliation/").status_code == 409
    with pytest.raises(StalePage):
        services.raise_retaliation(Report.objects.get())
    open_case_about(Retaliation.objects.get())
    assert Case.objects.filter(kind="retaliation").count() == Retaliation.objects.count() == 1


def test_the_words_are_sealed_to_the_supervision_duty_alone(punished: Reporter) -> None:
    envelope = envelopes_of(Retaliation.objects.get()).get()
    assert list(readers_of(envelope)) == [the(Duty.SUPERVISION)]
    for duty in (Duty.DESK, Duty.LEADER, Duty.CUSTODIAN):
        with pytest.raises(CannotOpen):
            open_envelope(envelope, identity=factories.identity_of(the(duty)))
    url = reverse("protection:words", args=[Retaliation.objects.get().reference])
    page = text_of(at_desk(Duty.SUPERVISION).post(url))
    assert PUNISHED in page
    assert LogEntry.objects.filter(move="read_words", actor=the(Duty.SUPERVISION)).exists()
    with pytest.raises(MoveRefused):
        services.read_retaliation(Retaliation.objects.get(), actor=the(Duty.LEADER), identity="")


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty not in {Duty.LEADER, Duty.SUPERVISION}])
def test_nobody_else_sees_that_there_is_such_a_case(punished: Reporter, duty: Duty) -> None:
    case = Case.objects.get(kind="retaliation")
    desk = at_desk(duty)
    assert case not in cases_visible_to(the(duty))
    assert desk.get(case.get_absolute_url()).status_code == 404
    assert desk.get(Retaliation.objects.get().get_absolute_url()).status_code == 404
    for page in ("/desk/", f"/desk/search/?q={case.title[:10]}"):
        assert "打击报复" not in text_of(desk.get(page))


def test_leader_and_supervision_find_it_in_their_work(punished: Reporter) -> None:
    case = Case.objects.get(kind="retaliation")
    assert case.reference in text_of(at_desk(Duty.LEADER).get("/desk/"))
    supervision = at_desk(Duty.SUPERVISION)
    assert Retaliation.objects.get().reference in text_of(supervision.get("/desk/"))
    assert supervision.get(case.get_absolute_url()).status_code == 200
    # The supervision duty sees these cases and no others.
    tip_case = Case.objects.get(kind="tip")
    assert supervision.get(tip_case.get_absolute_url()).status_code == 404


def test_what_was_found_is_told_to_the_reporter_and_ends_the_period(filing: Filing) -> None:
    services.accept_report(filing.report, actor=the(Duty.DESK))
    factories.settle()
    factories.retaliation_case_in("concluded", report=filing.report)
    page = text_of(tracking(filing.receipt.code).get("/track/report/"))
    assert "您反映的打击报复，经核查：举报反映的问题属实" in page
    assert Retaliation.objects.get().state == "answered"
    assert Clock.objects.get(rule_id="retaliation.answer").outcome == Clock.Outcome.MET
    # Whoever is punished again reports it again.
    services.raise_retaliation(filing.report, text="又来了。")


def test_a_report_of_retaliation_answers_the_check_in(filing: Filing) -> None:
    services.accept_report(filing.report, actor=the(Duty.DESK))
    factories.settle()
    with later(30):
        services.place_check_ins()
        services.raise_retaliation(filing.report)
    assert not MailboxItem.objects.filter(kind="check_in", answered_at=None).exists()
