"""Who may move a tip. Every refusal is a sentence for the person who pressed the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from enterprises.selectors import people_in_conflict
from reports.states import FINAL, Ground, State
from workflow.selectors import has_run_out
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from reports.models import Disclosure, Disposal, Report, Retaliation


def handles(report: Report, user: Any) -> bool:
    """Say whether `user` does the desk's work on a tip: supervision where it accuses the office itself."""
    duty = Duty.SUPERVISION if report.is_internal else Duty.DESK
    return user is not None and user.has_duty(duty)


def may_take_in(report: Report, user: Any) -> Verdict:
    """Let the intake desk accept, decline, transfer or merge."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk decides whether a report is accepted."))


def may_acknowledge(report: Report, user: Any) -> Verdict:
    """Let the desk record what the department says to which it handed a tip on."""
    if not handles(report, user):
        return refused(_("Only the intake desk records what another department answers."))
    if report.state != State.TRANSFERRED:
        return refused(_("This report was not handed to another department."))
    return ALLOWED


def may_withdraw(report: Report, user: Any) -> Verdict:
    """Let the reporter withdraw, which nobody on the staff can do in their place."""
    return (
        ALLOWED if user is None else refused(_("Only the reporter can withdraw a report, with the receipt."))
    )


def may_answer(report: Report | Retaliation, user: Any) -> Verdict:
    """Let the leader who approves the findings answer the reporter."""
    duty = Duty.SUPERVISION if report.is_internal else Duty.LEADER
    if user is not None and user.has_duty(duty):
        return ALLOWED
    return refused(_("The reporter is answered when a leader approves the findings."))


def may_find_first(report: Report, user: Any) -> Verdict:
    """Let the intake desk find who of several reporters was the first."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk finds who was the first of several reporters."))


def may_close(report: Report, user: Any) -> Verdict:
    """Let the intake desk close what has been answered."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk closes a report."))


def may_extend(report: Report, user: Any) -> Verdict:
    """Let the desk record what the next higher department approved."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk records that the answer may take longer."))


def may_object(report: Report, user: Any) -> Verdict:
    """Let the reporter object while the period is open."""
    if user is not None:
        return refused(_("Only the reporter can object, with the receipt."))
    if has_run_out(report, "tip.objection"):
        return refused(_("The period to object has ended."))
    return ALLOWED


def may_conclude_recheck(report: Report, user: Any) -> Verdict:
    """Let the desk tell the reporter what the re-check found."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk tells the reporter what the re-check found."))


def may_open(report: Report, user: Any) -> Verdict:
    """Let the intake desk open what is sealed to it, and write to the reporter."""
    if handles(report, user):
        return ALLOWED
    return refused(_("Only the intake desk opens the words of a report and writes to the reporter."))


def may_read_words(report: Report, user: Any) -> Verdict:
    """Let the intake desk read the original words and files, and the investigators to whom it granted them."""
    if handles(report, user):
        return ALLOWED
    is_investigator = user is not None and user.has_duty(Duty.INVESTIGATOR)
    if is_investigator and report.words_grants.filter(reader=user.pk, ended_at=None).exists():
        return ALLOWED
    return refused(
        _("Only the intake desk opens the original words and files, and whoever of the team it has let read.")
    )


def may_bind(report: Report, user: Any) -> Verdict:
    """Let the intake desk have the reporter's papers bound and sealed once the tip is closed."""
    if not handles(report, user):
        return refused(_("The intake desk has the reporter's papers bound."))
    if report.state != State.CLOSED:
        return refused(_("The reporter's papers are bound when the report is closed."))
    return ALLOWED


def may_share_words(report: Report, user: Any) -> Verdict:
    """Let the intake desk grant the original words to members of the team, while the tip is being worked on."""
    if not handles(report, user):
        return refused(_("Only the intake desk lets somebody of the team read the original words."))
    return refused(_("This report is closed.")) if report.state in FINAL else ALLOWED


def may_stand_aside(report: Report, user: Any) -> Verdict:
    """Let anybody who sees a tip that is open stand aside from it."""
    return refused(_("This report is closed.")) if report.state in FINAL else ALLOWED


def may_open_copies(report: Report, user: Any) -> Verdict:
    """Let the intake desk open clean copies, and investigators those that the desk has released to them."""
    if handles(report, user) or (user is not None and user.has_duty(Duty.INVESTIGATOR)):
        return ALLOWED
    return refused(_("Only the intake desk and the investigators of the case open the files of a report."))


def may_annul(report: Report, user: Any) -> Verdict:
    """Let the desk or a leader take a mistaken intake move back; two different people do it."""
    if handles(report, user) or (user is not None and not report.is_internal and user.has_duty(Duty.LEADER)):
        return ALLOWED
    return refused(_("Only the intake desk and a leader can annul a move of a report."))


def may_ask(report: Report, user: Any) -> Verdict:
    """Let a custodian ask for an identity; whoever agrees is somebody else."""
    if user is None or not user.has_duty(Duty.CUSTODIAN):
        return refused(_("Only a custodian of identities asks to open one."))
    if people_in_conflict(report, unit=report.unit).filter(pk=user.pk).exists():
        return refused(_("There is no report with this reference."))
    return ALLOWED


def may_decide(disclosure: Disclosure, user: Any) -> Verdict:
    """Let a leader agree or not, in their own session, and never to what they asked for themselves."""
    duty = Duty.SUPERVISION if disclosure.report.is_internal else Duty.LEADER
    if user is None or not user.has_duty(duty):
        return refused(_("A leader decides whether an identity is opened."))
    if user.pk == disclosure.asked_by_id:
        return refused(_("Whoever asked to open an identity cannot agree to it."))
    return ALLOWED


def may_open_identity(disclosure: Disclosure, user: Any) -> Verdict:
    """Let the custodian who asked open it, and no other: it was sealed to their key."""
    if user is not None and user.pk == disclosure.asked_by_id and user.has_duty(Duty.CUSTODIAN):
        return ALLOWED
    return refused(_("Only the custodian who asked can open this identity."))


def may_reissue(disclosure: Disclosure, user: Any) -> Verdict:
    """Let the custodian who asked exchange a lost receipt, once, where the leader agreed to this very ground."""
    verdict = may_open_identity(disclosure, user)
    if not verdict:
        return verdict
    if disclosure.ground != Ground.RECEIPT:
        return refused(
            _("The leader agreed on another ground. Ask once more, on the ground that the receipt is lost.")
        )
    if disclosure.reissued_at is not None:
        return refused(_("A new receipt was issued already with this opening. Ask once more for another."))
    return ALLOWED


def may_take_back(disclosure: Disclosure, user: Any) -> Verdict:
    """Let either of the two stop it before it is opened."""
    if user is not None and user.pk in {disclosure.asked_by_id, disclosure.decided_by_id}:
        return ALLOWED
    return refused(_("Only the two people concerned can withdraw this."))


def may_read_retaliation(retaliation: Retaliation, user: Any) -> Verdict:
    """Let the supervision duty read what a reporter wrote about retaliation: it was sealed to nobody else."""
    if user is not None and user.has_duty(Duty.SUPERVISION):
        return ALLOWED
    return refused(_("Only the supervision duty reads what was written about retaliation."))


def may_propose_disposal(user: Any) -> Verdict:
    """Let a custodian propose that what is sealed in tips whose time is over be destroyed."""
    if user is not None and user.has_duty(Duty.CUSTODIAN):
        return ALLOWED
    return refused(_("Only a custodian of identities proposes what is destroyed."))


def may_dispose(disposal: Disposal, user: Any) -> Verdict:
    """Let a leader carry it out or keep it, never whoever proposed it."""
    if user is None or not user.has_duty(Duty.LEADER, Duty.SUPERVISION):
        return refused(_("A leader decides whether something is destroyed."))
    if user.pk == disposal.proposed_by_id:
        return refused(_("Whoever proposed the destruction cannot carry it out."))
    return ALLOWED


def may_hold(report: Report, user: Any) -> Verdict:
    """Let leaders, reviewers and supervision hold a tip beyond its time."""
    duties = (Duty.SUPERVISION,) if report.is_internal else (Duty.LEADER, Duty.SUPERVISION)
    if user is not None and user.has_duty(*duties):
        return ALLOWED
    return refused(_("A leader decides whether a report is held beyond its time."))
