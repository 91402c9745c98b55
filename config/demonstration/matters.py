"""What comes to the office without a tip: an accident with its signed report, and a landslide. All invented."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import Duty, User
from config.demonstration.staff import Staff
from enterprises.models import Unit
from investigations import services as cases
from investigations.models import Accident, Case

DAYS_AGO = datetime.timedelta(days=12)
HOUR = datetime.timedelta(hours=1)
TO_BE_DONE = datetime.timedelta(days=60)
DISSENTING = "总工会"
SENT = (
    cases.Sent("聂政民", "涪陵区人民政府", "government"),
    cases.Sent("卓清风", "涪陵区监察委员会", "supervision"),
    cases.Sent("武守清", "涪陵区公安局", "police"),
    cases.Sent("乐工平", f"涪陵区{DISSENTING}", "union"),
    cases.Sent("鲁方正", "涪陵区住房和城乡建设委员会", "sector"),
    cases.Sent("简律行", "涪陵区人民检察院", "procuratorate"),
    cases.Sent("桑梓林", "重庆知微安全技术服务有限公司", declaration="与事故单位无利害关系。"),
)
ASSESSORS = (
    cases.Sent("卓清风", "涪陵区监察委员会", "supervision"),
    cases.Sent("林望山", "涪陵区林业局", "forestry"),
)


def play_matters(staff: Staff, builder: Unit) -> None:
    """Play the accident up to its signed report and its referral, and the landslide up to its assessment."""
    head = staff.officer()
    team = (head, staff.partner(head))
    accident = _record_accident(staff, builder)
    _investigate(accident, staff, team)
    _refer(accident.case, staff, team)
    _report(accident, team, builder.name)
    _assess_landslide(staff, team)


def _record_accident(staff: Staff, builder: Unit) -> Accident:
    happened_at = timezone.now() - DAYS_AGO
    desk = staff.one(Duty.DESK)
    accident = cases.record_accident(
        actor=desk,
        unit=builder,
        happened_at=happened_at,
        unit_informed_at=happened_at,
        unit_reported_at=happened_at + HOUR / 2,
        received_at=happened_at + HOUR / 2,
        place="横舟·听涛里项目5号楼东侧卸料平台",
        course="一名架子工在拆除卸料平台时，平台侧翻，从六层坠落。",
        measures="停止施工，封闭现场，伤者送医后抢救无效死亡。",
        deaths=1,
    )
    cases.report_up(accident, actor=desk, reported_up_at=happened_at + HOUR)
    return accident


def _investigate(accident: Accident, staff: Staff, team: tuple[User, User]) -> None:
    """Name the team with every seat of the law, put the case under listed supervision, and ask a witness."""
    case, leader = accident.case, staff.one(Duty.LEADER)
    head, partner = team
    cases.form_team(case, actor=leader, head=head, members=[partner], delegates=SENT)
    cases.supervise_case(
        case,
        actor=leader,
        trigger="sector",
        supervisor="涪陵区安全生产委员会",
        matters="查明事故原因，依法处理责任单位和责任人，督促整改措施落实。",
    )
    record = cases.record_in_field(
        case,
        actor=head,
        kind="interview",
        recorded_with=partner,
        sending_key="0" * 64,
        place="听涛里项目部会议室",
        started_at=timezone.now() - HOUR,
        ended_at=timezone.now() - HOUR / 2,
        signed_by="refused",
        signatory="班长，项目架子班",
        refusal="称须先向公司请示",
        witness="项目部资料员",
        facts={
            "asked_as": "testimony",
            "person": "费阿满",
            "person_post": "重庆横舟建筑工程有限公司架子班班长",
            "person_id": "居民身份证 999999198503120011",
            "answers": [
                {
                    "question": "拆除卸料平台前有没有作业方案和交底？",
                    "answer": "没有方案，早上口头说了一下。",
                },
                {"question": "平台的钢丝绳是谁先松开的？", "answer": "为了赶下一层，先松了外侧的两根。"},
                {"question": "作业人员系安全带没有？", "answer": "系了，但是没有挂点可以挂。"},
            ],
        },
    )
    cases.countersign_record(record, actor=partner)


def _refer(case: Case, staff: Staff, team: tuple[User, User]) -> None:
    """Have the leader approve that a crime is suspected, and hand the packet to the police."""
    head, _partner = team
    referral = cases.propose_referral(
        case,
        actor=head,
        crime="重大责任事故罪",
        grounds="项目负责人在没有专项方案的情况下安排拆除卸料平台，违章指挥，造成一人死亡。",
        officers=team,
    )
    cases.approve_referral(referral, actor=staff.one(Duty.LEADER))
    cases.hand_over_referral(
        referral,
        actor=head,
        handed_over_at=timezone.now(),
        police="涪陵区公安局",
        receipt="治安支队收文岗",
        particulars="项目负责人，男，重庆横舟建筑工程有限公司员工。",
        investigation_report="现场勘查和询问材料1卷",
        item_list="卸料平台钢丝绳、卡扣共6件",
    )


def _report(accident: Accident, team: tuple[User, User], promiser: str) -> None:
    """Have all members sign the report; the one from the union dissents on a point."""
    head, partner = team
    cases.draft_accident_report(
        accident,
        actor=head,
        course="作业人员未按顺序拆除卸料平台，外侧钢丝绳先行松开，平台侧翻，一人坠落死亡。",
        cause="直接原因是违反拆除顺序；间接原因是未编制专项方案、未设置安全带挂点、现场无人监护。属于生产安全责任事故。",
        responsibility="施工单位负主要责任，建议给予行政处罚；项目负责人涉嫌犯罪，已移送公安机关。",
        evidence="现场勘查记录、询问笔录、钢丝绳检验报告。",
    )
    due_on = timezone.localdate() + TO_BE_DONE
    for what in (
        "对在建项目全部卸料平台逐一检查，未经验收不得使用",
        "对架子工重新培训考核，编制拆除作业专项方案",
    ):
        cases.promise_measure(accident, actor=head, what=what, who=promiser, due_on=due_on)
    for signer in (head, partner):
        cases.sign_report(accident, actor=signer)
    for delegate in accident.case.delegates.filter(role="member", left_at=None):
        dissents = DISSENTING in delegate.agency_name
        dissent = "应当写明施工单位未参加工伤保险的情况，并建议一并处理。" if dissents else ""
        cases.sign_report(accident, actor=head, delegate=delegate, dissent=dissent)
    cases.submit_report(accident, actor=head, submitted_on=timezone.localdate())


def _assess_landslide(staff: Staff, team: tuple[User, User]) -> None:
    happened_at, desk = timezone.now() - DAYS_AGO, staff.one(Duty.DESK)
    disaster = cases.record_disaster(
        actor=desk,
        hazard="geology",
        happened_at=happened_at,
        received_at=happened_at + HOUR / 2,
        place="大顺镇望江村2组",
        course="连续强降雨后山体滑坡，毁坏房屋3间，村道中断。",
    )
    cases.report_disaster_up(disaster, actor=desk, reported_up_at=happened_at + HOUR)
    head, partner = team
    leader = staff.one(Duty.LEADER)
    cases.form_team(disaster.case, actor=leader, head=head, members=[partner], delegates=ASSESSORS)
    cases.submit_assessment(
        disaster,
        actor=head,
        assessed_on=timezone.localdate(),
        cause="连续强降雨使坡体饱和，前缘切坡建房降低了稳定性。",
        course="凌晨监测员发现裂缝加宽，组织25人转移，半小时后滑坡。",
        nature="自然因素引发的地质灾害，未发现失职失责。",
        impact="转移群众25人，无人员伤亡，直接经济损失约42万元。",
        responsibility="未发现应当追究责任的情形。",
        advice="坡体修建截排水沟，增设2处自动监测点，划定切坡建房管控范围。",
    )
