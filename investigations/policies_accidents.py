"""Who may record, report, investigate, sign, answer and review an accident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.states import AccidentState, State
from statutes.levels import AccidentLevel
from statutes.rules import HOME, get_rule
from workflow.selectors import has_run_out
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import Accident


def may_record_accident(user: Any) -> Verdict:
    """Let the duty desk, an investigator or a leader record an accident (Accident Regulation art. 18)."""
    if user is not None and user.has_duty(Duty.DESK, Duty.INVESTIGATOR, Duty.LEADER):
        return ALLOWED
    return refused(_("The desk, an investigator or a leader records an accident."))


def may_report_accident(accident: Accident, user: Any) -> Verdict:
    """Let the duty desk, a leader or the team report what is known of an accident."""
    if user is not None and (user.has_duty(Duty.DESK, Duty.LEADER) or accident.case.is_member(user)):
        return ALLOWED
    return refused(_("The desk, a leader or the team of the case reports on an accident."))


def may_take_unit_report(accident: Accident, user: Any) -> Verdict:
    """Let the unit's report be recorded once."""
    if not may_report_accident(accident, user):
        return may_report_accident(accident, user)
    if accident.unit_reported_at is not None:
        return refused(_("The unit's report is recorded already."))
    return ALLOWED


def may_update_casualties(accident: Accident, user: Any) -> Verdict:
    """Let the numbers change while the window of art. 13 is open."""
    if not may_report_accident(accident, user):
        return may_report_accident(accident, user)
    key = (
        "accident.casualty_update.traffic_fire" if accident.is_traffic_or_fire else "accident.casualty_update"
    )
    if has_run_out(accident, key):
        return refused(_("The time in which a change of casualties is added to the report has ended."))
    return ALLOWED


def may_carry_accident(accident: Accident, user: Any) -> Verdict:
    """Let the team of the case carry the investigation of the accident."""
    if user is not None and accident.case.is_member(user):
        return ALLOWED
    return refused(_("Only the team of the case investigates its accident."))


def may_begin_appraisal(accident: Accident, user: Any) -> Verdict:
    """Let the team begin an appraisal, one at a time."""
    if may_carry_accident(accident, user) and accident.is_being_appraised:
        return refused(_("A technical appraisal is under way already."))
    return may_carry_accident(accident, user)


def may_end_appraisal(accident: Accident, user: Any) -> Verdict:
    """Let the team end the appraisal that is under way."""
    if may_carry_accident(accident, user) and not accident.is_being_appraised:
        return refused(_("No technical appraisal is under way."))
    return may_carry_accident(accident, user)


def may_submit_report(accident: Accident, user: Any) -> Verdict:
    """Let the team hand the report in once nothing is appraised any more, where the accident is the office's own."""
    if not may_carry_accident(accident, user):
        return may_carry_accident(accident, user)
    if accident.is_being_appraised:
        return refused(_("End the technical appraisal first."))
    if accident.belongs_to:
        rule = get_rule("accident.investigation.level", place=HOME, on=timezone.localdate())
        return refused(
            _(
                "At this level a higher government investigates, unless it leaves the accident to you: %(rule)s."
            )
            % {"rule": rule.citation}
        )
    return ALLOWED


def may_draft_report(accident: Accident, user: Any) -> Verdict:
    """Let the team write its report, and say what is to be done, until the report is handed in."""
    if accident.state != AccidentState.REPORTED:
        return refused(_("The report is written after the accident was reported and before it is handed in."))
    return may_carry_accident(accident, user)


def may_sign_report(accident: Accident, user: Any) -> Verdict:
    """Let every member sign for themselves; nobody else's name belongs under the report (art. 30)."""
    if user is None or not accident.case.is_member(user):
        rule = get_rule("accident.investigation.report_contents", place=HOME, on=timezone.localdate())
        return refused(_("Only the members of the team sign its report: %(rule)s.") % {"rule": rule.citation})
    if accident.state != AccidentState.REPORTED:
        return refused(_("The report is signed before it is handed in."))
    return ALLOWED


def may_pass_on(accident: Accident, user: Any) -> Verdict:
    """Let it be recorded that the next tier was told, as long as one has to be."""
    if may_report_accident(accident, user) and accident.next_rung is None:
        return refused(_("Every level that has to know of this accident has been told."))
    return may_report_accident(accident, user)


def may_take_mandate(accident: Accident, user: Any) -> Verdict:
    """Let a leader record that a higher government leaves its accident to this office."""
    if may_lead_accident(accident, user) and accident.belongs_to is None:
        return refused(_("This accident is the office's own at its level."))
    return may_lead_accident(accident, user)


def may_hand_up(accident: Accident, user: Any) -> Verdict:
    """Let a leader hand up what a higher government investigates."""
    return may_take_mandate(accident, user)


def may_publish_accident(accident: Accident, user: Any) -> Verdict:
    """Let it be recorded once where the report can be read."""
    if may_lead_accident(accident, user) and accident.published_on:
        return refused(_("The report is published already."))
    return may_lead_accident(accident, user)


def may_review_accident(accident: Accident, user: Any) -> Verdict:
    """Let a leader end the review once each measure has its result and the report is published."""
    if not may_lead_accident(accident, user):
        return may_lead_accident(accident, user)
    if accident.published_on is None:
        return refused(_("The report is not published yet."))
    if accident.promises.filter(kept="").exists():
        return refused(_("Say of every measure whether it was carried out."))
    return ALLOWED


def may_review_promise(accident: Accident, user: Any) -> Verdict:
    """Let a leader who did not investigate say whether a measure was carried out, after the reply."""
    if accident.state != AccidentState.REPLIED:
        return refused(_("Measures are reviewed between the reply and the end of the review."))
    return may_lead_accident(accident, user)


def may_extend_reply(accident: Accident, user: Any) -> Verdict:
    """Let a leader record a longer reply, which the law knows for extraordinary accidents alone (art. 32)."""
    if may_lead_accident(accident, user) and accident.level is not AccidentLevel.EXTRAORDINARY:
        return refused(_("Only the reply to an extraordinary accident can take longer."))
    return may_lead_accident(accident, user)


def may_lead_accident(accident: Accident, user: Any) -> Verdict:
    """Let a leader who did not investigate record reply and review."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader records the reply to an accident and its review."))
    if accident.case.is_member(user):
        return refused(_("A member of the team cannot take this step."))
    return ALLOWED


def may_cancel_accident(accident: Accident, user: Any) -> Verdict:
    """Let a leader cancel a record on which nobody has begun to work."""
    if user is None or not user.has_duty(Duty.LEADER):
        return refused(_("A leader cancels the record of an accident."))
    if accident.case.state != State.OPENED:
        return refused(_("A team already works on this accident."))
    return ALLOWED
