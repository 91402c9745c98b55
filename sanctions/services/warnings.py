"""Writes of interviews and exposures: brought up by the rules or by hand, prepared, decided, followed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Accident, Case
from investigations.states import AccidentState
from notices.services import REVEALING
from reports.telltales import telltales
from sanctions.models import Board, Exposure, Interview
from sanctions.notices_interviews import talk_minutes, talk_notice
from sanctions.services.penalties import issue
from sanctions.services.publicity import hide, show
from statutes.triggers import Accident as AccidentOn
from statutes.triggers import is_exposure_due, is_failed_interview_exposed, is_interview_due
from workflow.errors import AnnulmentRefused, MoveRefused
from workflow.models import LogEntry
from workflow.rehearsing import issues_paper
from workflow.services import advance, begin

BY_ACCIDENTS = "accidents"
BY_LEVEL = "level"
BY_INTERVIEW = "interview"
OVER = ("closed", "failed", "dismissed", "cancelled", "withdrawn")


# ---- What brings them up ---------------------------------------------------------------------------------------
@transaction.atomic
def note_warnings(case: Case) -> None:
    """Propose an interview and an exposure where the accidents of a unit call for them; a person decides on each."""
    accident = Accident.objects.filter(case=case).exclude(state=AccidentState.CANCELLED).first()
    if accident is None or case.unit is None:
        return
    today = timezone.localdate()
    if is_exposure_due(accident.level, on=today):
        _open(Exposure, case, trigger=BY_LEVEL)
    if is_interview_due(_accidents_of(case), on=today):
        _open(Interview, case, trigger=BY_ACCIDENTS)


@transaction.atomic
def note_failed_interview(interview: Interview) -> None:
    """Propose to name a unit in public that did not comply with its interview; its text is read for privacy first."""
    under_way = Exposure.objects.filter(case=interview.case).exclude(state__in=(*OVER, "published"))
    known = Exposure.objects.filter(case=interview.case, trigger=BY_INTERVIEW).exclude(state="cancelled")
    if is_failed_interview_exposed(on=timezone.localdate()) and not (under_way | known).exists():
        made = Exposure(case=interview.case, unit=interview.unit, trigger=BY_INTERVIEW)
        begin(made, move="propose", actor=None)


@transaction.atomic
def forget_failed_interview(interview: Interview) -> None:
    """Cancel the exposure that an annulled failure brought up; refuse where somebody has gone on with it."""
    for found in Exposure.objects.filter(case=interview.case, trigger=BY_INTERVIEW).exclude(
        state="cancelled"
    ):
        if found.state in OVER:
            continue
        if found.state != "proposed":
            raise AnnulmentRefused(_("The exposure of this interview is under way. End it first."))
        advance(found, "cancel", actor=None)


@transaction.atomic
def propose_interview(case: Case, *, actor: User, note: str) -> Interview:
    """Bring an interview up by hand, with the reason."""
    made: Interview = _open_by_hand(Interview, case, actor=actor, note=note)
    return made


@transaction.atomic
def propose_exposure(case: Case, *, actor: User, note: str) -> Exposure:
    """Bring an exposure up by hand, with the reason."""
    made: Exposure = _open_by_hand(Exposure, case, actor=actor, note=note)
    return made


def _accidents_of(case: Case) -> list[AccidentOn]:
    standing = Accident.objects.filter(case__unit=case.unit).exclude(state=AccidentState.CANCELLED)
    return [AccidentOn(timezone.localdate(found.happened_at), found.level) for found in standing]


def _open(model: type[Any], case: Case, *, trigger: str) -> None:
    """Open one for a case, once: what was dismissed is not brought up again by the same case."""
    if not model.objects.filter(case=case).exclude(state="cancelled").exists():
        begin(model(case=case, unit=case.unit, trigger=trigger), move="propose", actor=None)


def _open_by_hand(model: type[Any], case: Case, *, actor: User, note: str) -> Any:
    if case.unit is None:
        raise MoveRefused(_("Name the unit of this case first."))
    if model.objects.filter(case=case).exclude(state__in=OVER).exists():
        raise MoveRefused(_("One is under way in this case already."))
    made = model(case=case, unit=case.unit)
    begin(made, move="propose", actor=actor, note=note)
    return made


# ---- Interviews ------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_interview(
    interview: Interview,
    *,
    actor: User,
    interviewee: str,
    problems: str,
    planned_at: datetime.datetime,
    place: str,
    note: str = "",
) -> LogEntry:
    """Set the plan down."""
    facts: dict[str, Any] = {
        "interviewee": interviewee,
        "problems": problems,
        "planned_at": planned_at,
        "place": place,
    }
    return advance(interview, "plan", actor=actor, note=note, **facts)


@issues_paper
@transaction.atomic
def announce_interview(interview: Interview, *, actor: User, note: str = "") -> LogEntry:
    """Approve the plan and issue the notice."""
    entry = advance(interview, "announce", actor=actor, note=note)
    issue(interview, "talk_notice", talk_notice(interview), actor=actor)
    return entry


@issues_paper
@transaction.atomic
def hold_interview(
    interview: Interview,
    *,
    actor: User,
    held_on: datetime.date,
    attended: str,
    reply: str,
    measures: list[dict[str, str]],
    note: str = "",
) -> LogEntry:
    """Record the minutes and issue them. Who was called must be there: nobody comes in their place."""
    if interview.interviewee not in attended:
        raise MoveRefused(
            _("%(name)s was called and must be present; an interview is held with nobody else.")
            % {"name": interview.interviewee}
        )
    facts: dict[str, Any] = {"held_on": held_on, "present": attended, "reply": reply, "measures": measures}
    entry = advance(interview, "hold", actor=actor, note=note, **facts)
    issue(interview, "talk_minutes", talk_minutes(interview), actor=actor)
    return entry


@transaction.atomic
def record_interview_report(
    interview: Interview, *, actor: User, reported_on: datetime.date, report: str, note: str = ""
) -> LogEntry:
    """Record the written report of the party."""
    if interview.held_on and reported_on < interview.held_on:
        raise MoveRefused(_("This day lies before the interview."))
    return advance(interview, "report_back", actor=actor, note=note, reported_on=reported_on, report=report)


@transaction.atomic
def close_interview(interview: Interview, *, actor: User, note: str) -> LogEntry:
    """Close an interview with what the follow-up found."""
    last = max(measure["due_on"] for measure in interview.measures)
    if last > timezone.localdate().isoformat():
        raise MoveRefused(_("A measure is not due before %(day)s.") % {"day": last})
    return advance(interview, "close", actor=actor, note=note)


@transaction.atomic
def fail_interview(interview: Interview, *, actor: User, note: str) -> LogEntry:
    """Note that an interview was not complied with, and how."""
    return advance(interview, "fail", actor=actor, note=note)


@transaction.atomic
def dismiss_interview(interview: Interview, *, actor: User, note: str) -> LogEntry:
    """Hold no interview, with the reason."""
    return advance(interview, "dismiss", actor=actor, note=note)


# ---- Exposures -------------------------------------------------------------------------------------------------
@transaction.atomic
def draft_exposure(exposure: Exposure, *, actor: User, headline: str, text: str, note: str = "") -> LogEntry:
    """Write the text. What gives a tip or a third person away at a glance is refused at once."""
    _refuse_what_names_people(exposure, (headline, text))
    return advance(exposure, "draft", actor=actor, note=note, headline=headline, text=text)


@transaction.atomic
def clear_exposure(exposure: Exposure, *, actor: User, note: str = "") -> LogEntry:
    """Pass the reading for privacy."""
    return advance(exposure, "clear", actor=actor, note=note)


@transaction.atomic
def send_back_exposure(exposure: Exposure, *, actor: User, note: str) -> LogEntry:
    """Send the text back with the reason."""
    return advance(exposure, "send_back", actor=actor, note=note)


@transaction.atomic
def publish_exposure(exposure: Exposure, *, actor: User, note: str = "") -> LogEntry:
    """Put the text before the public."""
    entry = advance(exposure, "publish", actor=actor, note=note, published_on=timezone.localdate())
    facts = {
        "name": exposure.unit.name,
        "credit_code": exposure.unit.uscc,
        "cause": exposure.headline,
        "number": exposure.reference,
        "text": exposure.text,
    }
    show(exposure, board=Board.EXPOSURE, facts=facts)
    return entry


@transaction.atomic
def withdraw_exposure(exposure: Exposure, *, actor: User, note: str) -> LogEntry:
    """Take the text from the public, with the reason."""
    entry = advance(exposure, "withdraw", actor=actor, note=note, withdrawn_on=timezone.localdate())
    hide(exposure, why=note)
    return entry


@transaction.atomic
def dismiss_exposure(exposure: Exposure, *, actor: User, note: str) -> LogEntry:
    """Do not expose, with the reason."""
    return advance(exposure, "dismiss", actor=actor, note=note)


def _refuse_what_names_people(exposure: Exposure, texts: tuple[str, ...]) -> None:
    whole = "\n".join(texts)
    if REVEALING.search(whole):
        raise MoveRefused(_("The text says that somebody reported. Leave that out."))
    if found := telltales(texts):
        raise MoveRefused(_("The text holds what belongs to a person: %(kind)s.") % {"kind": found[0]})
    if named := [name for name in _people_of(exposure.case) if name in whole]:
        raise MoveRefused(
            _("The text names %(name)s. Write the family name and 某 instead.") % {"name": named[0]}
        )


def _people_of(case: Case) -> list[str]:
    """Name the persons whom the findings name: none of them is exposed by name."""
    finding = case.findings.order_by("pk").last()
    responsible = finding.responsible if finding else []
    names = [str(one.get("name", "")) for one in responsible if isinstance(one, dict)]
    owner = case.unit.legal_representative if case.unit else ""
    return [name for name in (*names, owner) if name]
