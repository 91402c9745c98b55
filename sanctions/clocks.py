"""The periods of a penalty and of an entry on the list of dishonest subjects."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone

from notices.selectors import served_on_of
from sanctions.models import GoodCredit, Interview, Listing, Measure, Penalty
from sanctions.states import UNENFORCED, Remedy
from sanctions.states_measures import Ground, MeasureKind
from statutes.clocks import due_of, get_clock
from statutes.listing import is_minor_published
from workflow.clocks import clocks_on
from workflow.selectors import running_clock

CLOSING = ("uphold", "reduce", "revoke")
SERVING = ("serve", "decide_on_spot")
OPENING = ("open_review", "open_suit")
# What puts the day to pay off; an instalment that is paid in time does so until the next one.
GRANTING = ("grant_delay", "grant_instalments", "note_part")


def paid_too_late_from(penalty: Penalty) -> datetime.datetime:
    """Return the end of the period to pay, as it is granted now."""
    return running_clock(penalty, "penalty.pay").due_at


def remedies_end(penalty: Penalty) -> datetime.datetime | datetime.date | None:
    """Return when neither review nor suit is open to the party any more (Coercion Law art. 53)."""
    if penalty.remedy == Remedy.SUIT:
        return penalty.remedy_closed_on
    rule_id, since = "remedy.suit", penalty.served_on
    if penalty.remedy == Remedy.REVIEW:
        rule_id, since = "remedy.suit_after_review", penalty.remedy_closed_on
    return due_of(get_clock(rule_id, on=timezone.localdate()), since).due_at if since else None


def court_from(penalty: Penalty) -> datetime.datetime | datetime.date | None:
    """Return from when the court can be applied to: remedies barred, and the time that was granted over (art. 72)."""
    barred = remedies_end(penalty)
    if barred is None or penalty.delayed_to is None:
        return barred
    due = running_clock(penalty, "penalty.pay").due_at
    # A missed instalment ended the time that was granted.
    granted = timezone.localdate(due) if due < timezone.now() else penalty.delayed_to
    day = timezone.localdate(barred) if isinstance(barred, datetime.datetime) else barred
    return barred if day >= granted else granted


def is_withdrawn_from_public(penalty: Penalty) -> bool:
    """Tell whether a changed decision still stands before the public."""
    return penalty.is_published


def is_to_be_published(penalty: Penalty) -> bool:
    """Tell whether a decision must be published: what is minor is not any more."""
    return penalty.publicity_class != "minor" or is_minor_published(on=timezone.localdate())


def is_fined(penalty: Penalty) -> bool:
    """Tell whether there is anything to pay."""
    return penalty.fine_fen > 0


def is_refused_by_court(penalty: Penalty) -> bool:
    """Tell whether the court did not take the application up, or does not enforce."""
    return penalty.ruling in UNENFORCED


def in_class(key: str) -> Callable[[Penalty], bool]:
    """Return what tells whether a penalty belongs to a class of publicity."""

    def is_in_class(penalty: Penalty) -> bool:
        return penalty.publicity_class == key

    return is_in_class


def was_reviewed(penalty: Penalty) -> bool:
    """Tell whether what ended was a reconsideration."""
    return penalty.remedy == Remedy.REVIEW


penalty = clocks_on(
    Penalty.label(),
    at={
        "file": "filed_on",
        "decide": "decided_on",
        "serve": "served_on",
        "decide_on_spot": "served_on",
        "receive_notice": lambda told: served_on_of(told, "penalty_prior_notice"),
        "pay": "paid_on",
        "publish": "published_on",
        "withdraw_publication": "unpublished_on",
        "serve_demand": "demand_served_on",
        "note_acceptance": "court_accepted_on",
        "note_ruling": "ruled_on",
        **dict.fromkeys(OPENING, "remedy_opened_on"),
        **dict.fromkeys(CLOSING, "remedy_closed_on"),
    },
)

# ---- Up to the decision ----------------------------------------------------------------------------------------
penalty(
    "penalty.decide",
    starts="file",
    ends=("decide", "decide_on_spot"),
    cancels=("drop", "cancel"),
    extends=("extend", "extend_further"),
)
# From the notice, and anew from the day on which it was served, where that is proved later.
penalty(
    "hearing.request",
    starts=("notify", "receive_notice"),
    ends="request_hearing",
    cancels=("hear", "drop"),
)
penalty(
    "hearing.notice",
    starts="set_hearing",
    since="hearing_on",
    ends="announce_hearing",
    cancels=("waive_hearing", "drop"),
)

# ---- Service and publication -----------------------------------------------------------------------------------
penalty("penalty.serve", starts="decide", ends="serve")
penalty("penalty.publish", starts="decide", ends="publish", cancels="revoke", when=is_to_be_published)
penalty(
    "penalty.withdraw_publication",
    starts=("reduce", "revoke"),
    ends="withdraw_publication",
    when=is_withdrawn_from_public,
)
for key in ("minor", "general", "serious"):
    penalty(
        f"publicity.{key}.maximum",
        starts="publish",
        since="decided_on",
        ends="withdraw_publication",
        when=in_class(key),
    )
for key in ("general", "serious"):
    penalty(
        f"publicity.{key}.minimum",
        starts="publish",
        since="decided_on",
        cancels="withdraw_publication",
        when=in_class(key),
    )

# ---- Payment, remedies, enforcement ----------------------------------------------------------------------------
penalty(
    "penalty.pay",
    starts=SERVING,
    ends="pay",
    cancels="revoke",
    extends=GRANTING,
    when=is_fined,
)
penalty(
    "penalty.surcharge",
    starts=(*SERVING, *GRANTING),
    since=paid_too_late_from,
    ends=("pay", "end_enforcement"),
    cancels="revoke",
    stops=dict.fromkeys(OPENING, CLOSING),
    when=is_fined,
)
penalty("remedy.review", starts=SERVING, ends="open_review", cancels=("open_suit", "revoke"))
penalty("remedy.suit", starts=SERVING, ends="open_suit", cancels=("open_review", "revoke"))
penalty("remedy.suit_after_review", starts=("uphold", "reduce"), ends="open_suit", when=was_reviewed)
penalty("enforcement.demand", starts="serve_demand", ends="pay", cancels=("apply_to_court", "revoke"))
penalty(
    "enforcement.court",
    starts=(*SERVING, "uphold", "reduce", *GRANTING, "demand"),
    since=court_from,
    ends="apply_to_court",
    cancels=("pay", "revoke", *OPENING),
)
penalty(
    "enforcement.court.accept",
    starts="apply_to_court",
    ends="note_acceptance",
    cancels=("note_ruling", "pay", "revoke"),
)
penalty("enforcement.court.rule", starts="note_acceptance", ends="note_ruling", cancels=("pay", "revoke"))
penalty(
    "enforcement.court.objection",
    starts="note_ruling",
    cancels=("pay", "revoke", "end_enforcement"),
    when=is_refused_by_court,
)

# ---- Interviews ------------------------------------------------------------------------------------------------
interview = clocks_on(Interview.label(), at={"hold": "held_on", "report_back": "reported_on"})

interview("interview.hold", starts="announce", ends="hold", cancels="fail")
interview("interview.within", starts="hold", ends="report_back", cancels="fail")

# ---- Further measures ------------------------------------------------------------------------------------------
measure = clocks_on(Measure.label(), at={"approve": "notified_at", "take_effect": "effective_at"})


def is_ban_of_years(*grounds: Ground) -> Callable[[Measure], bool]:
    """Return what tells whether a measure is a ban for years on one of the grounds."""

    def is_one(found: Measure) -> bool:
        return found.ground in grounds and found.years is not None

    return is_one


measure(
    "power_cut.notice",
    starts="approve",
    cancels=("lift", "fall"),
    when=lambda found: found.kind == MeasureKind.POWER_CUT and not found.is_urgent,
)
for rule_id, ground in (
    ("ban.after_accident", Ground.PUNISHED),
    ("closure.principal_ban", Ground.UNIT_CLOSED),
):
    measure(rule_id, starts="take_effect", cancels=("fall", "wait_again"), when=is_ban_of_years(ground))

# ---- The good-credit list --------------------------------------------------------------------------------------
good = clocks_on(GoodCredit.label(), at={"enter": "listed_on"})

good("good_credit.period", starts="enter", cancels=("remove", "forfeit"))

# ---- The list --------------------------------------------------------------------------------------------------
listing = clocks_on(
    Listing.label(),
    at={
        "enter": "listed_on",
        "restore": "restored_on",
        "register": "registered_on",
        "remove": "removed_on",
        "lift": "removed_on",
    },
)

listing("listing.enter_system", starts="enter", ends="register", cancels=("remove", "lift"))
listing("listing.period", starts=("enter", "restore"), cancels=("remove", "lift"))
listing("listing.early_removal", starts=("enter", "restore"), cancels=("remove", "lift"))
