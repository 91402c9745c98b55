"""Writes of disclosures: a custodian asks, a leader peels the outer envelope, the custodian opens it for minutes.

Neither can do it alone, even with the whole database: the leader's key opens the outer envelope and the custodian's the
inner one (settled question 1). Every look is in the log, and the reporter is told that it happened.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from reports import policies
from reports.models import Disclosure, Report
from reports.selectors import identity_of
from reports.services import tell_reporter
from reports.states import DisclosureState
from statutes.calendar import deadline
from statutes.rules import HOME, get_rule
from vault.errors import NoKey
from vault.services import destroy_handover, hand_over, open_handover
from workflow.errors import MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless


def ask_for_identity(report: Report, *, actor: User, ground: str, reason: str) -> Disclosure:
    """Ask to open the identity of a reporter, on a ground and with a reason."""
    refuse_unless(policies.may_ask(report, actor))
    if identity_of(report) is None:
        raise MoveRefused(gettext_lazy("No identity is sealed with this report."))
    disclosure = Disclosure(report=report, asked_by=actor, ground=ground, reason=reason)
    try:
        with transaction.atomic():
            begin(disclosure, move="ask", actor=actor)
    except IntegrityError as error:
        raise MoveRefused(gettext_lazy("You have asked for this identity already.")) from error
    return disclosure


@transaction.atomic
def approve_disclosure(disclosure: Disclosure, *, actor: User, identity: str, note: str = "") -> LogEntry:
    """Agree: peel the outer envelope with `identity`, the leader's key, and hand what is inside to the one who asked.

    Raises `CannotOpen` when this leader's key is not among the readers.
    """
    entry = advance(
        disclosure, "approve", actor=actor, note=note, by=actor, until=_end_of("disclosure.approval")
    )
    envelope = identity_of(disclosure.report)
    if envelope is None:
        raise MoveRefused(gettext_lazy("No identity is sealed with this report."))
    try:
        hand_over(envelope, identity=identity, to=disclosure.asked_by, subject=disclosure)
    except NoKey as error:
        raise MoveRefused(gettext_lazy("The custodian who asked has no key in use.")) from error
    return entry


def decline_disclosure(disclosure: Disclosure, *, actor: User, note: str) -> LogEntry:
    """Refuse, with the reason."""
    return advance(disclosure, "decline", actor=actor, note=note, by=actor)


@transaction.atomic
def withdraw_disclosure(disclosure: Disclosure, *, actor: User, note: str = "") -> LogEntry:
    """Stop it before it is opened; what was handed over is erased."""
    entry = advance(disclosure, "withdraw", actor=actor, note=note)
    destroy_handover(disclosure)
    return entry


def open_identity(disclosure: Disclosure, *, actor: User, identity: str) -> dict[str, Any]:
    """Open the identity in the custodian's session, with `identity` its key; every look is written to the log.

    Raises `MoveRefused` for anybody else, `StalePage` when the time is over and `CannotOpen` when the key does not fit.
    """
    refuse_unless(policies.may_open_identity(disclosure, actor))
    if is_over(disclosure):
        expire_disclosure(disclosure)
    if disclosure.state not in (DisclosureState.APPROVED, DisclosureState.OPENED):
        raise StalePage(
            gettext_lazy("The time for opening this identity is over, or nobody has agreed to it.")
        )
    opened = open_handover(disclosure, identity=identity)
    with transaction.atomic():
        if disclosure.state == DisclosureState.APPROVED:
            advance(disclosure, "open", actor=actor, until=_end_of("disclosure.opening"))
            said, gloss = _told(disclosure, "zh-hans"), _told(disclosure, "en")
            tell_reporter(disclosure.report, text=said, text_en=gloss)
        record(disclosure, "look", actor=actor)
    return opened


@transaction.atomic
def expire_disclosure(disclosure: Disclosure) -> None:
    """End it when its time is over; what was handed over is erased."""
    advance(disclosure, "expire", actor=None)
    destroy_handover(disclosure)


def expire_disclosures() -> None:
    """End whatever is over by now."""
    running = (DisclosureState.APPROVED, DisclosureState.OPENED)
    for disclosure in Disclosure.objects.filter(state__in=running, until__lte=timezone.now()):
        expire_disclosure(disclosure)


def is_over(disclosure: Disclosure) -> bool:
    """Tell whether the time to open it, or to look at it, has run out."""
    running = disclosure.state in (DisclosureState.APPROVED, DisclosureState.OPENED)
    return running and disclosure.until is not None and disclosure.until <= timezone.now()


def _end_of(rule_id: str) -> datetime.datetime:
    period = get_rule(rule_id, place=HOME, on=timezone.localdate()).period
    return deadline(timezone.now(), period).due_at


def _told(disclosure: Disclosure, language: str) -> str:
    """Say to the reporter that it happened: when, on what ground, by which duties."""
    with override(language):
        said = _(
            "On %(when)s your name and contact were opened by a custodian of identities with the consent of a "
            "leader. Ground: %(ground)s. What was seen stays with them; each look is in the log."
        )
        when = date_format(timezone.localtime(disclosure.opened_at), "DATETIME_FORMAT")
        return said % {"when": when, "ground": disclosure.get_ground_display()}
