"""Sessions of the staff: idle and longest time, seen and ended from another one."""

from __future__ import annotations

import datetime
import uuid
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from desk.models import StaffSession

STARTED: Final = "desk.started"
SEEN: Final = "desk.seen"
# Writing at every page would cost more than the page.
NOTED_EACH: Final = datetime.timedelta(minutes=1)


def begin_staff_session(request: HttpRequest, user: User) -> None:
    """Note a session that has just begun."""
    now = timezone.now()
    request.session[STARTED] = request.session[SEEN] = now.timestamp()
    if request.session.session_key is None:
        request.session.save()
    StaffSession.objects.update_or_create(
        session_key=request.session.session_key, defaults={"user": user, "started_at": now, "seen_at": now}
    )


def see_session(request: HttpRequest) -> bool:
    """Note that the session is at work; tell whether it may go on."""
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        return True
    now = timezone.now().timestamp()
    if now - seen > settings.STAFF_IDLE_SECONDS or now - started > settings.STAFF_LONGEST_SECONDS:
        return False
    if now - seen > NOTED_EACH.total_seconds():
        request.session[SEEN] = now
        mine = StaffSession.objects.filter(session_key=request.session.session_key)
        mine.update(seen_at=timezone.now())
    return True


def end_session(user: User, handle: uuid.UUID) -> None:
    """End one of a person's own sessions."""
    _end(list(StaffSession.objects.filter(user=user, handle=handle)))


def end_other_sessions(user: User, *, keep: str | None) -> None:
    """End all sessions of a person but one: at a change of password, or when something was stolen."""
    _end(list(StaffSession.objects.filter(user=user).exclude(session_key=keep or "")))


def _end(rows: list[StaffSession]) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    StaffSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
