"""Find whether a report was made up: never without two people, the reporter's answer and a third who decides."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Duty, User
from accounts.selectors import recused_people
from investigations.models import Case
from reports.models import Report
from reports.services import tell_reporter
from rewards.models import Claim, Clawback, Contest, Fabrication, Kind, Reward
from rewards.policies_fabrications import may_raise
from rewards.selectors.fabrications import ended_case_of
from rewards.services.budgets import post
from rewards.services.clawbacks import propose_clawback
from rewards.services.contests import last_day_to_contest
from rewards.states import OPEN, Answer, ClawbackState, FabricationState, LineFate, Outcome, State
from rewards.truth import found_on, too_little
from statutes.clocks import due_of, get_clock
from statutes.rules import get_rule
from vault.models import Purpose
from vault.services import open_envelope, prepare_envelope, store_envelope
from workflow.errors import AnnulmentRefused, MoveRefused, StalePage
from workflow.models import LogEntry
from workflow.services import advance, begin, record
from workflow.verdicts import refuse_unless

BASIS = "reward.truthfulness"
ASKED = (
    "本机关正在核对您的举报是否属于故意捏造。在您陈述、申辩之前不作任何认定；经核查不属实，但没有故意捏造的，"
    "不属于捏造，不承担任何责任。请在{until:%Y年%-m月%-d日}前凭回执在本页面查看证据并陈述、申辩。"
)
ASKED_EN = (
    "The office looks into whether your report was made up on purpose. Nothing is decided before you have answered; a "
    "report that was wrong in good faith has no consequences. Read the evidence on this page and answer by "
    "{until:%-d %B %Y}."
)
FOUND = "经听取陈述、申辩，认定本次举报属于故意捏造。依据：{citation}。理由：{reasons}"
FOUND_EN = "After your right to answer it was found that the report was made up. Rule: {citation}. Reasons: {reasons}"
CLEARED = "经核对，不认定您的举报属于捏造。您的举报没有任何不利后果。理由：{reasons}"
CLEARED_EN = "It was not found that your report was made up. Nothing is held against you. Reasons: {reasons}"
WITHDRAWN = ("此前关于捏造事实的认定已撤销。", "The finding that the report was made up was taken back.")


@transaction.atomic
def raise_fabrication(
    *, report: Report, case: Case, actor: User, evidence: Sequence[str], intent: str, note: str = ""
) -> Fabrication:
    """Raise that a report was made up: with items of evidence that bear each other out, and proof of the purpose."""
    refuse_unless(may_raise(actor))
    if ended_case_of(report.reference, actor) is None:
        raise MoveRefused(_("There is no ended case of yours on a report of this number."))
    if refusal := too_little(evidence, place=case.division):
        raise MoveRefused(refusal)
    rule = get_rule(BASIS, place=case.division, on=timezone.localdate())
    basis = {"rule": rule.id, "citation": str(rule.citation), "text": rule.text, "status": rule.status.value}
    made = Fabrication(
        report=report, case=case, evidence=list(evidence), intent=intent, basis=basis, raised_by=actor
    )
    try:
        with transaction.atomic():
            begin(made, move="raise", actor=actor, note=note)
    except IntegrityError as error:
        raise StalePage(_("This question is open or decided already on this report.")) from error
    return made


@transaction.atomic
def ask_reporter(fabrication: Fabrication, *, actor: User, note: str = "") -> LogEntry:
    """Put it to the reporter, who reads the evidence and the rule and may answer before anything is decided."""
    due = due_of(get_clock("reward.fabrication.answer", on=timezone.localdate()), timezone.now()).due_at
    until = timezone.localdate(due)
    entry = advance(fabrication, "hear", actor=actor, note=note, asked_by=actor, answer_until=until)
    text, text_en = ASKED.format(until=until), ASKED_EN.format(until=until)
    tell_reporter(fabrication.report, text=text, text_en=text_en)
    return entry


@transaction.atomic
def drop_fabrication(fabrication: Fabrication, *, actor: User, note: str) -> LogEntry:
    """Find that the evidence is not enough to ask; the reporter never hears of it."""
    return advance(fabrication, "drop", actor=actor, note=note, decided_by=actor, reasons=note)


def answer_fabrication(report: Report, *, text: str) -> Fabrication:
    """Answer with the receipt; the words are sealed to the leaders, one of whom decides."""
    found = report.fabrications.filter(state=FabricationState.ASKED).first()
    if found is None:
        raise StalePage(_("There is nothing to answer any more: you have answered, or it was decided."))
    prepared = prepare_envelope(
        Purpose.MESSAGE, {"text": text}, exclude=recused_people(report, found.case), duty=Duty.LEADER
    )
    with transaction.atomic():
        advance(found, "give_answer", actor=None)
        Fabrication.objects.filter(pk=found.pk).update(answer=store_envelope(prepared, subject=found))
    return found


def read_answer(fabrication: Fabrication, *, actor: User, identity: str) -> str:
    """Open the reporter's answer for who decides; the log keeps who did."""
    text = str(open_envelope(fabrication.answer, identity=identity)["text"]) if fabrication.answer else ""
    record(fabrication, "read_answer", actor=actor)
    return text


@transaction.atomic
def clear_fabrication(fabrication: Fabrication, *, actor: User, note: str) -> LogEntry:
    """Find that the report was not made up; the reporter reads that nothing is held against them."""
    entry = advance(fabrication, "clear", actor=actor, note=note, decided_by=actor, reasons=note)
    tell_reporter(
        fabrication.report, text=CLEARED.format(reasons=note), text_en=CLEARED_EN.format(reasons=note)
    )
    return entry


@transaction.atomic
def find_fabrication(fabrication: Fabrication, *, actor: User, note: str) -> LogEntry:
    """Find that the report was made up: its rewards stop, paid money is proposed to come back."""
    entry = advance(fabrication, "find", actor=actor, note=note, decided_by=actor, reasons=note)
    told = {"citation": fabrication.basis["citation"], "reasons": note}
    tell_reporter(fabrication.report, text=FOUND.format(**told), text_en=FOUND_EN.format(**told))
    for reward in fabrication.report.rewards.exclude(state=State.CANCELLED).order_by("pk"):
        follow_finding(reward)
    return entry


def follow_finding(reward: Reward) -> None:
    """Stop a reward whose report was found to be made up, or propose to get its money back. Twice changes nothing.

    What stands in a payment file with the bank goes on; the payment sets this off again.
    """
    found = found_on(Report.objects.get(pk=reward.report_id))
    if found is None:
        return
    evidence = f"捏造事实认定{found.reference}。"
    reward.checks.filter(key="truthful").update(
        answer=Answer.NO, evidence=evidence, found_by=None, reviewed_by=None, found_at=timezone.now()
    )
    if reward.state == State.PAID:
        if not Clawback.objects.filter(payment__reward=reward, payment__came_back_at=None).exists():
            propose_clawback(reward, actor=None, on_ground=Clawback.Ground.FRAUD)
    elif reward.state in (*OPEN, State.LAPSED) and not _is_with_the_bank(reward):
        _stop(reward, found)


def _is_with_the_bank(reward: Reward) -> bool:
    return reward.file_lines.filter(fate=LineFate.WAITING).exists()


def _stop(reward: Reward, found: Fabrication) -> None:
    is_committed = reward.state in (State.APPROVED, State.CLAIMED)
    Contest.objects.filter(reward=reward, decided_at=None).update(
        outcome=Outcome.UPHELD,
        reasons=found.reasons,
        decided_by=found.decided_by,
        decided_at=timezone.now(),
    )
    entry = advance(reward, "stop", actor=None, told_by=found.decided_by, contest_until=last_day_to_contest())
    Claim.objects.filter(reward=reward).delete()
    if is_committed:
        post(Kind.RELEASE, reward, budget=reward.budget, cause=entry)


def take_up_again(fabrication: Fabrication) -> None:
    """Let the rewards go on whose report is no longer found to be made up; refuse while money is being got back."""
    stopped = fabrication.report.rewards.filter(checks__key="truthful", checks__answer=Answer.NO)
    for reward in stopped.order_by("pk"):
        if Clawback.objects.filter(payment__reward=reward).exclude(state=ClawbackState.DISMISSED).exists():
            raise AnnulmentRefused(
                _("Money is being got back on this decision. A leader leaves it with the reporter first.")
            )
        if reward.state == State.CONTESTED:
            raise AnnulmentRefused(_("The reporter has contested this. Finish the re-examination first."))
        if reward.state == State.REFUSED:
            advance(reward, "resume", actor=None)
        reward.checks.filter(key="truthful").update(
            answer=Answer.YES, evidence="捏造事实的认定已撤销。", found_at=timezone.now()
        )
    tell_reporter(fabrication.report, text=WITHDRAWN[0], text_en=WITHDRAWN[1])
