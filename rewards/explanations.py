"""A reward in plain words for who holds the receipt: how it comes about, dates, what to do, what stays secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.bilingual import in_language
from reports.explanations import promised_to
from rewards.matters import told_steps
from rewards.models import Reward
from rewards.selectors import last_contest
from rewards.states import IN_APPROVAL, Answer, State

# When the reporter may read the amount: it was told, and nothing has taken it away since.
AMOUNT_TOLD = (
    State.TOLD,
    State.REEXAMINED,
    *IN_APPROVAL,
    State.APPROVED,
    State.CLAIMED,
    State.PAID,
    State.LAPSED,
)
CONTESTABLE = (State.TOLD, State.REFUSED)

NOW: dict[str, str | Promise] = {
    State.ASSESSED: _("Nothing. The conditions are being looked at; then you are told the intended amount."),
    State.TOLD: _(
        "Read how the amount comes about. If you agree, say so and it goes on at once. If you do nothing, it goes on"
        " with this amount after the day below: silence never loses the reward."
    ),
    State.CONTESTED: _("Nothing. Somebody who did not assess it looks at it again and answers you here."),
    State.REEXAMINED: _("Nothing. The amount now goes to those who approve it."),
    State.APPROVED: _("Claim it below, with your receipt. Nobody rings you up about it."),
    State.CLAIMED: _("Nothing. The cashier pays; the day is told here."),
    State.PAID: _("Nothing. If the money does not arrive, write to the office or ring."),
    State.REFUSED: _("If you do not agree, say so: somebody who did not decide it looks at it again."),
    State.LAPSED: _("Ring the hotline: with a good reason the reward can be revived."),
    **dict.fromkeys(
        IN_APPROVAL, _("Nothing. Several people approve the amount; then you are told how to claim it.")
    ),
}

SECRECY: tuple[str | Promise, ...] = (
    _("Your name stands on no paper and in no list of this reward, only the number of your report."),
    _("Those who approve and pay see that number, the amount and the rules, not what you reported."),
    _("Where the money goes is sealed to the cashier. At the window nobody asks your name."),
    _("The unit is never told that there was a report, or a reward."),
)


@dataclass(frozen=True, slots=True)
class Day:
    """What happened to the reward, and when."""

    what: str | Promise
    at: Any


def steps_of(reward: Reward) -> list[dict[str, str]]:
    """List the steps of the calculation in the reader's language, each with its result and its rule."""
    return [
        {
            "text": in_language(step["sentence_zh"], step["sentence_en"]),
            "result": step["result"],
            "citation": step["citation"],
            "rule_id": step["rule_id"],
        }
        for step in told_steps(reward)
    ]


def conditions_of(reward: Reward) -> list[dict[str, Any]]:
    """List the conditions that apply as the reporter reads them: the words, the rule, met or not. No evidence."""
    applied = [check for check in reward.checks.all() if check.answer in (Answer.YES, Answer.NO)]
    return [
        {
            "text": in_language(check.words["zh"], check.words["en"]),
            "citation": check.citation,
            "rule_id": check.rule_id,
            "is_met": check.answer == Answer.YES,
        }
        for check in applied
        if check.is_settled
    ]


def days_of(reward: Reward) -> Iterator[Day]:
    """List what has happened so far, in its order."""
    contest = last_contest(reward)
    days = [
        Day(_("Assessment opened"), reward.created_at),
        Day(_("You were told"), reward.told_at),
        Day(_("You contested it"), contest.at if contest else None),
        Day(_("It was re-examined"), contest.decided_at if contest else None),
        Day(_("Approved"), reward.approved_at),
        Day(_("You claimed it"), reward.claimed_at),
        Day(_("Paid"), reward.paid_at),
    ]
    return iter(sorted((day for day in days if day.at), key=lambda day: day.at))


def explanation_of(reward: Reward) -> dict[str, Any]:
    """Gather what the reporter's page says of a reward, whatever its state."""
    return {
        "reward": reward,
        "is_told": reward.state in AMOUNT_TOLD,
        "now": NOW.get(reward.state, ""),
        "steps_taken": steps_of(reward) if reward.state in AMOUNT_TOLD else [],
        "conditions": conditions_of(reward) if reward.told_at else [],
        "days": list(days_of(reward)),
        "promised": promised_to(reward),
        "secrecy": SECRECY,
        "contest": last_contest(reward),
        "can_answer": reward.state == State.TOLD and reward.settled_at is None,
        "can_contest": reward.state in CONTESTABLE,
    }
