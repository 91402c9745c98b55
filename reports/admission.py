"""Who may knock: a global budget in place of addresses, so that a factory gate passes and a script does not.

A form carries a ticket that the server signed: which door, for which draft, how hard the sum is, from when it counts
without one. The ticket is all that is remembered of a visitor; no worker and no row waits for anybody. A browser
with scripts works the sum out while its person reads; without scripts the person waits a few seconds instead. Each
ticket opens once. What was let in within the hour makes the next sums harder: every doubling past the budget adds a
bit, for everybody alike.
"""

from __future__ import annotations

import datetime
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha256
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.models import Admission

Door, Way = Admission.Door, Admission.Way

# Four small sums in place of a large one: the time one needs varies half as much.
PARTS = 4
# PBKDF2-HMAC-SHA-256, which every browser computes natively: a script gains nothing by another language.
ROUNDS = 2000
HOUR = datetime.timedelta(hours=1)
# As long as a draft lives. Tickets that opened are remembered so long, then they count as too old anyway.
TICKET_LIFE = datetime.timedelta(hours=2)
_SALT = "reports.admission"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one door lets in within an hour before sums grow harder, how many without a sum, and their wait."""

    an_hour: int
    waits_an_hour: int
    wait: datetime.timedelta


BUDGETS: Mapping[str, Budget] = {
    Door.FILE: Budget(an_hour=300, waits_an_hour=200, wait=datetime.timedelta(seconds=20)),
    Door.LOOK: Budget(an_hour=1200, waits_an_hour=400, wait=datetime.timedelta(seconds=10)),
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form must bring back; `text` is signed, the rest stands in it."""

    text: str
    nonce: str
    bits: int
    opens_at: datetime.datetime

    @property
    def parts(self) -> int:
        """How many sums there are."""
        return PARTS

    @property
    def rounds(self) -> int:
        """How many rounds one try takes."""
        return ROUNDS

    @property
    def seconds(self) -> int:
        """How long it takes until the ticket opens without a sum."""
        return max(0, round((self.opens_at - timezone.now()).total_seconds()))


class Delayed(Exception):
    """Not yet. `reason` is a sentence; the form is drawn again with `ticket` and nothing of it is lost."""

    def __init__(self, reason: str | Promise, ticket: Ticket, *, seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.ticket, self.seconds = reason, ticket, seconds


def is_guarded() -> bool:
    """Tell whether there is anything to work out; a measurement of the rest switches it off."""
    return bool(settings.PROOF_OF_WORK_BITS)


def ticket_for(door: str, *, draft: str = "", posted: Mapping[str, Any] | None = None) -> Ticket | None:
    """Return the ticket for a form: the one that was posted with it as long as that is good, else a new one."""
    if not is_guarded():
        return None
    kept = _read(door, draft, (posted or {}).get("ticket", ""))
    return kept if kept and not _is_spent(kept) else _issue(door, draft)


def admit(door: str, posted: Mapping[str, Any], *, draft: str = "") -> None:
    """Let one request through a door, once for each ticket; raise `Delayed` for what comes too soon."""
    if not is_guarded():
        return
    ticket = _read(door, draft, posted.get("ticket", ""))
    if ticket is None:
        raise Delayed(_("This page was open too long. Press the button once more."), _issue(door, draft))
    if is_solved(ticket, posted.get("answers", "")):
        _refuse_easy(door, draft, ticket)
        _spend(door, draft, ticket, Way.WORK)
    else:
        _refuse_early(door, ticket)
        _spend(door, draft, ticket, Way.WAIT)


def is_solved(ticket: Ticket, answers: str) -> bool:
    """Check the answers. Whatever is sent costs the server no more than the sums of one ticket."""
    told = answers.split(",")
    return len(told) == PARTS and all(
        leading_zeros(try_of(ticket.text, part, answer[:20])) >= ticket.bits
        for part, answer in enumerate(told)
    )


def try_of(text: str, part: int, answer: str) -> bytes:
    """Compute one try."""
    return pbkdf2_hmac("sha256", text.encode(), f"{part}:{answer}".encode(), ROUNDS)


def leading_zeros(digest: bytes) -> int:
    """Count the zero bits at the beginning."""
    return len(digest) * 8 - int.from_bytes(digest).bit_length()


def forget_admissions() -> int:
    """Drop the marks of tickets that are too old to count; return how many."""
    return Admission.objects.filter(at__lt=timezone.now() - TICKET_LIFE - HOUR).delete()[0]


def _issue(door: str, draft: str) -> Ticket:
    nonce, bits, opens_at = secrets.token_hex(16), _bits_now(door), timezone.now() + BUDGETS[door].wait
    told = {
        "nonce": nonce,
        "door": str(door),
        "draft": _mark(draft),
        "bits": bits,
        "opens_at": opens_at.timestamp(),
    }
    return Ticket(signing.dumps(told, salt=_SALT), nonce, bits, opens_at)


def _read(door: str, draft: str, text: str) -> Ticket | None:
    try:
        told = signing.loads(text, salt=_SALT, max_age=TICKET_LIFE)
    except signing.BadSignature:
        return None
    if told["door"] != door or not hmac.compare_digest(told["draft"], _mark(draft)):
        return None
    opens_at = datetime.datetime.fromtimestamp(told["opens_at"], tz=datetime.UTC)
    return Ticket(text, told["nonce"], told["bits"], opens_at)


def _mark(draft: str) -> str:
    return sha256(draft.encode()).hexdigest()[:32]


def _bits_now(door: str) -> int:
    let_in = Admission.objects.filter(door=door, at__gte=timezone.now() - HOUR).count()
    return int(settings.PROOF_OF_WORK_BITS) + (let_in // BUDGETS[door].an_hour).bit_length()


def _refuse_easy(door: str, draft: str, ticket: Ticket) -> None:
    """Refuse a ticket from calmer times: tickets cannot be laid in store for a flood."""
    if ticket.bits + 1 < _bits_now(door):
        reason = _("Many reports are arriving just now, so the sum has grown. Press the button once more.")
        raise Delayed(reason, _issue(door, draft))


def _refuse_early(door: str, ticket: Ticket) -> None:
    now, budget = timezone.now(), BUDGETS[door]
    if now < ticket.opens_at:
        raise Delayed(_early(ticket.seconds + 1), ticket, seconds=ticket.seconds + 1)
    waited = Admission.objects.filter(door=door, way=Way.WAIT, at__gte=now - HOUR).order_by("-at", "-pk")
    last = waited.values_list("at", flat=True)[budget.waits_an_hour - 1 : budget.waits_an_hour].first()
    if last is not None:
        seconds = round((last + HOUR - now).total_seconds()) + 1
        raise Delayed(_crowded(seconds), ticket, seconds=seconds)


def _early(seconds: int) -> Promise:
    return format_lazy(
        _(
            "Please press the button again in {seconds} seconds. Your browser did not work out the sum that keeps "
            "scripts out, so a short wait takes its place. Nothing is lost."
        ),
        seconds=seconds,
    )


def _crowded(seconds: int) -> Promise:
    return format_lazy(
        _(
            "Very many requests without the sum that keeps scripts out are arriving. Press the button again in "
            "{minutes} minutes, use a browser with JavaScript, or call 12350. Nothing is lost."
        ),
        minutes=-(-seconds // 60),
    )


def _is_spent(ticket: Ticket) -> bool:
    return Admission.objects.filter(nonce=ticket.nonce).exists()


def _spend(door: str, draft: str, ticket: Ticket, way: str) -> None:
    try:
        with transaction.atomic():
            Admission.objects.create(door=door, way=way, nonce=ticket.nonce)
    except IntegrityError:
        reason = _("This page has been sent before. Press the button once more if you meant to.")
        raise Delayed(reason, _issue(door, draft)) from None
