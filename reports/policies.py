"""Who may move a tip. Every refusal is a sentence for the person who pressed the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from reports.models import Report


def may_take_in(report: Report, user: Any) -> Verdict:
    """Let the intake desk accept, decline, transfer or merge."""
    if user is not None and user.has_duty(Duty.DESK):
        return ALLOWED
    return refused(_("Only the intake desk decides whether a report is accepted."))


def may_withdraw(report: Report, user: Any) -> Verdict:
    """Let the reporter withdraw, which nobody on the staff can do in their place."""
    return (
        ALLOWED if user is None else refused(_("Only the reporter can withdraw a report, with the receipt."))
    )


def may_answer(report: Report, user: Any) -> Verdict:
    """Let the leader who approves the findings answer the reporter."""
    if user is not None and user.has_duty(Duty.LEADER):
        return ALLOWED
    return refused(_("The reporter is answered when a leader approves the findings."))


def may_close(report: Report, user: Any) -> Verdict:
    """Let the intake desk close what has been answered."""
    if user is not None and user.has_duty(Duty.DESK):
        return ALLOWED
    return refused(_("Only the intake desk closes a report."))


def may_open(report: Report, user: Any) -> Verdict:
    """Let the intake desk open what is sealed to it, and write to the reporter."""
    if user is not None and user.has_duty(Duty.DESK):
        return ALLOWED
    return refused(_("Only the intake desk opens the words of a report and writes to the reporter."))


def may_open_copies(report: Report, user: Any) -> Verdict:
    """Let the intake desk open clean copies, and investigators those that the desk has released to them."""
    if user is not None and user.has_duty(Duty.DESK, Duty.INVESTIGATOR):
        return ALLOWED
    return refused(_("Only the intake desk and the investigators of the case open the files of a report."))


def may_annul(report: Report, user: Any) -> Verdict:
    """Let the desk or a leader take a mistaken intake move back; two different people do it."""
    if user is not None and user.has_duty(Duty.DESK, Duty.LEADER):
        return ALLOWED
    return refused(_("Only the intake desk and a leader can annul a move of a report."))
