"""What follows decisions: interviews, an exposure, a fine in parts, the files of treasury, platform and bank."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from accounts.models import Duty, User
from config.demonstration.staff import Staff
from investigations.models import Case
from investigations.selectors import team_of
from rewards import services as rewards
from rewards.models import Reward
from sanctions import services as sanctions
from sanctions.models import Exposure, Handover, Interview, Penalty
from sanctions.remittances import PaymentLine
from workflow.services import deliver_pending

PART = Decimal(50000)
PARTS_AFTER = (30, 60, 90)  # days
NOWHERE_ACCOUNT = "9999990000000000"


def add_what_follows(staff: Staff) -> None:
    """Carry some files of the stories further than a single tip goes."""
    complied, failed = _penalised_cases()
    _file_against_manager(complied, staff)
    _close_interview(_interview(complied, staff), staff)
    _expose(_fail_interview(_interview(failed, staff), staff), staff)
    _pay_in_parts(staff)
    _tell_platform(staff)
    _draw_payment_file(staff)


def _penalised_cases() -> tuple[Case, Case]:
    """Return two cases of different units whose penalty was decided."""
    decided = Penalty.objects.filter(state__in=["decided", "served", "paid"]).order_by("pk")
    cases = {penalty.unit_id: penalty.case for penalty in decided.select_related("case")}
    first, second, *_others = cases.values()
    return first, second


def _file_against_manager(case: Case, staff: Staff) -> None:
    """File a proceeding against a manager beside the unit's own; its officers have not reported yet."""
    own = case.penalties.order_by("pk")[0]
    beside = sanctions.propose_beside(own, actor=_head(case), person_name="某安全主管", party="manager")
    sanctions.file_penalty(beside, actor=staff.one(Duty.LEADER))


def _head(case: Case) -> User:
    return team_of(case)[0].user


# ---- Interviews and exposure -----------------------------------------------------------------------------------
def _interview(case: Case, staff: Staff) -> Interview:
    """Call the unit of a case, and write down what it promised."""
    head, today = _head(case), timezone.localdate()
    interview = sanctions.propose_interview(case, actor=head, note="安全生产突出问题，需要当面督促整改。")
    called = case.unit.legal_representative if case.unit else ""
    sanctions.plan_interview(
        interview,
        actor=head,
        interviewee=called,
        problems="安全生产主体责任不落实，隐患排查治理不到位。",
        planned_at=timezone.now(),
        place="区应急管理局第一会议室",
    )
    sanctions.announce_interview(interview, actor=staff.one(Duty.LEADER))
    sanctions.hold_interview(
        interview,
        actor=head,
        held_on=today,
        attended=f"{called}、执法人员2人",
        reply="认识到问题严重，立即整改。",
        measures=[{"measure": "完成全员安全培训并组织一次应急演练", "due_on": today.isoformat()}],
    )
    return interview


def _close_interview(interview: Interview, staff: Staff) -> None:
    """Follow an interview up to its end."""
    sanctions.record_interview_report(
        interview,
        actor=_head(interview.case),
        reported_on=timezone.localdate(),
        report="整改措施已经全部完成。",
    )
    sanctions.close_interview(interview, actor=staff.one(Duty.LEADER), note="现场复核，整改属实。")


def _fail_interview(interview: Interview, staff: Staff) -> Exposure:
    """Note that a unit did not comply, which brings an exposure up."""
    sanctions.fail_interview(
        interview, actor=staff.one(Duty.LEADER), note="到期没有完成整改，也没有书面报告。"
    )
    deliver_pending(leave_slow=True)
    found: Exposure = Exposure.objects.get(case=interview.case, trigger="interview")
    return found


def _expose(exposure: Exposure, staff: Staff) -> None:
    """Write the text, have it read for privacy, and publish it."""
    sanctions.draft_exposure(
        exposure,
        actor=_head(exposure.case),
        headline="约谈后仍不整改，予以曝光",
        text="该单位因安全生产主体责任不落实被约谈，到期没有完成承诺的培训和演练。各单位应当引以为戒，主动落实整改要求。",
    )
    sanctions.clear_exposure(exposure, actor=staff.one(Duty.REVIEWER))
    sanctions.publish_exposure(exposure, actor=staff.one(Duty.LEADER))


# ---- Money in ----------------------------------------------------------------------------------------------------
def _pay_in_parts(staff: Staff) -> None:
    """Let a unit pay in parts; the treasury's file brings the first part, and two lines that fit nowhere."""
    today = timezone.localdate()
    penalty = Penalty.objects.filter(state="served", fine_fen__gt=PART * 100).order_by("pk").first()
    if penalty is None:
        return
    sanctions.ask_for_time(
        penalty, actor=_head(penalty.case), asked_on=today, because="停产整改期间资金周转困难，申请分期缴纳。"
    )
    days = [today + datetime.timedelta(days=days) for days in PARTS_AFTER]
    sums = [PART, PART, penalty.fine - 2 * PART]
    sanctions.grant_instalments(
        penalty, actor=staff.one(Duty.LEADER), parts=list(zip(days, sums, strict=True)), note="确有经济困难。"
    )
    finance, treasury = staff.one(Duty.FINANCE), settings.TREASURY_ACCOUNTS[0]
    lines = [
        _line(2, "999900000001", f"{penalty.reference} 第一期罚款", penalty.unit.name, treasury),
        _line(3, "999900000002", "罚款", "某商行", treasury),
        _line(4, "999900000003", penalty.reference, penalty.unit.name, NOWHERE_ACCOUNT),
    ]
    file = sanctions.check_payments(b"demonstration", lines, actor=finance)
    sanctions.book_remittance(file, actor=finance)


def _line(number: int, serial: str, matter: str, payer: str, account: str) -> PaymentLine:
    return PaymentLine(number, serial, matter, payer, account, int(PART * 100), timezone.localdate())


# ---- Data out ----------------------------------------------------------------------------------------------------
def _tell_platform(staff: Staff) -> None:
    """Hand the penalties of units to the credit platform, which takes all but the last."""
    reviewer = staff.one(Duty.REVIEWER)
    handover: Handover = sanctions.draw_handover(actor=reviewer)
    numbers = [row.facts["cf_wsh"] for row in handover.rows.filter(fate="ready").order_by("pk")]
    table = dict.fromkeys(numbers[:-1], (True, ""))
    table |= dict.fromkeys(numbers[-1:], (False, "行政相对人代码重复"))
    sanctions.answer_handover(handover, actor=reviewer, table=table)


def _draw_payment_file(staff: Staff) -> None:
    """Draw a file of the rewards that are claimed; the cashier still has to take it to the bank."""
    claimed = list(Reward.objects.filter(state="claimed").order_by("pk")[:1])
    if claimed:
        rewards.draw_payment_file(claimed, actor=staff.one(Duty.CASHIER))
