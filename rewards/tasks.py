"""What findings and penalties set off on this floor: the reward of the tip is assessed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models import Case
from investigations.services import finding_facts
from investigations.states import State as CaseState
from notices.selectors import notices_since
from notices.services import void_notices_of
from reports.models import MailboxItem
from reports.services import tell_reporter
from reports.states import StatusWord
from rewards.models import Reward
from rewards.services import (
    follow_claim_period,
    follow_contest_period,
    follow_finding,
    follow_total,
    notice_lower_amount,
    open_reward,
    post_back,
    rewarded_reports,
    take_up_again,
)
from rewards.states import PENDING, State
from sanctions.models import Penalty
from sanctions.states import IMPOSED
from statutes.rules import get_rule
from workflow.errors import AnnulmentRefused
from workflow.events import on, on_annul
from workflow.models import LogEntry
from workflow.selectors import begun_before
from workflow.services import advance

ASSESS_AGAIN = "assess_again"


@on("investigations.case.approve_findings")
def assess_without_penalty(entry: LogEntry) -> None:
    """Assess at once what does not wait for a fine: a concealment, or a proved tip without a penalty."""
    case = entry.subject
    if case.state not in (CaseState.CONCLUDED, CaseState.CLOSED) or not finding_facts(case)["is_verified"]:
        return
    if case.finding.is_concealed or not case.finding.proposes_penalty:
        open_reward(case)


@on("sanctions.penalty.decide", "sanctions.penalty.decide_on_spot")
def assess_on_penalty(entry: LogEntry) -> None:
    """Assess on the fine that was imposed, which need not be collected (B12)."""
    penalty = entry.subject
    if penalty.state in IMPOSED and finding_facts(penalty.case)["is_verified"]:
        open_reward(penalty.case, penalty=penalty)


@on("sanctions.penalty.drop")
def assess_on_drop(entry: LogEntry) -> None:
    """Assess a proved tip whose proceeding ended without a penalty: the floor applies (B27)."""
    penalty = entry.subject
    if finding_facts(penalty.case)["is_verified"]:
        open_reward(penalty.case)


@on_annul("investigations.case.approve_findings", "sanctions.penalty.decide", "sanctions.penalty.drop")
def cancel_assessment(entry: LogEntry) -> None:
    """Cancel the assessment with what opened it; refuse when it is approved or further."""
    case = entry.subject if entry.subject_label == "investigations.case" else entry.subject.case
    standing = Reward.objects.filter(case=case).exclude(state=State.CANCELLED)
    for reward in standing.exclude(begun_before(entry, Reward)):
        if reward.state not in PENDING:
            raise AnnulmentRefused(
                _("The reward that rests on this move is approved already. Annul that first.")
            )
        advance(reward, "cancel", actor=None)
        tell_reporter(reward.report, word=StatusWord.VERIFIED)


@on("rewards.reward.recompute")
def follow_holidays(entry: LogEntry) -> None:
    """Keep the last days to contest and to claim with their periods when a holiday notice moved them."""
    follow_claim_period(entry.subject)
    follow_contest_period(entry.subject)


@on("sanctions.penalty.revoke", "sanctions.penalty.reduce")
def assess_again(entry: LogEntry) -> None:
    """Assess anew when a fine fell on review or suit and the office has chosen so; propose to get back what is paid."""
    case = entry.subject.case
    if not _is_assessed_again(case, entry):
        return
    pending = Reward.objects.filter(begun_before(entry, Reward), case=case, state__in=PENDING).order_by("pk")
    cancelled = [advance(reward, "cancel", actor=None) for reward in pending]
    if cancelled or case.rewards.filter(state=State.PAID).exists():
        follow_total(case)
    if cancelled:
        open_reward(case)
    for reward in Reward.objects.filter(case=case, state=State.PAID):
        notice_lower_amount(reward)


@on("rewards.reward.pay")
def notice_earlier_fall(entry: LogEntry) -> None:
    """Propose to get back what is paid above a fine that fell after the approval; until then nothing was paid."""
    reward = entry.subject
    approved = LogEntry.objects.about(reward).filter(move="approve").latest("pk")
    fell = LogEntry.objects.filter(
        subject_label=Penalty.label(),
        subject_id__in=reward.case.penalties.values("pk"),
        move__in=("revoke", "reduce"),
        pk__gt=approved.pk,
    )
    if fell.exists() and _is_assessed_again(reward.case, entry):
        notice_lower_amount(reward)


def _is_assessed_again(case: Case, entry: LogEntry) -> bool:
    """Tell whether the office assesses anew when a fine changes."""
    rule = get_rule("reward.setting.fine_changed", place=case.division, on=timezone.localdate(entry.at))
    return rule.choice == ASSESS_AGAIN


@on("reports.report.find_first")
def follow_precedence(entry: LogEntry) -> None:
    """Assess anew, as long as nothing is approved, for the tip that was found to be the first on its matter."""
    for case in entry.subject.cases.all():
        if len(wanted_ones := rewarded_reports(case)) > 1:
            continue  # the office shares: who was first is one grade among others
        wanted = wanted_ones[0] if wanted_ones else None
        open_files = Reward.objects.filter(case=case, state__in=PENDING)
        for reward in open_files.exclude(report=wanted):
            advance(reward, "cancel", actor=None)
            tell_reporter(reward.report, word=StatusWord.VERIFIED)
            open_reward(case, penalty=reward.penalty)


@on_annul("rewards.reward.tell")
def withdraw_preliminary_notice(entry: LogEntry) -> None:
    """Void the preliminary notice, take it out of the mailbox."""
    reward = entry.subject
    MailboxItem.objects.filter(notice__in=notices_since(entry, reward)).delete()
    void_notices_of(reward, since=entry, reason="annulled")


@on_annul("rewards.reward.refuse")
def withdraw_refusal(entry: LogEntry) -> None:
    """Tell the reporter that the refusal counts no longer."""
    words = (
        "此前关于不予奖励的告知已撤回，奖励继续核定。",
        "The refusal was withdrawn. The assessment goes on.",
    )
    tell_reporter(entry.subject.report, word=StatusWord.REWARD_PREPARING, text=words[0], text_en=words[1])


@on_annul("rewards.reward.approve")
def withdraw_approval(entry: LogEntry) -> None:
    """Void the reward notice, take it out of the mailbox."""
    reward = entry.subject
    MailboxItem.objects.filter(notice__in=notices_since(entry, reward)).delete()
    void_notices_of(reward, since=entry, reason="annulled")
    tell_reporter(reward.report, word=StatusWord.REWARD_PREPARING)


@on_annul("rewards.reward.approve", "rewards.reward.lapse")
def post_money_back(entry: LogEntry) -> None:
    """Give back what the approval committed; commit again what a lapse had released."""
    undo = LogEntry.objects.filter(annuls=entry).latest("pk")
    post_back(entry.subject, cause=undo, undone=entry)


@on("rewards.reward.pay", "rewards.reward.take_back")
def follow_fabrication(entry: LogEntry) -> None:
    """Propose to get back, or stop, what went on at the bank while its report was found to be made up."""
    follow_finding(entry.subject)


@on("rewards.paymentfile.discard")
def follow_fabrication_in_file(entry: LogEntry) -> None:
    """Stop what did not go to the bank after all, where its report was found to be made up."""
    for line in entry.subject.lines.select_related("reward").order_by("reward"):
        follow_finding(line.reward)


@on_annul("rewards.fabrication.find")
def withdraw_fabrication(entry: LogEntry) -> None:
    """Let the rewards of the report go on, and tell the reporter."""
    take_up_again(entry.subject)
