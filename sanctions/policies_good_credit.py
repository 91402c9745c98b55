"""Who may move an entry of the good-credit list: nominating and deciding are different people's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from enterprises.models import Unit
from sanctions.states import FINAL, IMPOSED, LISTING_OPEN, ListingState, State
from sanctions.states_measures import STANDING
from statutes.good_credit import is_clean
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import GoodCredit


def obstacles_of(unit: Unit) -> list[Promise]:
    """List, in words, what stands against an entry of a unit now."""
    penalties = unit.penalties.all()
    last = penalties.filter(state__in=IMPOSED).exclude(decided_on=None).order_by("-decided_on").first()
    is_open = penalties.exclude(state__in=[*FINAL, State.PROPOSED]).exists()
    is_listed = unit.listings.filter(state__in=[*LISTING_OPEN, ListingState.LISTED]).exists()
    found = (
        (_("The unit is on the list of dishonest subjects, or has come up for it."), is_listed),
        (_("A penalty proceeding against the unit is open."), is_open),
        (
            _("The unit was penalised within the years in which it must be clean."),
            not is_clean(last.decided_on if last else None, on=timezone.localdate()),
        ),
        (
            _("A further measure against the unit is under way."),
            unit.measures.filter(state__in=STANDING).exists(),
        ),
    )
    return [words for words, stands in found if stands]


def may_nominate(_unit: Any, user: Any) -> Verdict:
    """Let an investigator nominate a unit."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR):
        return ALLOWED
    return refused(_("An investigator nominates a unit for the good-credit list."))


def may_handle(entry: GoodCredit, user: Any) -> Verdict:
    """Let an investigator carry a nomination."""
    return may_nominate(entry.unit, user)


def may_decide(_entry: GoodCredit, user: Any) -> Verdict:
    """Let a leader decide who did not nominate."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("A leader decides on the good-credit list."))


def may_enter(entry: GoodCredit, user: Any) -> Verdict:
    """Let a leader enter a unit that nothing stands against."""
    found = obstacles_of(entry.unit)
    return refused(found[0]) if found else may_decide(entry, user)


def may_end(entry: GoodCredit, user: Any) -> Verdict:
    """Let the calendar end an entry, or a leader with a reason."""
    return ALLOWED if user is None else may_decide(entry, user)


def may_annul(_entry: GoodCredit, user: Any) -> Verdict:
    """Let investigators and leaders take a mistaken move back together."""
    if user is not None and user.has_duty(Duty.LEADER, Duty.INVESTIGATOR):
        return ALLOWED
    return refused(_("Only a leader and an investigator can annul a move of this file."))
