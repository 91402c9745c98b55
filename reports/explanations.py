"""The status of a report in plain words: what it means, and how far the matter has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from reports.bilingual import in_language
from reports.models import Report
from reports.states import StatusWord
from statutes.clocks import ClockRule, get_clock
from workflow.models import Clock, Subject
from workflow.selectors import clocks_of

MEANINGS: dict[str, str | Promise] = {
    StatusWord.RECEIVED: _(
        "It lies sealed with the intake desk, which now decides whether the office is competent."
    ),
    StatusWord.ACCEPTED: _("The office has taken it on and owes you an answer. A team will look into it."),
    StatusWord.DECLINED: _("The reason stands in the notice below. You can report again when you know more."),
    StatusWord.TRANSFERRED: _("Another department is competent and has taken it over."),
    StatusWord.INVESTIGATING: _(
        "Officers check what you reported. The visit can look like an ordinary inspection."
    ),
    StatusWord.VERIFIED: _(
        "The result stands in the notice below. If you disagree, you may object within the period."
    ),
    StatusWord.OBJECTED: _("The matter is checked again. You are told here what came of it."),
    StatusWord.RECHECKED: _("The result stands in the messages below."),
    StatusWord.REWARD_PREPARING: _(
        "What you reported was true. The reward is being worked out and approved."
    ),
    StatusWord.REWARD_READY: _("The amount is approved. Claim it below, with your receipt code alone."),
    StatusWord.REWARD_CLAIMED: _(
        "Only the cashier can read where the money goes. There is nothing more for you to do."
    ),
    StatusWord.REWARD_PAID: _("Thank you. What you did may have saved lives."),
    StatusWord.WITHDRAWN: _("No answer is owed any more. The office may still look into the matter itself."),
    StatusWord.CLOSED: _("Nothing more is due on either side."),
}

# What comes next, and what the reporter can do, also where no period of the law is running.
NEXT: dict[str, str | Promise] = {
    StatusWord.RECEIVED: _(
        "You are told here whether the office takes it on. Until then there is nothing to do."
    ),
    StatusWord.ACCEPTED: _("The result comes here in writing. The office may ask you something below."),
    StatusWord.DECLINED: _("Nothing more follows. Where the notice names a competent body, turn to it."),
    StatusWord.TRANSFERRED: _(
        "That department goes on with it, without your name. Should it send the matter back, this office takes it up"
        " again and you read it here."
    ),
    StatusWord.INVESTIGATING: _(
        "You need not be there and need not say anything. The result comes here in writing."
    ),
    StatusWord.VERIFIED: _("If a reward is due, you are told here; you need not ask for it."),
    StatusWord.OBJECTED: _("Somebody else than before checks it. The result comes here."),
    StatusWord.RECHECKED: _("If a reward is due, you are told here; you need not ask for it."),
    StatusWord.REWARD_PREPARING: _(
        "You are told the intended amount and can contest it; then several people approve it. Doing nothing loses"
        " nothing."
    ),
    StatusWord.REWARD_READY: _("Claim it before the day that is named. Nobody rings you up about it."),
    StatusWord.REWARD_CLAIMED: _("The day of the payment is told here."),
    StatusWord.REWARD_PAID: _("If the money does not arrive, say so below."),
    StatusWord.WITHDRAWN: _("You can report again at any time, with a new code."),
    StatusWord.CLOSED: _("If you are punished for your report, you can say so here at any time."),
}

STAGES: tuple[str | Promise, ...] = (_("Received"), _("Accepted"), _("Checked"), _("Answered"), _("Reward"))
# How many stages lie behind, by the word the reporter is told; words that end the matter early are absent.
REACHED: dict[str, int] = {
    StatusWord.RECEIVED: 1,
    StatusWord.ACCEPTED: 2,
    StatusWord.INVESTIGATING: 2,
    StatusWord.VERIFIED: 4,
    StatusWord.OBJECTED: 4,
    StatusWord.RECHECKED: 4,
    StatusWord.REWARD_PREPARING: 4,
    StatusWord.REWARD_READY: 4,
    StatusWord.REWARD_CLAIMED: 4,
    StatusWord.REWARD_PAID: 5,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stop on the way of a report."""

    title: str | Promise
    status: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A period that the reporter may hold the office to, or must keep: what, until when, on which ground."""

    clock: Clock
    sentence: str
    citation: str

    @property
    def ground(self) -> str:
        """The ground in words."""
        return str(_("basis: %(citation)s")) % {"citation": self.citation}

    @property
    def is_objection(self) -> bool:
        """Whether it is the time in which the reporter may object, and not over yet."""
        return self.clock.rule_id == "tip.objection" and self.remaining > timedelta(0)

    @property
    def rule_id(self) -> str:
        """The rule that sets it, to be read on the page of the rules."""
        return self.clock.rule_id

    @property
    def due_at(self) -> Any:
        """When it ends."""
        return self.clock.due_at

    @property
    def remaining(self) -> timedelta:
        """What is left of it."""
        return self.clock.remaining

    @property
    def is_provisional(self) -> bool:
        """Whether holidays that are not announced yet may move it."""
        return self.clock.is_provisional

    @property
    def stopped_at(self) -> Any:
        """Since when it stands still, or None."""
        return self.clock.stopped_at


def meaning_of(report: Report) -> str | Promise:
    """Explain the report's status in a sentence."""
    return MEANINGS[report.status_word]


def next_for(report: Report) -> str | Promise:
    """Say what comes next in a sentence."""
    return NEXT[report.status_word]


def stages_of(report: Report) -> list[Stage]:
    """Show how far the report has come; empty where it ended before it could be answered."""
    reached = REACHED.get(report.status_word)
    if reached is None:
        return []
    names = ("done", "current", "ahead")
    return [
        Stage(title, names[(number > reached) + (number >= reached)]) for number, title in enumerate(STAGES)
    ]


def promised_to(subject: Subject) -> Sequence[Promised]:
    """List the running periods of a file that concern the reporter as sentences, the nearest first."""
    running = clocks_of(subject).filter(outcome=Clock.Outcome.RUNNING)
    ruled = ((clock, get_clock(clock.rule_id, on=localdate(clock.started_at))) for clock in running)
    return [
        Promised(clock, promise_of(rule, clock.due_at), str(rule.citation))
        for clock, rule in ruled
        if rule.shown_to_reporter
    ]


def promise_of(rule: ClockRule, due_at: datetime) -> str:
    """Say who must do what by when, in the reader's language."""
    due = date_format(localtime(due_at), "DATE_FORMAT")
    return in_language(rule.promise_zh, rule.promise_en).format(due=due)
