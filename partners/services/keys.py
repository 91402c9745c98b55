"""Writes of partners and their keys, and the door at which a key is shown."""

from __future__ import annotations

import datetime
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from partners import policies, problems
from partners.models import Key, Meter, Partner
from partners.problems import Problem
from partners.states import Scope, State
from reports.models import name_known_as
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

# cs, what finds the key, what proves it: 256 random bits, so that one plain digest is enough.
SHAPE = re.compile(r"cs_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
HANDLE_BYTES = 6
SECRET_BYTES = 32
MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner at the door, with the key that was shown. The secret seals what is answered."""

    partner: Partner
    key: Key
    secret: bytes = field(repr=False)


# ---- What the administrator does -------------------------------------------------------------------------------
def connect_partner(*, name: str, kind: str, agency: Agency | None, actor: User) -> Partner:
    """Connect a partner; it can do nothing until it has a key."""
    refuse_unless(policies.may_connect(actor))
    partner = Partner(name=name_known_as(name), kind=kind, agency=agency)
    try:
        with transaction.atomic():
            begin(partner, move="connect", actor=actor)
    except IntegrityError as error:
        raise MoveRefused(_("There is a partner of this name or for this agency already.")) from error
    return partner


@transaction.atomic
def end_partner(partner: Partner, *, actor: User, note: str = "") -> LogEntry:
    """End a connection; its keys are withdrawn with it."""
    entry = advance(partner, "end", actor=actor, note=note)
    partner.keys.filter(withdrawn_at=None).update(withdrawn_at=entry.at)
    return entry


@transaction.atomic
def make_key(
    partner: Partner,
    *,
    scopes: Iterable[str],
    expires_on: datetime.date,
    a_minute: int,
    a_day: int,
    actor: User,
) -> tuple[Key, str]:
    """Make a key and return it with its text, which is shown once and stored nowhere."""
    refuse_unless(policies.may_manage(partner, actor))
    if partner.state != State.ACTIVE:
        raise MoveRefused(_("This partner is no longer connected."))
    handle, secret = secrets.token_hex(HANDLE_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    wanted = set(scopes)
    key = Key.objects.create(
        partner=partner,
        handle=handle,
        digest=sha256(secret.encode()).hexdigest(),
        expires_on=expires_on,
        a_minute=a_minute,
        a_day=a_day,
        made_by=actor,
        **{f"may_{scope.value}": scope in wanted for scope in Scope},
    )
    Meter.objects.create(key=key)
    record(partner, "make_key", actor=actor, note=handle)
    return key, f"cs_{handle}_{secret}"


@transaction.atomic
def withdraw_key(key: Key, *, actor: User) -> None:
    """Withdraw a key: from now on it opens nothing."""
    refuse_unless(policies.may_manage(key.partner, actor))
    if Key.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record(key.partner, "withdraw_key", actor=actor, note=key.handle)


# ---- The door --------------------------------------------------------------------------------------------------
def admit(text: str, scope: str) -> Caller:
    """Let in whoever shows a good key, count it, and say whether the key is for this."""
    match = SHAPE.fullmatch(text)
    key = Key.objects.select_related("partner").filter(handle=match[1]).first() if match else None
    shown = sha256(match[2].encode() if match else b"").hexdigest()
    is_right = hmac.compare_digest(shown, key.digest if key else "0" * len(shown))
    if not (match and key and is_right and key.is_good and key.partner.state == State.ACTIVE):
        raise Problem(problems.NO_KEY, headers={"WWW-Authenticate": "Bearer"})
    _count(key)
    if scope not in key.scopes:
        raise Problem(problems.NOT_FOR_THIS_KEY)
    return Caller(key.partner, key, match[2].encode())


def _count(key: Key) -> None:
    """Count one request in one statement: whoever comes at the same moment waits for the row, not for us."""
    now = timezone.localtime()
    minute, today = now.replace(second=0, microsecond=0), now.date()
    minute_is_full = Q(minute=minute, in_minute__gte=key.a_minute)
    day_is_full = Q(day=today, on_day__gte=key.a_day)
    counted = Meter.objects.filter(~(minute_is_full | day_is_full), key=key).update(
        in_minute=Case(When(minute=minute, then=F("in_minute") + 1), default=1),
        minute=minute,
        on_day=Case(When(day=today, then=F("on_day") + 1), default=1),
        day=today,
    )
    if not counted:
        is_day = Meter.objects.filter(day_is_full, key=key).exists()
        tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
        wait = (tomorrow if is_day else minute + MINUTE) - now
        raise Problem(problems.TOO_OFTEN, headers={"Retry-After": str(int(wait.total_seconds()) + 1)})
