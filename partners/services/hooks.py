"""Calls to partners' programs: one row for each event and hook, signed, tried again until they arrive."""

from __future__ import annotations

import base64
import datetime
import json
import logging
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from accounts.models import User
from partners import policies
from partners.calling import CannotCall, call
from partners.models import Call, Hook, Partner
from partners.states import Event, State
from vault import sealing
from workflow.models import LogEntry
from workflow.services import record
from workflow.verdicts import refuse_unless

logger = logging.getLogger("partners")

SECRET_BYTES = 32
# The rhythm that Standard Webhooks names: a moment first, then ever longer, for about three days.
WAITS = tuple(
    datetime.timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)))
)
# A worker that died in the middle of a call holds it no longer than this.
LEASE = datetime.timedelta(minutes=1)
CHANGE_OVER = datetime.timedelta(days=1)
BATCH = 200


# ---- What the administrator does -------------------------------------------------------------------------------
@transaction.atomic
def set_hook(partner: Partner, *, address: str, actor: User) -> str:
    """Say where a partner is called; return the secret of a new hook, and nothing for one that had one."""
    refuse_unless(policies.may_manage(partner, actor))
    hook = Hook.objects.filter(partner=partner).first()
    record(partner, "set_hook", actor=actor, note=address)
    if hook is not None:
        Hook.objects.filter(pk=hook.pk).update(address=address, is_on=True)
        return ""
    secret = _new_secret()
    Hook.objects.create(partner=partner, address=address, sealed_secret=_seal(secret))
    return secret


@transaction.atomic
def switch_hook_off(partner: Partner, *, actor: User) -> None:
    """Call a partner no more. What waits is given up and can be told later."""
    refuse_unless(policies.may_manage(partner, actor))
    Hook.objects.filter(partner=partner).update(is_on=False)
    Call.objects.filter(hook__partner=partner, arrived_at=None).update(next_at=None)
    record(partner, "switch_hook_off", actor=actor)


@transaction.atomic
def rotate_secret(hook: Hook, *, actor: User) -> str:
    """Make a new secret; for a day the former signs along."""
    refuse_unless(policies.may_manage(hook.partner, actor))
    secret = _new_secret()
    Hook.objects.filter(pk=hook.pk).update(
        sealed_secret=_seal(secret),
        former_secret=hook.sealed_secret,
        former_until=timezone.now() + CHANGE_OVER,
    )
    record(hook.partner, "rotate_secret", actor=actor)
    return secret


@transaction.atomic
def call_again(told: Call, *, actor: User) -> None:
    """Try a call again from the beginning of its rhythm."""
    refuse_unless(policies.may_manage(told.hook.partner, actor))
    if Call.objects.filter(pk=told.pk, arrived_at=None).update(next_at=timezone.now(), attempts=0):
        record(told.hook.partner, "call_again", actor=actor, note=told.reference)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _seal(secret: str) -> bytes:
    return sealing.seal_secret(secret.encode(), bytes.fromhex(settings.HOOK_SEALING_KEY))


# ---- The outbox ------------------------------------------------------------------------------------------------
def note_call(partner: Partner | None, entry: LogEntry, event: Event, reference: str) -> None:
    """Put one call for this entry into the outbox; noting it twice notes it once."""
    hook = Hook.objects.filter(partner=partner, is_on=True).first() if partner else None
    if hook is not None:
        given = {"event": event, "reference": reference}
        Call.objects.get_or_create(hook=hook, entry=entry, defaults=given)


def make_due_calls() -> int:
    """Make the calls whose turn has come; return how many arrived."""
    due = Call.objects.filter(arrived_at=None, next_at__lte=timezone.now(), hook__is_on=True)
    due = due.filter(hook__partner__state=State.ACTIVE).order_by("next_at", "pk")
    return sum(make_call(key) for key in due.values_list("pk", flat=True)[:BATCH])


def make_call(key: int) -> bool:
    """Make one call if it is due and free, and note what came of it."""
    now = timezone.now()
    claimed = Call.objects.filter(pk=key, arrived_at=None, next_at__lte=now)
    if not claimed.update(next_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    told = Call.objects.select_related("hook__partner", "entry").get(pk=key)
    try:
        failure = _failure_of(call(told.hook.address, *_signed(told, now)))
    except CannotCall as error:
        failure = str(error)
    if failure:
        wait = WAITS[told.attempts - 1] if told.attempts <= len(WAITS) else None
        Call.objects.filter(pk=key).update(failure=failure, next_at=timezone.now() + wait if wait else None)
        logger.warning("call %(call)s failed: %(failure)s", {"call": key, "failure": failure})
        return False
    Call.objects.filter(pk=key).update(arrived_at=timezone.now(), next_at=None, failure="")
    return True


def _failure_of(status: int) -> str:
    return "" if 200 <= status < 300 else f"status {status}"


def _signed(told: Call, now: datetime.datetime) -> tuple[bytes, dict[str, str]]:
    """Return the body, and the headers by which the partner knows that it is ours, new, and told once."""
    body = json.dumps(
        {
            "type": told.event,
            "timestamp": told.entry.at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
            "data": {"reference": told.reference},
        }
    )
    name = f"call_{told.hook_id}_{told.entry_id}"
    signatures = [Webhook(secret).sign(name, now, body) for secret in _secrets_of(told.hook, now)]
    return body.encode(), {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _secrets_of(hook: Hook, now: datetime.datetime) -> list[str]:
    sealed = [bytes(hook.sealed_secret)]
    if hook.former_until and hook.former_until > now:
        sealed.append(bytes(hook.former_secret))
    key = bytes.fromhex(settings.HOOK_SEALING_KEY)
    return [sealing.open_secret(one, key).decode() for one in sealed]
