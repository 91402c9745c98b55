"""Reminders: once an entry, to whose work it is, in the hours they want, and without a word of the file."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from accounts.services import delegate, end_delegation
from desk.models import MailChoice, Reminder, ReminderRound
from desk.selectors.reminders import SOURCES, TITLES, Terms, terms_of
from desk.services.reminders import (
    MOST_ENTRIES,
    look_for_work,
    person_of_token,
    send_mail_of_work,
    stop_token,
)
from reports.models import Report
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from workflow.models import LogEntry
from workflow.services import record

pytestmark = pytest.mark.django_db
MORNING = timezone.localtime().replace(hour=10, minute=0)


def reachable(duty: Duty) -> Any:
    person = the(duty)
    person.email = f"{person.username}@example.com"
    person.save()
    return person


def begin() -> None:
    """Let the rounds have begun a while ago."""
    ReminderRound.objects.create(pk=1, reached_at=timezone.now() - datetime.timedelta(hours=1))


def test_whose_work_it_is_is_reminded_once_and_nobody_else() -> None:
    factories.office()
    begin()
    desk, leader = reachable(Duty.DESK), reachable(Duty.LEADER)
    report = factories.file_report().report
    look_for_work()
    look_for_work()
    assert [one.person for one in Reminder.objects.all()] == [desk]
    assert send_mail_of_work(MORNING) == 1
    assert send_mail_of_work(MORNING) == 0
    (sent,) = mail.outbox
    assert sent.to == [desk.email]
    told = f"{sent.subject} {sent.body}"
    for secret in (report.reference, report.unit_name, report.division, *factories.IDENTITY.values()):
        assert secret not in told
    factories.case_in("opened", report=report)
    look_for_work()
    send_mail_of_work(MORNING)
    assert {tuple(one.to) for one in mail.outbox} == {(desk.email,), (leader.email,)}
    assert Report.objects.count() == 1
    page = text_of(browser(desk).get("/desk/reminders/"))
    assert "Reports to take in" in page
    assert browser(desk).post("/desk/reminders/read/").status_code == 302
    assert not Reminder.objects.filter(person=desk, read_at=None).exists()


def test_what_concerns_nobody_is_looked_at_once() -> None:
    factories.office()
    begin()
    factories.report_in("declined")
    look_for_work()
    with CaptureQueriesContext(connection) as asked:
        look_for_work()
    assert len(asked) < 10, "nothing is looked at again"


def test_a_round_asks_as_often_for_many_files_as_for_one_and_reads_before_it_writes() -> None:
    factories.office()
    begin()
    reachable(Duty.DESK)
    asked = []
    for count in (1, 1, 12):
        for _ in range(count):
            factories.file_report()
        with CaptureQueriesContext(connection) as queries:
            assert look_for_work() == count
        asked.append([one["sql"] for one in queries])
    _first, one, many = asked
    assert len(many) == len(one)
    written = next(place for place, sql in enumerate(many) if 'INTO "desk_reminder"' in sql)
    assert not any(sql.startswith("SAVEPOINT") for sql in many[:written])


def test_more_than_a_round_takes_within_ten_minutes_is_gone_through() -> None:
    factories.office()
    begin()
    report = factories.file_report().report
    for _ in range(MOST_ENTRIES + 1):
        record(report, "look", actor=None)
    late = factories.file_report().report
    for _ in range(3):
        look_for_work()
    assert Reminder.objects.filter(entry__subject_id=late.pk).exists()
    assert ReminderRound.objects.get().reached_at > LogEntry.objects.latest("at").at


def test_quiet_hours_one_mail_a_day_and_a_mail_server_that_fails(settings: Any) -> None:
    factories.office()
    begin()
    desk = reachable(Duty.DESK)
    factories.file_report()
    look_for_work()
    assert send_mail_of_work(MORNING.replace(hour=23)) == 0
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert send_mail_of_work(MORNING) == 0
    assert Reminder.objects.get().failure == "ModuleNotFoundError"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    MailChoice.objects.create(person=desk, way="digest", digest_hour=11)
    assert send_mail_of_work(MORNING) == 0
    assert send_mail_of_work(MORNING.replace(hour=12)) == 1
    factories.file_report()
    look_for_work()
    assert send_mail_of_work(MORNING.replace(hour=13)) == 0, "one a day"
    assert send_mail_of_work(MORNING.replace(hour=12) + datetime.timedelta(days=1)) == 1
    assert terms_of(None) == Terms("each", 21, 8, 8)
    assert [Terms("each", 21, 8, 8).is_quiet(hour) for hour in (20, 21, 3, 8)] == [False, True, True, False]
    assert [Terms("each", 12, 14, 8).is_quiet(hour) for hour in (11, 12, 14)] == [False, True, False]


def test_one_press_stops_the_mails_and_one_page_chooses_otherwise() -> None:
    factories.office()
    desk = reachable(Duty.DESK)
    url = reverse("desk:stop_mail", args=[stop_token(desk)])
    stranger = Client(enforce_csrf_checks=True)
    assert "Stop the mails" in text_of(stranger.get(url))
    assert not MailChoice.objects.exists(), "a mail program that looks ahead stops nothing"
    assert stranger.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailChoice.objects.get().way == "none"
    assert stranger.get(url[:-3] + "x/").status_code == 404
    begin()
    factories.file_report()
    look_for_work()
    assert send_mail_of_work(MORNING) == 0
    person = browser(desk)
    assert person.post("/desk/reminders/mail/", {"way": "x", "quiet_from": "99"}).status_code == 400
    answers = {"way": "each", "quiet_from": "0", "quiet_until": "1", "digest_hour": ""}
    assert person.post("/desk/reminders/mail/", answers).status_code == 302
    assert terms_of(MailChoice.objects.get()) == Terms("each", 0, 1, 8)
    assert send_mail_of_work(MORNING) == 1
    stop = re.search(r"<(.+)>", mail.outbox[0].extra_headers["List-Unsubscribe"])
    assert stop
    assert person_of_token(stop[1].rstrip("/").rpartition("/")[2]) == desk


def test_every_queue_can_be_asked_whether_a_file_stands_in_it() -> None:
    factories.office()
    for source in SOURCES:
        person = the(source.duties[0])
        assert source.read(person).filter(pk=1).exists() in (True, False)


def test_who_stands_in_is_reminded_of_that_work_as_long_as_it_lasts() -> None:
    factories.office()
    begin()
    leader, reviewer = reachable(Duty.LEADER), reachable(Duty.REVIEWER)
    today = timezone.localdate()
    standing = {"starts_on": today, "ends_on": today, "reason": "休假", "actor": the(Duty.ADMIN)}
    running = delegate(leader, deputy=reviewer, duty=Duty.LEADER, **standing)
    MailChoice.objects.create(person=reviewer, way="digest", digest_hour=9)
    factories.case_in("opened")
    look_for_work()
    assert send_mail_of_work(MORNING) == 2
    assert {tuple(one.to) for one in mail.outbox} == {(leader.email,), (reviewer.email,)}
    assert mail.outbox[0].body.splitlines()[1] == mail.outbox[1].body.splitlines()[1], "the same work"
    title = TITLES[Reminder.objects.get(person=reviewer).queue]
    assert str(title) in text_of(browser(reviewer).get("/desk/reminders/"))
    end_delegation(running)
    factories.case_in("opened")
    look_for_work()
    assert Reminder.objects.filter(person=reviewer).count() == 1
    assert Reminder.objects.filter(person=leader).count() == 2
