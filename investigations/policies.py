"""Who may move a case, and what belongs to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from investigations.gates import are_both_sides_examined, gates_of
from investigations.states import FINAL, GATED, UNDER_WAY, HazardState, Kind, Role, State
from reports.policies import handles
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from investigations.models import (
        Case,
        FileAccess,
        Preservation,
        RectificationOrder,
        Referral,
        Target,
        Task,
    )
    from reports.models import Report


def leads(case: Case, user: Any) -> bool:
    """Say whether `user` leads: a leader, or supervision where the tip accuses the office itself."""
    return user is not None and user.has_duty(Duty.SUPERVISION if case.is_internal else Duty.LEADER)


def may_form_team(case: Case, user: Any) -> Verdict:
    """Let a leader name the joint team."""
    if leads(case, user):
        return ALLOWED
    return refused(_("A leader names the team."))


def may_submit_findings(case: Case, user: Any) -> Verdict:
    """Let a member of the team who is an investigator submit what was found."""
    if user is not None and user.has_duty(Duty.INVESTIGATOR) and case.is_member(user):
        return ALLOWED
    return refused(_("Only an investigator on this case's team can submit findings."))


def may_review_findings(case: Case, user: Any) -> Verdict:
    """Let an investigator of the team who did not draft the findings review them."""
    if not may_submit_findings(case, user):
        return refused(_("Another investigator of the team reviews the findings."))
    if case.is_drafted_by(user):
        return refused(_("Who drafted the findings cannot review them."))
    return ALLOWED


def may_list_allegations(report: Report, user: Any) -> Verdict:
    """Let the desk that takes a tip in write down what it alleges, until findings are approved."""
    if not handles(report, user):
        return refused(_("Only the desk writes down what a reporter alleges."))
    if report.allegations.filter(outcomes__finding__approved_by__isnull=False).exists():
        return refused(_("The findings on these allegations are approved already."))
    return ALLOWED


def may_approve_findings(case: Case, user: Any) -> Verdict:
    """Let a leader who is not on the team approve or return the findings."""
    if not leads(case, user):
        return refused(_("A leader approves the findings."))
    if case.is_member(user):
        return refused(_("A member of the team cannot approve its findings."))
    return ALLOWED


def may_close(case: Case, user: Any) -> Verdict:
    """Let a leader close a case when nothing that it set off is open."""
    if not leads(case, user):
        return refused(_("A leader closes a case."))
    if case.has_open_orders:
        return refused(_("A rectification order of this case is still open."))
    if case.hazards.exclude(state=HazardState.LIFTED).exists():
        return refused(_("A major hazard of this case is still on the register."))
    if case.has_open_evidence:
        return refused(_("Evidence of this case is still preserved and not decided on."))
    if case.has_open_referral:
        return refused(_("A referral of this case to the police is still under way."))
    if case.has_open_tasks:
        return refused(_("A task of the team is not done and checked yet."))
    if case.has_open_targets:
        return refused(_("A unit of this crackdown has not been visited by every agency yet."))
    if case.is_under_supervision:
        return refused(_("This case is under listed supervision: it is lifted first."))
    if case.has_undecided_disaster:
        return refused(_("The assessment of this disaster has not been decided on yet."))
    return may_let_go(case)


def may_bind(case: Case, user: Any) -> Verdict:
    """Let whoever works on a closed case have its volume made where there is none."""
    if not leads(case, user) and not case.is_member(user):
        return refused(_("The team of the case and those who lead it have its volume made."))
    if case.state != State.CLOSED:
        return refused(_("A case is bound into a volume when it is closed."))
    return refused(_("The volume of this case is there, or is being made.")) if case.is_bound else ALLOWED


def may_let_go(case: Case) -> Verdict:
    """Hold a case with gates back until both sides were examined and each gate has its evidence."""
    if case.kind not in GATED:
        return ALLOWED
    if not are_both_sides_examined(case):
        return refused(
            _("The supervisors' side of this case has not been examined, and no leader signed why not.")
        )
    shut = [str(passage.gate.label) for passage in gates_of(case) if not passage.is_open]
    if shut:
        return refused(_("Evidence is missing that: %(gates)s.") % {"gates": "；".join(shut)})
    return ALLOWED


# ---- Crackdowns ------------------------------------------------------------------------------------------------
def may_plan(case: Case, user: Any) -> Verdict:
    """Let whoever directs the team of a crackdown say which units are visited by which agencies."""
    if case.kind != Kind.CRACKDOWN:
        return refused(_("Only a joint crackdown has targets."))
    if not directs(case, user):
        return refused(_("The head of the team or a leader chooses the targets."))
    if case.state not in UNDER_WAY:
        return refused(_("Targets are chosen while the crackdown is under way."))
    return ALLOWED


def may_visit(target: Target, user: Any) -> Verdict:
    """Let a member whom the agency of the target sends, or the head of the team, record the visit."""
    case = target.case
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case records its visits."))
    if user.agency_id != target.agency_id and not case.is_member(user, role=Role.HEAD):
        return refused(_("A member of the agency that visits the unit records the visit."))
    return ALLOWED


def may_drop_target(target: Target, user: Any) -> Verdict:
    """Let whoever directs the team take a target off."""
    if directs(target.case, user):
        return ALLOWED
    return refused(_("The head of the team or a leader chooses the targets."))


def may_prove(case: Case, user: Any) -> Verdict:
    """Let the team bring the papers that open a gate, as long as the case is open."""
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case brings the evidence of its gates."))
    if case.kind not in GATED or case.state in FINAL:
        return refused(_("This case has no gate to open."))
    return ALLOWED


def may_examine(case: Case, user: Any) -> Verdict:
    """Let a leader who is not on the team order, or waive, the examination of the supervisors' side, once."""
    if not leads(case, user) or case.is_member(user):
        return refused(_("A leader who is not on the team decides on the supervisors' side."))
    if case.kind not in GATED or case.state in FINAL:
        return refused(_("This case has no second side to examine."))
    if case.examinations.exclude(state=State.CANCELLED).exists() or case.waivers.exists():
        return refused(_("The supervisors' side has been decided on."))
    return ALLOWED


def may_annul(case: Case, user: Any) -> Verdict:
    """Let leaders and investigators on the team take a mistaken move back, two different people together."""
    if leads(case, user) or (user is not None and case.is_member(user)):
        return ALLOWED
    return refused(_("Only a leader and the team can annul a move of a case."))


def may_staff(case: Case, user: Any) -> Verdict:
    """Let a leader seat somebody on the team of a case that is under way."""
    if not leads(case, user):
        return refused(_("A leader names the team."))
    if case.state not in UNDER_WAY:
        return refused(_("The team can change only while a case is being investigated."))
    return ALLOWED


def may_stand_aside(case: Case, user: Any) -> Verdict:
    """Let anybody who sees a case that is open stand aside from it."""
    return refused(_("This case is closed.")) if case.state in FINAL else ALLOWED


# ---- The team at work ------------------------------------------------------------------------------------------
def directs(case: Case, user: Any) -> bool:
    """Say whether `user` directs the work of the team: its head, or whoever leads the case."""
    return user is not None and (leads(case, user) or case.is_member(user, role=Role.HEAD))


def may_set_task(case: Case, user: Any) -> Verdict:
    """Let the head of the team or a leader set the members tasks, as long as the case is open."""
    if not directs(case, user):
        return refused(_("The head of the team or a leader sets the tasks."))
    if case.state in FINAL or case.state == State.OPENED:
        return refused(_("Tasks are set while a team works on the case."))
    return ALLOWED


def may_set_this_task(task: Task, user: Any) -> Verdict:
    """Let whoever sets the tasks cancel one."""
    return may_set_task(task.case, user)


def may_do_task(task: Task, user: Any) -> Verdict:
    """Let the person in whose hands it is report it as done."""
    if user is not None and task.person_id == user.pk:
        return ALLOWED
    return refused(_("Only the person who was given the task reports it as done."))


def may_check_task(task: Task, user: Any) -> Verdict:
    """Let another member of the team, or a leader, check what was done."""
    if user is None or not (directs(task.case, user) or task.case.is_member(user)):
        return refused(_("A member of the team or a leader checks a task."))
    if task.done_by_id == user.pk:
        return refused(_("Who did a task cannot check it."))
    return ALLOWED


def may_hand_on_task(task: Task, user: Any) -> Verdict:
    """Let it change hands with a seat, which `may_hand_over` has been asked about."""
    return ALLOWED


def may_hand_over(case: Case, user: Any) -> Verdict:
    """Let whoever directs the team, or the member who leaves, put a member's work into another's hands."""
    if case.state in FINAL or case.state == State.OPENED:
        return refused(_("Work is handed over while a team works on the case."))
    if directs(case, user) or (user is not None and case.is_member(user)):
        return ALLOWED
    return refused(_("The head of the team, a leader, or who leaves hands work over."))


def may_read(case: Case, user: Any) -> Verdict:
    """Let a member confirm what they have read."""
    if user is not None and case.is_member(user):
        return ALLOWED
    return refused(_("Only a member of the team confirms what was read."))


def may_order(case: Case, user: Any) -> Verdict:
    """Let the team name the unit and order a rectification, as long as the case is open."""
    if user is None or not case.is_member(user):
        return refused(_("Only the team of the case names its unit and orders a rectification."))
    if case.state in FINAL:
        return refused(_("This case is closed."))
    return ALLOWED


def may_report_rectified(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team note that the unit says it has rectified."""
    if user is not None and order.case.is_member(user):
        return ALLOWED
    return refused(_("Only the team of the case keeps its rectification orders."))


def may_recheck(order: RectificationOrder, user: Any) -> Verdict:
    """Let the team pass or cancel an order after a recheck."""
    return may_report_rectified(order, user)


# ---- Access to the file ----------------------------------------------------------------------------------------
def may_show_file(case: Case, user: Any) -> Verdict:
    """Let the team and its leaders show the file to a party, a lawyer, a court or an applicant, once there is one."""
    if user is None or not (leads(case, user) or case.is_member(user)):
        return refused(_("Only the team of the case and a leader show its file."))
    if case.state in (State.OPENED, State.CANCELLED):
        return refused(_("There is nothing in this file yet that could be shown."))
    return ALLOWED


def may_void_access(access: FileAccess, user: Any) -> Verdict:
    """Let the team and its leaders void an entry that was made by mistake."""
    if user is not None and (leads(access.case, user) or access.case.is_member(user)):
        return ALLOWED
    return refused(_("Only the team of the case and a leader keep its register."))


# ---- Preserved evidence and referrals --------------------------------------------------------------------------
def may_settle(preservation: Preservation, user: Any) -> Verdict:
    """Let the team decide on what it preserved."""
    if user is not None and preservation.case.is_member(user):
        return ALLOWED
    return refused(_("Only the team of the case decides on preserved evidence."))


def may_carry_referral(referral: Referral, user: Any) -> Verdict:
    """Let the team of the case carry its referral."""
    if user is not None and referral.case.is_member(user):
        return ALLOWED
    return refused(_("Only the team of the case carries its referral to the police."))


def may_decide_referral(referral: Referral, user: Any) -> Verdict:
    """Let a leader who did not investigate decide on the referral (Decree 310 art. 5)."""
    if not leads(referral.case, user):
        return refused(_("A leader decides on a referral to the police."))
    if referral.case.is_member(user):
        return refused(_("A member of the team cannot decide on its referral."))
    return ALLOWED
