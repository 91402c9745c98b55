"""Where a proceeding stands: its steps in order, with whether each is done, next, or not needed and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanctions.models import Penalty
from sanctions.policies_hearings import grounds_of_review, has_hearing_right
from sanctions.states import HEARING, UNENFORCED, UNTOLD, Ruling, State
from sanctions.wording import REVIEW

Words = str | Promise
DONE, NEXT, AHEAD, SPARED = "done", "next", "ahead", "spared"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its title, `done`, `next`, `ahead` or `spared`, the day or person, and why."""

    title: Words
    status: str
    on: datetime.date | None = None
    note: Words = ""


def steps_of(penalty: Penalty) -> list[Step]:
    """List the steps of a proceeding; what ended early shows only what was done."""
    found = _spot_steps(penalty) if penalty.is_summary else _steps(penalty)
    if penalty.state in (State.DROPPED, State.CANCELLED):
        return [step for step in found if step.status == DONE]
    return _with_next(found)


def _with_next(steps: list[Step]) -> list[Step]:
    """Mark the first step that is ahead as the next one."""
    number = next((number for number, step in enumerate(steps) if step.status == AHEAD), None)
    return [
        Step(step.title, NEXT, step.on, step.note) if index == number else step
        for index, step in enumerate(steps)
    ]


def _steps(penalty: Penalty) -> list[Step]:
    is_told = penalty.state not in UNTOLD
    return [
        *_first(penalty),
        Step(_("Prior notice"), DONE if is_told else AHEAD),
        *_hearing(penalty, is_told=is_told),
        Step(_("Statement and defence"), DONE if penalty.defence else AHEAD),
        _review(penalty),
        _discussion(penalty),
        Step(_("Decision"), DONE if penalty.decided_on else AHEAD, penalty.decided_on),
        *_last(penalty),
    ]


def _first(penalty: Penalty) -> list[Step]:
    is_signed = penalty.countersigned_by_id is not None
    officers = [person.name for person in (penalty.reported_by, penalty.countersigned_by) if person]
    is_filed = penalty.filed_on is not None
    filing = Step(
        _("Filing approved by a leader"),
        DONE if is_filed else AHEAD,
        penalty.filed_on,
        penalty.filed_by.name if penalty.filed_by else "",
    )
    report = Step(
        _("Report of two officers"),
        DONE if is_signed else AHEAD,
        penalty.reported_on,
        "、".join(officers),
    )
    if not penalty.is_deviating:
        return [filing, report]
    who = penalty.consented_by
    return [
        filing,
        report,
        Step(
            _("Consent to the deviation"), DONE if who else AHEAD, note=who.name if who else penalty.deviation
        ),
    ]


def _hearing(penalty: Penalty, *, is_told: bool) -> list[Step]:
    title = _("Hearing")
    if penalty.hearing_held_on:
        return [Step(title, DONE, penalty.hearing_held_on, penalty.chair.name if penalty.chair else "")]
    if penalty.state in HEARING:
        return [Step(title, AHEAD, penalty.hearing_on, penalty.chair.name if penalty.chair else "")]
    if not penalty.kinds or not has_hearing_right(penalty):
        return [Step(title, SPARED, note=_("A penalty of this weight gives no right to a hearing."))]
    if penalty.defence:
        return [Step(title, SPARED, note=_("The party asked for none in its time, or gave it up."))]
    note = _("The party can ask for one.") if is_told else ""
    return [Step(title, SPARED, note=note or _("Only if the party asks for one."))]


def _review(penalty: Penalty) -> Step:
    title = _("Legal review")
    if penalty.reviewed_on or penalty.state == State.REVIEWED:
        return Step(title, DONE, penalty.reviewed_on)
    grounds = grounds_of_review(penalty)
    if grounds:
        return Step(title, AHEAD, note=REVIEW[grounds[0]])
    return Step(title, SPARED, note=_("No trigger asks for it; it can be had all the same."))


def _discussion(penalty: Penalty) -> Step:
    title = _("Collective discussion")
    if penalty.discussed_on:
        return Step(title, DONE, penalty.discussed_on, "、".join(penalty.discussion_present))
    if penalty.needs_discussion:
        return Step(title, AHEAD, note=_("The case is complex, or the violation serious."))
    return Step(title, SPARED, note=_("Neither complex nor serious."))


def _last(penalty: Penalty) -> list[Step]:
    return [
        Step(_("Service"), DONE if penalty.served_on else AHEAD, penalty.served_on),
        *_enforcement(penalty),
        *_payment(penalty),
        Step(
            _("Closing approved by a leader"),
            DONE if penalty.state == State.CLOSED else AHEAD,
            penalty.closed_on,
            penalty.closed_by.name if penalty.closed_by else "",
        ),
    ]


def _payment(penalty: Penalty) -> list[Step]:
    if not penalty.fine_fen:
        return []
    if penalty.ruling in UNENFORCED and penalty.paid_on is None:
        return [Step(_("Payment"), SPARED, note=Ruling(penalty.ruling).label)]
    return [Step(_("Payment"), DONE if penalty.paid_on else AHEAD, penalty.paid_on)]


def _enforcement(penalty: Penalty) -> list[Step]:
    """The way to the court, for a party that did not pay."""
    if penalty.demanded_on is None:
        return []
    answer = Ruling(penalty.ruling).label if penalty.ruling else ""
    steps = [
        Step(
            _("Demand before enforcement"),
            DONE if penalty.demand_served_on else AHEAD,
            penalty.demand_served_on,
        ),
        Step(_("Application to the court"), DONE if penalty.applied_on else AHEAD, penalty.applied_on),
        Step(_("Answer of the court"), DONE if answer else AHEAD, penalty.ruled_on, answer),
    ]
    return [step for step in steps if step.status == DONE] if penalty.paid_on else steps


def _spot_steps(penalty: Penalty) -> list[Step]:
    return [
        *_first(penalty),
        Step(_("Told, heard and decided on the spot"), DONE, penalty.decided_on),
        *_last(penalty)[1:],
    ]
