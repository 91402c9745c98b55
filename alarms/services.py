"""Writes of the roster and of alarms. Every call is written with the move that makes it, and sent by the worker."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from alarms.messages import send_messages, write_message
from alarms.models import Alarm, Call, Contact, Message, Shift
from alarms.selectors import line_of
from alarms.states import State
from workflow.models import Clock, LogEntry, Subject
from workflow.services import advance, begin

RINGING = "alarm.acknowledge"


# ---- Alarms ----------------------------------------------------------------------------------------------------
def raise_alarm(about: Subject) -> Alarm:
    """Raise the alarm on a file, and call the first in line; a second time finds it raised."""
    try:
        with transaction.atomic():
            alarm = Alarm(about_label=about.label(), about_id=about.pk)
            begin(alarm, move="raise", actor=None)
            _call_next(alarm)
            return alarm
    except IntegrityError:
        found: Alarm = Alarm.objects.get(about_label=about.label(), about_id=about.pk)
        return found


def _call_next(alarm: Alarm) -> None:
    """Call the first step of the line in which somebody has not been called; after the last, that one again."""
    called = set(alarm.calls.values_list("person_id", flat=True))
    line = line_of(alarm)
    fresh = ([person for person in step if person.pk not in called] for step in line)
    people = next((step for step in fresh if step), line[-1] if line else [])
    for person in people:
        Call.objects.create(alarm=alarm, person=person, step=alarm.step)
        _write_call(alarm, person)


def _write_call(alarm: Alarm, person: User) -> None:
    url = f"{settings.DESK_BASE_URL}{alarm.get_absolute_url()}"
    with override(settings.LANGUAGE_CODE):
        write_message(
            person,
            about=alarm.reference,
            key=f"{alarm.reference}/{alarm.step}",
            title=_("Danger now: %(reference)s") % {"reference": alarm.reference},
            text=_("Danger now: %(reference)s. Open %(url)s and say that you have it.")
            % {"reference": alarm.reference, "url": url},
        )


def send_calls(alarm: Alarm) -> None:
    """Send the calls of an alarm that nobody has taken yet; what was sent is not sent again."""
    if alarm.state == State.RAISED:
        waiting = Message.objects.filter(about=alarm.reference, sent_at=None)
        send_messages(waiting.select_related("person__contact"))


def climb_alarms() -> int:
    """Call the next in line of every alarm that rang in vain; return how many moved on."""
    ringing = Clock.objects.filter(
        subject_label=Alarm.label(),
        rule_id=RINGING,
        outcome=Clock.Outcome.RUNNING,
        due_at__lte=timezone.now(),
    )
    return sum(_climb(key) for key in ringing.order_by("due_at").values_list("subject_id", flat=True))


@transaction.atomic
def _climb(key: int) -> bool:
    """Move one on, unless another worker has, or somebody took it in the meantime."""
    alarm = Alarm.objects.select_for_update().get(pk=key)
    is_due = Clock.objects.filter(
        subject_label=Alarm.label(),
        subject_id=key,
        rule_id=RINGING,
        outcome=Clock.Outcome.RUNNING,
        due_at__lte=timezone.now(),
    ).exists()
    if not is_due or alarm.state != State.RAISED:
        return False
    advance(alarm, "climb", actor=None)
    _call_next(alarm)
    return True


def acknowledge_alarm(alarm: Alarm, *, actor: User) -> LogEntry:
    """Take the danger in hand."""
    return advance(alarm, "acknowledge", actor=actor, holder=actor)


@transaction.atomic
def hand_on_alarm(alarm: Alarm, *, actor: User) -> LogEntry:
    """Give it to the next in line, who is called at once."""
    entry = advance(alarm, "hand_on", actor=actor)
    _call_next(alarm)
    return entry


def finish_alarm(alarm: Alarm, *, actor: User, note: str) -> LogEntry:
    """Say what was done."""
    return advance(alarm, "finish", actor=actor, note=note)


# ---- The roster ------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_shifts(
    shifts: Sequence[Shift], *, since: datetime.datetime, until: datetime.datetime, actor: User
) -> None:
    """Put a month's shifts on the roster in place of those that began in it; the replaced ones stay on record."""
    standing = Shift.objects.filter(replaced_at=None, starts_at__gte=since, starts_at__lt=until)
    standing.update(replaced_at=timezone.now())
    for shift in shifts:
        shift.entered_by = actor
    Shift.objects.bulk_create(shifts)


def keep_contact(person: User, **addresses: Any) -> None:
    """Keep how a person is reached."""
    Contact.objects.update_or_create(person=person, defaults=addresses)
