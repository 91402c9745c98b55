"""Who may move an entry of the list of dishonest subjects, and when. Handling and deciding are different people's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from sanctions.policies import may_handle
from sanctions.states import IMPOSED
from statutes.listing import WAITING, is_listable
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from sanctions.models import Listing, Penalty

# The conditions of an early removal that are not met yet, in words.
UNMET = {
    WAITING: _("A year on the list is not over yet."),
    "is_performed": _("The penalty is not performed."),
    "is_harm_removed": _("It is not noted that the harm is removed."),
    "has_no_new_dishonesty": _("The unit has come up for the list again."),
    "has_no_ban_running": _("It is not noted that no statutory ban is running."),
}


def may_propose_listing(penalty: Penalty, user: Any) -> Verdict:
    """Let the investigators bring up the party of an imposed penalty, in the sectors that the list covers."""
    if not may_handle(penalty, user):
        return may_handle(penalty, user)
    if penalty.state not in IMPOSED:
        return refused(_("Only who was penalised can come on the list."))
    if not is_listable(penalty.unit.sector):
        return refused(_("The list does not cover the sector of this unit (Order 11, article 2)."))
    return ALLOWED


def may_handle_listing(listing: Listing, user: Any) -> Verdict:
    """Let the investigators of the case carry the listing (who penalises, lists)."""
    if may_handle(listing.penalty, user):
        return ALLOWED
    return refused(_("Only an investigator of the case handles its listing: who penalises, lists."))


def may_decide_listing(listing: Listing, user: Any) -> Verdict:
    """Let a leader who did not handle it decide on the listing."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader decides on a listing."))
    if listing.penalty.case.is_member(user):
        return refused(_("A member of the investigating team cannot decide on the listing."))
    return ALLOWED


def may_enter(listing: Listing, user: Any) -> Verdict:
    """Let a leader list who was told and heard, while the penalty stands that it rests on."""
    if listing.penalty.state not in IMPOSED:
        return refused(_("The penalty that this listing rests on does not stand."))
    return may_decide_listing(listing, user)


def may_register(listing: Listing, user: Any) -> Verdict:
    """Let the investigators note the entry into the credit system, once."""
    if not may_handle_listing(listing, user):
        return may_handle_listing(listing, user)
    return refused(_("The entry was noted already.")) if listing.registered_on else ALLOWED


def may_ask_removal(listing: Listing, user: Any) -> Verdict:
    """Let the investigators note an application that comes after the time of the law, one at a time."""
    if not may_handle_listing(listing, user):
        return may_handle_listing(listing, user)
    if listing.asked_on:
        return refused(_("An application for early removal is under way already."))
    return refused(UNMET[WAITING]) if WAITING in listing.unmet_conditions() else ALLOWED


def may_refuse_removal(listing: Listing, user: Any) -> Verdict:
    """Let a leader refuse an application."""
    verdict = may_decide_listing(listing, user)
    if verdict and not listing.asked_on:
        return refused(_("The party has not asked for early removal."))
    return verdict


def may_remove(listing: Listing, user: Any) -> Verdict:
    """Let the calendar end a listing, or a leader who grants an application whose conditions are all met."""
    if user is None:
        return ALLOWED
    verdict = may_refuse_removal(listing, user)
    unmet = listing.unmet_conditions() if verdict else ()
    return refused(UNMET[unmet[0]]) if unmet else verdict


def may_restore(listing: Listing, user: Any) -> Verdict:
    """Let a leader bring back who was removed early, where that rested on fraud (art. on removal)."""
    if not may_decide_listing(listing, user):
        return may_decide_listing(listing, user)
    if not listing.was_removed_early:
        return refused(_("Only what was removed early on an application can be restored."))
    return ALLOWED
