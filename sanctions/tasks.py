"""What findings and penalties set off on this floor."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.services import forget_penalty, note_penalty
from investigations.states import State as CaseState
from notices.services import void_notices_of
from notices.tasks import printing
from sanctions.models import Exposure, Interview, Listing, Penalty
from sanctions.services import (
    await_decision_again,
    bind_file,
    end_good_credits,
    expire_bans,
    follow_penalty,
    follow_proceeding,
    follow_service,
    forfeit_good_credit,
    forget_failed_interview,
    forget_noticed,
    let_fall,
    let_fall_unimposed,
    note_accident_replied,
    note_closed,
    note_corrected,
    note_failed_interview,
    note_failed_recheck,
    note_hazard_found,
    note_judgment,
    note_overdue_orders,
    note_penalty_decided,
    note_warnings,
    open_listing,
    propose_penalty,
    recall_good_credit,
    recall_listing,
    remove_expired_listings,
    situations_of,
)
from sanctions.services.good_credit import DISHONEST, PENALISED
from sanctions.states import IMPOSED, ListingState, State
from sanctions.states_measures import MeasureKind
from statutes.listing import is_listable
from workflow.errors import AnnulmentRefused
from workflow.events import on, on_annul
from workflow.models import LogEntry
from workflow.services import advance

# Why a measure falls, as its log says.
REVOKED = "所依据的行政处罚决定被撤销。"
REDUCED = "所依据的罚款数额被变更，须重新计算。"
ANNULLED = "所依据的行政处罚决定因错误被撤回。"
MISTAKEN = "据以发现的复查或者批复因错误被撤回。"
NOT_IMPOSED = "据此立案的行政处罚未作出。"


@on("investigations.case.approve_findings")
def propose_filing(entry: LogEntry) -> None:
    """Propose to file the proceeding that the approved findings call for."""
    case = entry.subject
    if case.state in (CaseState.CONCLUDED, CaseState.CLOSED) and case.finding.proposes_penalty:
        propose_penalty(case, cause=f"{case.unit.name}安全生产违法行为案")


@on("investigations.case.approve_findings")
def bring_up_warnings(entry: LogEntry) -> None:
    """Propose an interview and an exposure where the accidents call for them."""
    if entry.subject.state in (CaseState.CONCLUDED, CaseState.CLOSED):
        note_warnings(entry.subject)


@on_annul("investigations.case.approve_findings")
def cancel_warnings(entry: LogEntry) -> None:
    """Cancel what the findings brought up, as long as nobody has gone on with it."""
    for model in (Interview, Exposure):
        for found in model.objects.filter(case=entry.subject, state="proposed").exclude(trigger=""):
            advance(found, "cancel", actor=None)


@on("notices.service.prove", "notices.service.elapse")
def follow_the_paper(entry: LogEntry) -> None:
    """Let a penalty follow the service of its decision or of its prior notice."""
    if entry.subject.notice.subject_label == Penalty.label():
        follow_service(entry.subject, since=entry)


@on("sanctions.interview.fail")
def bring_up_non_compliance(entry: LogEntry) -> None:
    """Propose to name in public who did not comply with an interview."""
    if entry.subject.state == "failed":
        note_failed_interview(entry.subject)


@on_annul("sanctions.interview.fail")
def forget_non_compliance(entry: LogEntry) -> None:
    """Cancel what a failure brought up that was noted by mistake."""
    forget_failed_interview(entry.subject)


@on_annul("sanctions.interview.announce", "sanctions.interview.hold")
def withdraw_interview_paper(entry: LogEntry) -> None:
    """Void the notice or the minutes of an interview."""
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on("sanctions.penalty.decide", "sanctions.penalty.decide_on_spot")
def note_candidates(entry: LogEntry) -> None:
    """Note who has come into one of the situations of the list (Order 11 arts. 6, 7)."""
    penalty: Penalty = entry.subject
    if penalty.state not in IMPOSED:
        return
    for situation in situations_of(penalty):
        open_listing(penalty, situation=situation)


@on("sanctions.penalty.apply_to_court")
def note_refusal(entry: LogEntry) -> None:
    """Note who does not perform the penalty: whether it could, a person judges (Order 11 art. 7)."""
    penalty: Penalty = entry.subject
    if is_listable(penalty.unit.sector):
        open_listing(penalty, situation="refuses_penalty")


@on("sanctions.penalty.revoke", "sanctions.penalty.reduce")
def follow_changed_penalty(entry: LogEntry) -> None:
    """End what rests on a penalty that was annulled, or on a fine that was reduced below its threshold."""
    follow_penalty(entry.subject)


@on("sanctions.penalty.decide", "sanctions.penalty.decide_on_spot")
def open_the_gate(entry: LogEntry) -> None:
    """Those responsible are dealt with: a gate of the case opens."""
    penalty: Penalty = entry.subject
    if penalty.state in IMPOSED:
        note_penalty(
            penalty.case,
            title=penalty.cause,
            number=penalty.reference,
            dated_on=timezone.localdate(entry.at),
        )


@on_annul("sanctions.penalty.decide")
def withdraw_decision(entry: LogEntry) -> None:
    """Void the decision and cancel the candidates that came of it; refuse when one has gone on."""
    penalty = entry.subject
    forget_penalty(penalty.case, number=penalty.reference)
    for listing in Listing.objects.filter(penalty=penalty).exclude(state=ListingState.CANCELLED):
        if listing.state != ListingState.CANDIDATE:
            raise AnnulmentRefused(_("A listing that rests on this penalty is under way. End it first."))
        advance(listing, "cancel", actor=None)
    void_notices_of(penalty, since=entry, reason="annulled")


@on_annul(
    "sanctions.penalty.notify",
    "sanctions.penalty.announce_hearing",
    "sanctions.penalty.hold_hearing",
    "sanctions.penalty.report_hearing",
    "sanctions.penalty.review",
    "sanctions.penalty.send_back",
    "sanctions.penalty.discuss",
    "sanctions.penalty.remind",
    "sanctions.penalty.demand",
)
def withdraw_paper(entry: LogEntry) -> None:
    """Void the paper that went with the move: notice, record, report, opinion or demand."""
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on_annul(
    "sanctions.penalty.file",
    "sanctions.penalty.grant_delay",
    "sanctions.penalty.grant_instalments",
    "sanctions.penalty.close",
)
def withdraw_approval(entry: LogEntry) -> None:
    """Void the form of an approval, and with the closing the index of the file."""
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on(
    "sanctions.penalty.close",
    "sanctions.penalty.end_enforcement",
    "sanctions.penalty.drop",
    "sanctions.penalty.revoke",
    is_atomic=False,
)
def put_away(entry: LogEntry) -> None:
    """Number the pages of the papers and freeze the index of the file; not atomic, because papers are drawn first."""
    bind_file(entry.subject, **printing())


@on_annul("sanctions.listing.enter")
def withdraw_listing(entry: LogEntry) -> None:
    """Void the decision to list, take it from the public and tell the departments."""
    void_notices_of(entry.subject, since=entry, reason="annulled")
    recall_listing(entry.subject)


@on_annul("sanctions.listing.notify")
def withdraw_listing_notice(entry: LogEntry) -> None:
    """Void the prior notice of a listing."""
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on_annul("investigations.case.approve_findings")
def cancel_filed_penalty(entry: LogEntry) -> None:
    """Cancel the proceeding that the findings opened, as long as nobody has been told."""
    for penalty in Penalty.objects.filter(case=entry.subject).exclude(state=State.CANCELLED):
        if penalty.state not in (State.PROPOSED, State.FILED):
            raise AnnulmentRefused(_("A penalty that rests on these findings is under way. End it first."))
        advance(penalty, "cancel", actor=None)


# ---- Further measures ------------------------------------------------------------------------------------------
@on("sanctions.penalty.decide", "sanctions.penalty.decide_on_spot")
def notice_after_penalty(entry: LogEntry) -> None:
    """Notice what the decision completes, and let what was filed as its own proceeding take effect."""
    follow_proceeding(entry.subject)
    note_penalty_decided(entry.subject)


@on("investigations.rectificationorder.fail_recheck")
def notice_after_recheck(entry: LogEntry) -> None:
    """Notice what a failed recheck shows."""
    note_failed_recheck(entry.subject)


@on("investigations.rectificationorder.pass_recheck", "investigations.rectificationorder.cancel")
def forget_what_was_corrected(entry: LogEntry) -> None:
    """Let fall what was noticed of an order that is obeyed after all."""
    note_corrected(entry.subject)


@on("investigations.accident.reply")
def notice_after_reply(entry: LogEntry) -> None:
    """Notice what a major accident calls for."""
    note_accident_replied(entry.subject)


@on("investigations.referral.note_judgment")
def notice_after_judgment(entry: LogEntry) -> None:
    """Notice whom a sentence bans."""
    note_judgment(entry.subject)


@on("investigations.case.approve_findings")
def notice_after_findings(entry: LogEntry) -> None:
    """Notice a coal mine that produces in spite of a major hazard, again."""
    if entry.subject.state in (CaseState.CONCLUDED, CaseState.CLOSED):
        note_hazard_found(entry.subject)


@on("sanctions.measure.order_closure")
def notice_after_closure(entry: LogEntry) -> None:
    """Notice whom the closure of a unit bans."""
    note_closed(entry.subject)


@on("sanctions.penalty.revoke")
def fall_with_penalty(entry: LogEntry) -> None:
    """Let fall what rests on a penalty that was annulled on review or suit."""
    let_fall_unimposed(entry.subject, why=REVOKED)
    let_fall(entry.subject, before=entry, why=REVOKED)


@on("sanctions.penalty.reduce")
def reckon_anew(entry: LogEntry) -> None:
    """Let fall what was reckoned from a fine that was reduced; it is noticed anew from the lower one."""
    let_fall(entry.subject, before=entry, why=REDUCED)


@on("sanctions.penalty.drop", "sanctions.penalty.cancel")
def fall_without_penalty(entry: LogEntry) -> None:
    """Let fall the measure whose own proceeding imposed nothing."""
    let_fall_unimposed(entry.subject, why=NOT_IMPOSED)


@on_annul("sanctions.penalty.decide")
def fall_with_mistake(entry: LogEntry) -> None:
    """Let fall what rests on a decision that was a mistake; what waits for that decision waits again."""
    await_decision_again(entry.subject)
    let_fall(entry.subject, why=ANNULLED)


@on_annul("sanctions.measure.approve")
def withdraw_measure(entry: LogEntry) -> None:
    """Void the request or the notice of an approval; a proceeding that it filed is dropped, and takes it along."""
    if entry.subject.kind in (MeasureKind.BAN, MeasureKind.DAILY_PENALTY):
        raise AnnulmentRefused(
            _(
                "A proceeding was filed with this approval. Impose no penalty in it: the measure falls with it."
            )
        )
    void_notices_of(entry.subject, since=entry, reason="annulled")


@on_annul("investigations.accident.reply", "investigations.rectificationorder.fail_recheck")
def forget_what_was_a_mistake(entry: LogEntry) -> None:
    """Let fall what a mistaken reply or recheck brought up, as long as nobody has gone on with it."""
    forget_noticed(entry.subject.case, since=entry, why=MISTAKEN)


# ---- The good-credit list --------------------------------------------------------------------------------------
@on("sanctions.penalty.decide", "sanctions.penalty.decide_on_spot")
def forfeit_by_penalty(entry: LogEntry) -> None:
    """Take a unit off the good-credit list at once that is penalised."""
    if entry.subject.state in IMPOSED:
        forfeit_good_credit(entry.subject.unit, until=entry.at, why=PENALISED)


@on("sanctions.listing.enter")
def forfeit_by_listing(entry: LogEntry) -> None:
    """Take a unit off the good-credit list at once that is listed as dishonest."""
    if entry.subject.state == ListingState.LISTED:
        forfeit_good_credit(entry.subject.unit, until=entry.at, why=DISHONEST)


@on_annul("sanctions.goodcredit.enter")
def withdraw_good_credit(entry: LogEntry) -> None:
    """Take an entry that was a mistake from the public."""
    recall_good_credit(entry.subject)


@shared_task(name="sanctions.watch")
def watch() -> int:
    """End listings, good names and bans whose time is over, and notice orders that ran out unheeded."""
    return remove_expired_listings() + end_good_credits() + expire_bans() + note_overdue_orders()
