"""Danger now, at two in the morning: the line is called, it climbs, and whoever is kept away hears nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from accounts.services import delegate
from alarms import services
from alarms.gateways import HttpGateway, LogGateway, NotTaken, Outgoing
from alarms.models import Alarm, Message
from alarms.selectors import alarms_visible_to
from enterprises.services import declare_tie
from reports.models import Report
from tests import factories
from tests.desk.builders import text_of
from tests.factories import WORDS, alarm_in, browser, file_report, on_duty, person, settle, the
from workflow.errors import MoveRefused
from workflow.models import Delivery, LogEntry
from workflow.services import deliver
from workflow.services.deliveries import pending

pytestmark = pytest.mark.django_db
NIGHT = "2026-12-01 02:00+08:00"
MINUTE = datetime.timedelta(minutes=1)


class Deaf(LogGateway):
    """Takes nothing."""

    def send(self, message: Outgoing) -> None:
        raise NotTaken


@pytest.fixture
def clock() -> Any:
    factories.office()
    with time_machine.travel(NIGHT, tick=False) as now:
        yield now


def called(alarm: Alarm, step: int | None = None) -> list[str]:
    calls = alarm.calls.order_by("step", "person__username")
    found = calls if step is None else calls.filter(step=step)
    return [call.person.username for call in found]


def page(alarm: Alarm, user: Any) -> Any:
    return browser(user).get(alarm.get_absolute_url())


# ---- The line --------------------------------------------------------------------------------------------------
def test_the_line_climbs_from_first_to_second_to_the_leaders_and_goes_on_calling(clock: Any) -> None:
    first, second = the(Duty.INVESTIGATOR), the(Duty.DESK)
    on_duty(first, second)
    alarm = alarm_in("raised")
    assert called(alarm) == [first.username]
    clock.shift(4 * MINUTE)
    assert services.climb_alarms() == 0
    for step, expected in enumerate([[second.username], ["leader1"], ["desk1", "leader1"]], start=1):
        clock.shift(5 * MINUTE)
        assert services.climb_alarms() == 1
        assert services.climb_alarms() == 0, "a second worker finds the clock started anew"
        assert set(called(alarm, step)) <= set(expected)
        assert called(alarm, step)
    assert LogEntry.objects.about(alarm).filter(move="climb").count() == 3


def test_whoever_answers_ends_the_climbing(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    alarm = alarm_in("raised")
    response = browser(the(Duty.INVESTIGATOR)).post(
        reverse("alarms:acknowledge", args=[alarm.reference]), {"seen": "raised"}
    )
    assert response.status_code == 302
    clock.shift(60 * MINUTE)
    assert services.climb_alarms() == 0
    client = browser(the(Duty.INVESTIGATOR))
    finish = reverse("alarms:finish", args=[alarm.reference])
    assert client.post(finish, {"seen": "acknowledged", "note": ""}).status_code == 400
    assert client.post(finish, {"seen": "acknowledged", "note": "人员已撤出。"}).status_code == 302
    assert Alarm.objects.get().state == "done"
    assert "人员已撤出。" in text_of(page(alarm, the(Duty.LEADER)))


def test_two_who_answer_at_once_do_not_both_have_it(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    alarm = alarm_in("raised")
    url = reverse("alarms:acknowledge", args=[alarm.reference])
    assert browser(the(Duty.DESK)).post(url, {"seen": "raised"}).status_code == 302
    assert browser(the(Duty.INVESTIGATOR)).post(url, {"seen": "raised"}).status_code == 409
    assert Alarm.objects.get().holder == the(Duty.DESK)


def test_handing_on_calls_the_next_at_once(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    alarm = alarm_in("raised")
    url = reverse("alarms:hand_on", args=[alarm.reference])
    assert browser(the(Duty.INVESTIGATOR)).post(url, {"seen": "raised"}).status_code == 302
    assert called(alarm, 1) == ["desk1"]
    again = browser(the(Duty.INVESTIGATOR)).post(url, {"seen": "raised"})
    assert again.status_code == 403, "a second tap passes over nobody"
    assert called(alarm, 2) == []


def test_whoever_was_not_called_takes_nothing(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    alarm = alarm_in("raised")
    with pytest.raises(MoveRefused):
        services.acknowledge_alarm(alarm, actor=the(Duty.REVIEWER))
    services.acknowledge_alarm(alarm, actor=the(Duty.INVESTIGATOR))
    with pytest.raises(MoveRefused):
        services.finish_alarm(alarm, actor=the(Duty.DESK), note="x")


# ---- Nobody on duty --------------------------------------------------------------------------------------------
def test_with_nobody_on_duty_leaders_and_desk_are_called_at_once_and_warned(clock: Any) -> None:
    warning = "Nobody is on duty now."
    assert warning in text_of(browser(the(Duty.DESK)).get("/desk/"))
    assert called(alarm_in("raised")) == ["desk1", "leader1"]
    on_duty(the(Duty.INVESTIGATOR))
    assert warning not in text_of(browser(the(Duty.DESK)).get("/desk/"))


def test_no_danger_no_alarm(clock: Any) -> None:
    file_report()
    settle()
    assert not Alarm.objects.exists()


# ---- Conflicts of interest -------------------------------------------------------------------------------------
def test_whoever_is_tied_to_the_unit_is_passed_over_and_sees_nothing(clock: Any) -> None:
    first, second, unit = the(Duty.INVESTIGATOR), the(Duty.DESK), factories.unit()
    declare_tie(unit, actor=first, why="兄弟在该单位工作。")
    on_duty(first, second)
    alarm = alarm_in("raised", report=file_report(about=unit, is_danger_now=True).report)
    for _ in range(4):
        clock.shift(6 * MINUTE)
        services.climb_alarms()
    assert first.username not in called(alarm)
    assert called(alarm, 0) == [second.username]
    assert not Message.objects.filter(person=first).exists()
    assert (page(alarm, first).status_code, page(alarm, second).status_code) == (404, 200)
    assert alarm.reference not in text_of(browser(first).get(reverse("alarms:list")))


def test_a_tie_that_is_declared_later_takes_the_alarm_away(clock: Any) -> None:
    unit = factories.unit()
    alarm = alarm_in("raised", report=file_report(about=unit, is_danger_now=True).report)
    declare_tie(unit, actor=the(Duty.LEADER), why="持有该单位股份。")
    assert page(alarm, the(Duty.LEADER)).status_code == 404
    assert not alarms_visible_to(the(Duty.LEADER)).exists()


def test_a_tip_against_the_office_calls_supervision_alone(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR), the(Duty.DESK))
    tip = file_report(is_danger_now=True, kind="inaction", accused_agency=factories.agency()).report
    assert tip.is_internal
    alarm = alarm_in("raised", report=tip)
    assert called(alarm) == ["supervision1"]
    assert page(alarm, the(Duty.LEADER)).status_code == 404
    assert page(alarm, the(Duty.SUPERVISION)).status_code == 200


# ---- What is sent ----------------------------------------------------------------------------------------------
def test_a_message_names_the_alarm_and_no_word_of_the_tip(clock: Any, settings: Any) -> None:
    settings.MESSAGE_GATEWAYS = {"mail": "alarms.gateways.MailGateway"}
    officer = person("officer", Duty.INVESTIGATOR)
    services.keep_contact(officer, email="officer@example.cn", phone="")
    on_duty(officer)
    alarm = alarm_in("raised")
    (sent,) = mail.outbox
    assert sent.to == ["officer@example.cn"]
    assert alarm.reference in sent.body
    tip = Report.objects.get()
    for secret in (WORDS, tip.reference, tip.unit_name, tip.get_kind_display(), "甄举报"):
        assert secret not in sent.subject + sent.body


def test_whoever_no_message_reaches_is_passed_over_while_another_can_be(clock: Any, settings: Any) -> None:
    settings.MESSAGE_GATEWAYS = {"mail": "alarms.gateways.MailGateway"}
    services.keep_contact(the(Duty.LEADER), email="leader@example.cn", phone="")
    assert called(alarm_in("raised")) == ["leader1"]


def test_a_dead_gateway_keeps_no_other_back_and_is_tried_again(clock: Any, settings: Any) -> None:
    settings.MESSAGE_GATEWAYS = {"sms": f"{__name__}.Deaf", "log": "alarms.gateways.LogGateway"}
    on_duty(the(Duty.INVESTIGATOR))
    file_report(is_danger_now=True)
    for _ in range(3):
        for key in list(pending().values_list("pk", flat=True)):
            deliver(key)
    states = dict(Message.objects.values_list("channel", "sent_at"))
    assert states["sms"] is None
    assert states["log"] is not None
    assert Message.objects.get(channel="sms").failure == "NotTaken"
    settings.MESSAGE_GATEWAYS = {"sms": "alarms.gateways.LogGateway", "log": f"{__name__}.Deaf"}
    Delivery.objects.update(lease_until=Now())  # the wait is over by the database's clock
    settle()
    assert not Message.objects.filter(sent_at=None).exists(), "what was sent is not sent again"


def test_a_worker_that_dies_leaves_the_call_in_the_outbox(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR))
    file_report(is_danger_now=True)
    raising = Delivery.objects.get(subscriber="reports.tasks.raise_the_alarm")
    deliver(raising.pk)
    sending = Delivery.objects.get(subscriber="alarms.tasks.send_calls")
    Delivery.objects.filter(pk=sending.pk).update(lease_until=Now() + MINUTE, attempts=1)  # and it dies
    assert not deliver(sending.pk)
    Delivery.objects.filter(pk=sending.pk).update(lease_until=Now())
    assert deliver(sending.pk)
    assert Message.objects.get().sent_at == timezone.now()


def test_an_alarm_is_raised_once(clock: Any) -> None:
    alarm = alarm_in("raised")
    assert services.raise_alarm(Report.objects.get()) == alarm
    assert Alarm.objects.count() == 1


def test_the_provider_gets_number_text_and_key(settings: Any, provider: Any) -> None:
    settings.MESSAGE_HTTP = {"sms": (provider.url, "secret")}
    gateway = HttpGateway("sms")
    gateway.send(Outgoing("WX-2026-000001/0/7", "19900000001", "t", "紧急险情"))
    headers, body = provider.taken[0]
    assert body == {"channel": "sms", "to": "19900000001", "title": "t", "text": "紧急险情"}
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == "WX-2026-000001/0/7"
    provider.status = 503
    with pytest.raises(NotTaken):
        gateway.send(Outgoing("k", "1", "t", "x"))


# ---- The page --------------------------------------------------------------------------------------------------
def test_the_page_says_what_where_which_unit_and_since_when(clock: Any) -> None:
    on_duty(the(Duty.INVESTIGATOR))
    alarm = alarm_in("raised")
    unit = Report.objects.get().unit
    shown = text_of(page(alarm, the(Duty.INVESTIGATOR)))
    for fact in ("A hazard that can lead to an accident", unit.name, unit.address, "I have it", "Hand on"):
        assert fact in shown
    assert WORDS not in shown
    assert "Open the report" not in shown, "an investigator on duty does not see the report"
    assert "Open the report" in text_of(page(alarm, the(Duty.DESK)))
    assert alarm.reference in text_of(browser(the(Duty.INVESTIGATOR)).get("/desk/"))


def test_who_stands_in_for_a_leader_is_called_like_one(clock: Any) -> None:
    factories.office()
    leader, reviewer = the(Duty.LEADER), the(Duty.REVIEWER)
    today = timezone.localdate()
    standing = {"starts_on": today, "ends_on": today, "reason": "休假", "actor": the(Duty.ADMIN)}
    delegate(leader, deputy=reviewer, duty=Duty.LEADER, **standing)
    assert called(alarm_in("raised")) == ["desk1", "leader1", reviewer.username]
