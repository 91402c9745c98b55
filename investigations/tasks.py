"""What higher floors of the house owe to a tip's moves: every accepted tip gets a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from investigations.photos import SealedPhotos
from investigations.services import (
    bind_case,
    open_case_about,
    open_case_for,
    remove_member,
    take_back_steps,
)
from investigations.states import State
from notices.photos import keeps_photos
from notices.services import void_notices_of
from notices.tasks import printing
from notices.volumes import INDEX
from reports.services import plan_check_in
from reports.states import CheckInStep
from reports.states import State as ReportState
from workflow.errors import AnnulmentRefused
from workflow.events import on, on_annul
from workflow.models import LogEntry
from workflow.services import advance

keeps_photos(SealedPhotos())


@on("reports.report.accept")
def open_case(entry: LogEntry) -> None:
    """Open the case of the accepted tip."""
    if entry.subject.state == ReportState.ACCEPTED:
        open_case_for(entry.subject)


@on("reports.retaliation.raise")
def open_case_of_retaliation(entry: LogEntry) -> None:
    """Open the case of a report of retaliation."""
    open_case_about(entry.subject)


@on("investigations.case.submit_findings")
def check_in_after_inspection(entry: LogEntry) -> None:
    """Plan to ask how the reporter fares: after an inspection a unit looks for who talked."""
    case = entry.subject
    if case.report and case.inspected_on:
        plan_check_in(case.report, CheckInStep.INSPECTED, since=entry.at)


@on_annul("reports.report.accept")
def cancel_case(entry: LogEntry) -> None:
    """Cancel the case with the acceptance, as long as nobody investigates."""
    case = entry.subject.cases.exclude(state=State.CANCELLED).first()
    if case is None:
        return
    if case.state != State.OPENED:
        raise AnnulmentRefused(
            _("A team already investigates this report. Annul the naming of the team first.")
        )
    advance(case, "cancel", actor=None)


@on("investigations.case.close", "investigations.case.bind_volume", is_atomic=False)
def put_away(entry: LogEntry) -> None:
    """Bind the papers of the closed case into its volume; not atomic, because papers are drawn first."""
    bind_case(entry.subject, **printing())


@on_annul("investigations.case.close")
def open_volume(entry: LogEntry) -> None:
    """Void the index with the closing: the papers go on."""
    void_notices_of(entry.subject, kinds=[INDEX], reason="annulled")


@on_annul("investigations.case.form_team")
def dismiss_team(entry: LogEntry) -> None:
    """End the memberships and grants of the team that was named by mistake."""
    case = entry.subject
    for member in case.members.filter(left_at=None).select_related("user"):
        remove_member(case, member.user)


@on_annul("investigations.case.approve_findings")
def refuse_unanswering(entry: LogEntry) -> None:
    """Refuse: the reporter has the answer in hand."""
    if entry.subject.report_id or entry.subject.retaliation_id:
        raise AnnulmentRefused(
            _("The reporter has already been answered. Correct the findings with a new case instead.")
        )


@on_annul("investigations.preservation.settle")
def void_decision_on_evidence(entry: LogEntry) -> None:
    """Void the decision on preserved evidence that was a mistake."""
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on_annul("investigations.rectificationorder.pass_recheck")
@on_annul("investigations.rectificationorder.fail_recheck")
@on_annul("investigations.rectificationorder.grant_extension")
@on_annul("investigations.rectificationorder.refuse_extension")
def take_back_what_was_found(entry: LogEntry) -> None:
    """Take back what the annulled move found or granted item by item, and void its paper."""
    take_back_steps(entry)
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on_annul("investigations.accident.submit_report")
@on_annul("investigations.accident.review")
@on_annul("investigations.disaster.submit_assessment")
@on_annul("investigations.majorhazard.list_up")
@on_annul("investigations.majorhazard.lift")
def withdraw_papers(entry: LogEntry) -> None:
    """Void the report that went out with a move that was annulled."""
    void_notices_of(entry.subject, since=entry, reason="annulled")
