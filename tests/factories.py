"""People and files at every stage, all made by the services that the pages call.

`the(Duty.LEADER)` is the office's leader, `the(Duty.LEADER, 2)` the second one; they exist once they are asked for.
`report_in("answered")`, `case_in("found")`, `penalty_in("served")`, `listing_in("listed")`, `reward_in("paid")` walk a
file to a state, each step by the person whose duty it is. Papers are printed only where a test asks for it:
`settle(prints=True)`.
"""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, Duty, User
from accounts.services import create_agency, create_person
from alarms import services as alarms
from alarms.models import Alarm, Shift
from enterprises.models import Unit
from enterprises.services import register_unit
from investigations import services as cases
from investigations.models import (
    Accident,
    Case,
    Disaster,
    Evidence,
    FieldRecord,
    FileAccess,
    MajorHazard,
    Preservation,
    RectificationOrder,
    Referral,
    Supervision,
    Target,
    Task,
)
from investigations.showing import shown_of
from outreach.drawing import draw_sheets
from outreach.models import Board
from outreach.services import make_board
from reports import disclosing, disposing
from reports import services as reports
from reports.models import Disclosure, Disposal, Report, Retaliation
from reports.notices import decline_grounds
from reports.services import Filing, Tip
from rewards import services as rewards
from rewards.bands import APPROVE, CLEAR, REVIEW, needs_leader
from rewards.bank import ResultLine
from rewards.models import Budget, Clawback, Fabrication, PaymentFile, Reward
from rewards.selectors import checks_to_answer
from sanctions import services as sanctions
from sanctions.models import Exposure, Handover, Interview, Listing, Penalty, Remittance
from sanctions.remittances import PaymentLine
from statutes.codes import make_uscc
from statutes.models import OfficeSetting
from statutes.rules import HOME, get_rule
from statutes.services import set_office_setting
from tests.remembered import remembered
from tests.vault.samples import photo
from vault import sealing
from vault.models import PersonKey
from vault.services import create_key, retire_key, unlock_key
from vault.streams import seal_file, sealed_path
from vault.uploads import HeldFile
from workflow.models import Clock, Delivery
from workflow.services import advance, deliver
from workflow.services.deliveries import pending

PASSWORD = "a whistle in the fog"
DIVISION = "500102006"
# What draws pages: half a second each.
PRINTERS = (
    "notices.tasks.print_issued",
    "investigations.tasks.put_away",
    "reports.tasks.put_away",
    "sanctions.tasks.put_away",
)
AGENCIES = {
    "office": ("重庆市涪陵区应急管理局", "涪应急"),
    "police": ("重庆市公安局涪陵区分局", "涪公"),
    "market": ("重庆市涪陵区市场监督管理局", "涪市监"),
    "gas": ("重庆市涪陵区城市管理局", "涪城管"),
}
# Who is sent to the team for an accident without an account; the police and the office have theirs.
DELEGATES = [
    cases.Sent("甄政府", "涪陵区人民政府", "government"),
    cases.Sent("甄监察", "涪陵区监察委员会", "supervision"),
    cases.Sent("甄工会", "涪陵区总工会", "union"),
    cases.Sent("甄检察", "涪陵区人民检察院", "procuratorate"),
]
FIREMAN = cases.Sent("甄消防", "涪陵区消防救援支队", "sector")
WORDS = "冲压机的防护罩拆了三个月，没有人管。"
PUNISHED = "班长知道是我说的，第二天把我调去扫厕所。"
IDENTITY = {"name": "甄举报", "phone": "19900000000"}


# ---- People ----------------------------------------------------------------------------------------------------
@remembered
def agency(code: str = "office") -> Agency:
    """Return one of the agencies; the one called office runs the system."""
    found = Agency.objects.filter(code=code).first()
    if found:
        return found
    name, short_name = AGENCIES[code]
    return create_agency(
        code=code,
        name=name,
        short_name=short_name,
        place="500102",
        is_office=code == "office",
        competence="emergency" if code == "office" else code,
    )


@remembered
def person(username: str, *duties: str, agency_code: str = "office", has_key: bool = True) -> User:
    """Return the person called `username`, made with these duties at the first call."""
    found: User | None = User.objects.filter(username=username).first()
    if found:
        return found
    user = create_person(
        username=username,
        name=username,
        agency=agency(agency_code),
        password=PASSWORD,
        duties=duties,
        certificate_no=f"C999999{User.objects.count():04d}" if Duty.INVESTIGATOR in duties else "",
    )
    # Whoever stands in a test has held the duty for years, so that a file can be old.
    user.duty_assignments.update(starts_on=datetime.date(2020, 1, 1))
    user.forget("duties")
    if has_key:
        create_key(user, password=PASSWORD)
    return user


def the(duty: str, number: int = 1) -> User:
    """Return the person who holds one duty and no other; the second investigator comes from the police."""
    code = "police" if duty == Duty.INVESTIGATOR and number > 1 else "office"
    return person(f"{Duty(duty).value}{number}", duty, agency_code=code)


@remembered
def office() -> Agency:
    """Make sure that the office stands and that every duty has its person, so that anything can be sealed."""
    if User.objects.filter(username__in=[f"{duty.value}1" for duty in Duty]).count() < len(Duty):
        for duty in Duty:
            the(duty)
    return agency()


@remembered
def key_in(state: str) -> PersonKey:
    """Return the key of a newcomer to the desk in `state`."""
    newcomer = person(f"newcomer-{state}", Duty.DESK)
    if state == "retired":
        retire_key(newcomer)
    elif state == "waiting":  # as after the ceremony, which is another test's matter
        PersonKey.objects.filter(user=newcomer).update(state=state)
    return PersonKey.objects.get(user=newcomer)


@remembered
def superuser() -> User:
    """Return somebody with the superuser flag and no duty at all."""
    user = person("root", has_key=False)
    User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    user.refresh_from_db()
    return user


def identity_of(user: User) -> str:
    """Return the person's unlocked private key."""
    return unlock_key(user, password=PASSWORD)


def browser(user: User | None, *, has_key: bool = False) -> Client:
    """Return a client at which `user` sits; `has_key` signs in with the password, which unlocks the key."""
    client = Client(headers={"accept-language": "en"})
    if user is not None and has_key:
        client.post("/desk/login/", {"username": user.username, "password": PASSWORD})
    elif user is not None:
        client.force_login(user)
    return client


# ---- Deliveries ------------------------------------------------------------------------------------------------
@remembered
def settle(*, prints: bool = False) -> None:
    """Deliver what the moves so far have published, as the worker would; papers wait unless they are asked for."""
    tried: set[int] = set()
    while keys := [key for key in _due(prints).values_list("pk", flat=True) if key not in tried]:
        for key in keys:
            tried.add(key)
            deliver(key)
    failures = Delivery.objects.filter(pk__in=tried, done_at=None).values_list("subscriber", "failure")
    assert not failures, f"not delivered: {list(failures)}"


def _due(prints: bool) -> Any:
    return pending() if prints else pending().exclude(subscriber__in=PRINTERS)


# ---- Units and tips --------------------------------------------------------------------------------------------
@remembered
def unit(name: str = "", **facts: Any) -> Unit:
    """Register a unit; its credit code is valid and belongs to nobody (region 999999)."""
    number = Unit.objects.count() + 1
    return register_unit(
        **{
            "name": name or f"涪陵试验第{number}机械厂（虚构）",
            "uscc": make_uscc(f"91999999MA{number:07d}"),
            "sector": "machinery",
            "division": DIVISION,
            "address": f"涪陵区敦仁街道试验路{number}号",
            "legal_representative": "甄试验",
            **facts,
        }
    )


def held_file(content: bytes) -> HeldFile:
    """Return a file that has arrived and lies sealed."""
    handle, key = uuid.uuid4().hex, sealing.new_key()
    path = f"{handle[:2]}/{handle}"
    done = seal_file([content], sealed_path(path), key=key)
    return HeldFile(
        handle=handle,
        path=path,
        size=done.size,
        sealed_size=done.sealed_size,
        sha256_plain=done.sha256_plain,
        sha256_sealed=done.sha256_sealed,
        media_type="image/jpeg",
        extension="jpg",
        key=key.hex(),
    )


@remembered
def file_report(*, about: Unit | None = None, files: Sequence[HeldFile] = (), **facts: Any) -> Filing:
    """File a tip as the public does; `facts` replace fields of the tip."""
    office()
    about = about or unit()
    told = {
        "kind": "hazard",
        "mode": "confidential",
        "division": about.division,
        "unit_name": about.name,
        "words": {"text": WORDS},
        "identity": {} if facts.get("mode") == "anonymous" else IDENTITY,
        "sector": about.sector,
        **facts,
    }
    return reports.submit_report(Tip(**told), files=files)


@remembered
def report_in(state: str = "submitted", *, about: Unit | None = None, **facts: Any) -> Report:
    """Return a tip in `state`."""
    desk, tip = the(Duty.DESK) if office() else None, file_report(about=about, **facts).report
    if state == "accepted":
        reports.accept_report(tip, actor=desk)
    elif state == "declined":
        reports.decline_report(tip, actor=desk, ground=decline_grounds()[0][0])
    elif state == "transferred":
        reports.transfer_report(tip, actor=desk, agency=agency("market"))
    elif state == "merged":
        earlier = report_in("accepted", about=about or tip.unit)
        reports.merge_report(tip, actor=desk, into=earlier)
    elif state == "withdrawn":
        reports.withdraw_report(tip)
    elif state in {"answered", "objected", "rechecked", "closed"}:
        tip = case_in("concluded", report=tip).report
        if state in {"objected", "rechecked"}:
            reports.object_to_answer(tip, text="防护罩并没有装上。")
        if state == "rechecked":
            reports.conclude_recheck(tip, actor=desk, text="经复查，原结论正确。")
        if state == "closed":
            reports.close_report(tip, actor=desk)
    settle()
    assert tip.state == state, tip.state
    return tip


@remembered
def shared_report_in(state: str = "accepted") -> Report:
    """Return a tip with a file in `state`, whose words and file the desk has granted to the head of the team."""
    report = file_report(files=[held_file(b"a photo")]).report
    case_in("investigating", report=report)
    share(report, the(Duty.INVESTIGATOR))
    report.refresh_from_db()
    assert report.state == state
    return report


@remembered
def share(report: Report, *readers: User) -> None:
    """Let people of the team read the original words of a tip."""
    desk = the(Duty.SUPERVISION if report.is_internal else Duty.DESK)
    reports.share_words(
        report, actor=desk, identity=identity_of(desk), readers=readers, note="须核对原话中的地点。"
    )


# ---- Notice boards ---------------------------------------------------------------------------------------------
def board(place: str = "食堂门口", *, at: Unit | None = None) -> Board:
    """Return a notice board whose sheets are drawn; what stands on them is another test's matter."""
    made = make_board(place=place, unit=at, actor=the(Duty.DESK))
    draw_sheets(lambda _template, _words: b"%PDF-1.7 poster")
    return made


# ---- Alarms ----------------------------------------------------------------------------------------------------
def on_duty(first: User, second: User | None = None, *, hours: int = 12) -> Shift:
    """Put somebody on the roster from an hour ago."""
    now = timezone.now() - datetime.timedelta(hours=1)
    ends_at = now + datetime.timedelta(hours=hours)
    return Shift.objects.create(starts_at=now, ends_at=ends_at, first=first, second=second)


@remembered
def alarm_in(state: str = "raised", *, report: Report | None = None) -> Alarm:
    """Return an alarm in `state`; nobody is on duty unless a test says so, and the leader takes it."""
    office()
    report = report or file_report(is_danger_now=True).report
    settle()
    alarm = Alarm.objects.get(about_label=Report.label(), about_id=report.pk)
    if state != "raised":
        alarms.acknowledge_alarm(alarm, actor=the(Duty.LEADER))
    if state == "done":
        alarms.finish_alarm(alarm, actor=the(Duty.LEADER), note="已通知消防，人员已撤出。")
    settle()
    assert alarm.state == state
    return alarm


# ---- Openings of identities ------------------------------------------------------------------------------------
@remembered
def disclosure_in(
    state: str = "requested", *, report: Report | None = None, ground: str = "facts"
) -> Disclosure:
    """Return a request to open an identity in `state`; the custodian asks, the leader decides."""
    office()
    custodian, leader = the(Duty.CUSTODIAN), the(Duty.LEADER)
    asked = disclosing.ask_for_identity(
        report or file_report().report, actor=custodian, ground=ground, reason="须当面核实现场位置。"
    )
    if state == "declined":
        disclosing.decline_disclosure(asked, actor=leader, note="可以通过信箱询问。")
    elif state == "withdrawn":
        disclosing.withdraw_disclosure(asked, actor=custodian)
    elif state != "requested":
        disclosing.approve_disclosure(asked, actor=leader, identity=identity_of(leader))
        if state in {"opened", "expired"}:
            disclosing.open_identity(asked, actor=custodian, identity=identity_of(custodian))
        if state == "expired":
            disclosing.expire_disclosure(asked)
    settle()
    assert asked.state == state
    return asked


# ---- Retention -------------------------------------------------------------------------------------------------
THREE_YEARS = datetime.timedelta(days=3 * 366)


@remembered
def disposal_in(state: str = "proposed") -> Disposal:
    """Return the destruction of what is sealed in a tip that was declined three years ago, in `state`."""
    office()
    with time_machine.travel(timezone.now() - THREE_YEARS):
        tip = report_in("declined")
    (disposal,) = disposing.propose_disposals([tip], actor=the(Duty.CUSTODIAN))
    if state == "destroyed":
        disposing.carry_out(disposal, actor=the(Duty.LEADER))
    elif state == "declined":
        disposing.decline_disposal(disposal, actor=the(Duty.LEADER), note="还有信访未了结。")
    settle()
    assert disposal.state == state
    return disposal


# ---- Cases -----------------------------------------------------------------------------------------------------
FINDINGS: dict[str, Any] = {
    "conclusion": "substantiated",
    "facts": "经查，3台冲压机未安装安全防护装置。",
    "violations": ["《中华人民共和国安全生产法》第三十六条第一款"],
    "proposal": "责令限期改正，依法立案处罚。",
}
STAGES = ["opened", "investigating", "found", "reviewed", "concluded", "closed"]


@remembered
def case_in(state: str = "opened", *, report: Report | None = None, **findings: Any) -> Case:
    """Return a case in `state`; `findings` replace what the team found (no penalty is proposed unless asked).

    Where the case of `report` is at work already, it goes on from there.
    """
    if report is None or report.state == "submitted":
        report = report or file_report().report
        reports.accept_report(report, actor=the(Duty.DESK))
        settle()
    case = report.cases.get()
    if state == "cancelled":
        return _cancelled(case)
    for stage in STAGES[STAGES.index(case.state) + 1 : STAGES.index(state) + 1]:
        _step_case(case, stage, findings)
        settle()
    return Case.objects.get(pk=case.pk)


@remembered
def drafted_case_in(state: str = "found") -> Case:
    """Return a case whose findings the second member drafted, so that the head can review them."""
    case = case_in("investigating")
    told = {**FINDINGS, "inspected_on": timezone.localdate()}
    cases.submit_findings(case, actor=the(Duty.INVESTIGATOR, 2), **told)
    settle()
    assert case.state == state
    return case


@remembered
def retaliation_case_in(state: str = "opened", *, report: Report | None = None, **findings: Any) -> Case:
    """Return the case of a report of retaliation in `state`."""
    retaliation = reports.raise_retaliation(report or report_in("accepted"), text=PUNISHED)
    settle()
    case: Case = Case.objects.get(retaliation=retaliation)
    for stage in STAGES[1 : STAGES.index(state) + 1]:
        _step_case(case, stage, findings)
        settle()
    return Case.objects.get(pk=case.pk)


@remembered
def retaliation_in(state: str = "raised", *, report: Report | None = None) -> Retaliation:
    """Return a report of retaliation in `state`."""
    case = retaliation_case_in("concluded" if state == "answered" else "opened", report=report)
    assert case.retaliation is not None
    assert case.retaliation.state == state
    return case.retaliation


def _step_case(case: Case, stage: str, findings: dict[str, Any]) -> None:
    leader, head = the(Duty.LEADER), the(Duty.INVESTIGATOR)
    if stage == "investigating":
        cases.form_team(case, actor=leader, head=head, members=[the(Duty.INVESTIGATOR, 2)])
    elif stage == "found":
        told = {**FINDINGS, "inspected_on": timezone.localdate(), **findings}
        cases.submit_findings(case, actor=head, **told)
    elif stage == "reviewed":
        cases.review_findings(case, actor=the(Duty.INVESTIGATOR, 2))
    elif stage == "concluded":
        cases.approve_findings(case, actor=leader)
    else:
        cases.close_case(case, actor=leader)


def _cancelled(case: Case) -> Case:
    annul(case.report, "desk1", "leader1")
    return Case.objects.get(pk=case.pk)


@remembered
def annul(subject: Any, proposer: str, confirmer: str) -> None:
    """Take the last move of `subject` back, by two people."""
    from workflow.services import confirm_annulment, propose_annulment

    propose_annulment(subject, actor=User.objects.get(username=proposer), reason="按错了。")
    confirm_annulment(subject, actor=User.objects.get(username=confirmer))
    settle()


def demand(problem: str = "冲压机没有防护罩", *, days: int = 15, **told: Any) -> cases.Demand:
    """Return one item of an order, due in so many days."""
    return cases.Demand(
        problem=problem,
        basis="《中华人民共和国安全生产法》第三十六条",
        demand="安装防护罩并验收",
        responsible="甄厂长",
        due_on=timezone.localdate() + datetime.timedelta(days=days),
        **told,
    )


@remembered
def order_in(state: str = "ordered", *, case: Case | None = None) -> RectificationOrder:
    """Return a rectification order in `state`."""
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    item = demand(days=15)
    order = cases.order_rectification(case or case_in("investigating"), actor=head, items=[item])
    if state == "reported":
        cases.report_rectified(order, actor=head)
    elif state == "passed":
        cases.pass_recheck(order, actor=head, rechecked_with=the(Duty.INVESTIGATOR, 2), rechecked_on=today)
    elif state == "asked":
        later = today + datetime.timedelta(days=30)
        cases.ask_extension(order, actor=head, asked_until=later, numbers=[1], note="须定制防护罩。")
    elif state == "cancelled":
        cases.cancel_order(order, actor=head)
    settle()
    assert order.state == ("ordered" if state == "asked" else state)
    return order


@remembered
def crackdown_in(state: str = "investigating") -> Case:
    """Return a joint crackdown at work."""
    office()
    case = cases.open_case(
        actor=the(Duty.LEADER), kind="crackdown", title="打击非法加油联合行动", note="群众反映。"
    )
    if state != "opened":
        _step_case(case, "investigating", {})
    return case


@remembered
def target_in(state: str = "planned", *, case: Case | None = None) -> Target:
    """Return a unit that the office has to visit in a crackdown, in `state`."""
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    case = case or crackdown_in()
    cases.add_targets(case, actor=head, unit=unit(), agencies=[agency()], planned_on=today)
    target = case.targets.latest("pk")
    if state == "visited":
        cases.visit_target(
            target, actor=head, visited_on=today, outcome="shut", found="非法加油点一处，当场取缔。"
        )
    elif state == "cancelled":
        cases.cancel_target(target, actor=head, note="已搬走。")
    assert target.state == state
    return target


@remembered
def task_in(state: str = "set", *, case: Case | None = None) -> Task:
    """Return a task in `state`: the head has it, and the second member checks it."""
    head, colleague = the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    task = cases.set_task(
        case or case_in("investigating"),
        actor=head,
        title="调取冲压机检修记录",
        person=head,
        due_on=timezone.localdate() + datetime.timedelta(days=3),
    )
    if state in {"done", "checked"}:
        cases.report_task(task, actor=head, result="已调取，共3册。")
    if state == "checked":
        cases.check_task(task, actor=colleague)
    elif state == "cancelled":
        cases.cancel_task(task, actor=head, note="已有记录。")
    assert task.state == state
    return task


@remembered
def access_in(state: str = "recorded", *, case: Case | None = None, **facts: Any) -> FileAccess:
    """Return an entry of the register of access to files in `state`: the party has read all there is."""
    case = case or case_in("concluded")
    told = {
        "seeker": "party",
        "name": "涪陵试验机械厂（虚构）",
        "ground": "《中华人民共和国行政处罚法》第四十五条，陈述申辩",
        "manner": "read",
        "seen_on": timezone.localdate(),
        "documents": [document.key for document in shown_of(case)],
        **facts,
    }
    access = cases.show_file(case, actor=the(Duty.INVESTIGATOR), **told)
    if state == "voided":
        cases.void_access(access, actor=the(Duty.INVESTIGATOR), note="登记错了案件。")
    return access


# ---- Accidents, preserved evidence, referrals ------------------------------------------------------------------
ACCIDENT_STAGES = ["recorded", "reported", "submitted", "replied", "reviewed"]


@remembered
def accident_in(state: str = "recorded", **facts: Any) -> Accident:
    """Return an accident in `state`: it happened three hours ago, and the unit reported within its hour."""
    office()
    now = timezone.now()
    told = {
        "unit": unit(),
        "happened_at": now - datetime.timedelta(hours=3),
        "unit_informed_at": now - datetime.timedelta(hours=3),
        "unit_reported_at": now - datetime.timedelta(hours=2, minutes=30),
        "received_at": now - datetime.timedelta(hours=1),
        "place": "冲压车间",
        "course": "一名工人被冲压机压伤。",
        "serious_injuries": 1,
        **facts,
    }
    accident = cases.record_accident(actor=the(Duty.DESK), **told)
    if state == "fresh":  # nobody has been named to investigate it
        return accident
    if state == "cancelled":
        cases.cancel_accident(accident, actor=the(Duty.LEADER), note="不是生产安全事故。")
        return accident
    cases.form_team(
        accident.case,
        actor=the(Duty.LEADER),
        head=the(Duty.INVESTIGATOR),
        members=[the(Duty.INVESTIGATOR, 2)],
        delegates=[*DELEGATES, *([FIREMAN] if told["unit"].sector == "fire" else [])],
    )
    ways = {
        "appraising": ["reported", "appraising"],
        "written": ["reported", "written"],
        "signed": ["reported", "signed"],
        "published": [*ACCIDENT_STAGES[1:4], "published"],
    }
    stages = ways.get(state) or ACCIDENT_STAGES[1 : _reach(state)]
    for stage in stages:
        _step_accident(accident, stage)
    settle()
    return Accident.objects.get(pk=accident.pk)


def _reach(state: str) -> int:
    return ACCIDENT_STAGES.index(state) + 1


def _step_accident(accident: Accident, stage: str) -> None:
    head, leader, today = the(Duty.INVESTIGATOR), the(Duty.LEADER), timezone.localdate()
    steps: dict[str, Any] = {
        "reported": lambda: cases.report_up(accident, actor=the(Duty.DESK), reported_up_at=timezone.now()),
        "appraising": lambda: cases.begin_appraisal(
            accident, actor=head, began_on=today, note="鉴定冲压机。"
        ),
        "written": lambda: write_accident_report(accident),
        "signed": lambda: signed_accident_report(accident),
        "submitted": lambda: (
            signed_accident_report(accident),
            cases.submit_report(accident, actor=head, submitted_on=today),
        ),
        "replied": lambda: cases.reply_to_accident(
            accident, actor=leader, replied_on=today, opinion="同意。", handling="依法处罚。"
        ),
        "published": lambda: (
            cases.publish_accident(accident, actor=leader, published_on=today, where="区政府网站"),
            review_promises(accident),
        ),
        "reviewed": lambda: (
            steps["published"](),
            cases.review_accident(accident, actor=leader, reviewed_on=today),
        ),
    }
    steps[stage]()


def write_accident_report(accident: Accident) -> None:
    """Write the report of the team, with one measure."""
    head = the(Duty.INVESTIGATOR)
    texts = {
        "course": "检修时阀门未关闭。",
        "cause": "未执行作业票；责任事故。",
        "responsibility": "企业负主要责任。",
        "evidence": "现场勘验笔录1份。",
    }
    cases.draft_accident_report(accident, actor=head, **texts)
    later = timezone.localdate() + datetime.timedelta(days=90)
    cases.promise_measure(accident, actor=head, what="重新培训作业票制度", who="企业", due_on=later)


def signed_accident_report(accident: Accident) -> None:
    """Write the report of the team and let all members sign it; a higher government leaves it to the office."""
    if accident.belongs_to:
        cases.take_mandate(accident, actor=the(Duty.LEADER), number="渝府办〔2026〕9号")
    write_accident_report(accident)
    for member in accident.case.members.filter(left_at=None).select_related("user"):
        cases.sign_report(accident, actor=member.user)
    for delegate in accident.case.delegates.filter(left_at=None, role="member"):
        cases.sign_report(accident, actor=the(Duty.INVESTIGATOR), delegate=delegate)


def review_promises(accident: Accident) -> None:
    """Find every measure carried out."""
    for promise in accident.promises.all():
        cases.review_promise(
            accident, actor=the(Duty.LEADER), promise=promise, kept="done", found="培训记录齐全。"
        )


# ---- Natural disasters, listed supervision ---------------------------------------------------------------------
ASSESSMENT = {
    "cause": "连续强降雨。",
    "course": "凌晨滑坡，毁房3间。",
    "nature": "自然因素引发的地质灾害。",
    "impact": "转移群众25人。",
    "responsibility": "未发现失职。",
    "advice": "增设监测点。",
}
FORESTERS = [
    cases.Sent("甄林业", "涪陵区林业局", "forestry"),
    cases.Sent("甄监察", "涪陵区监察委员会", "supervision"),
]


@remembered
def disaster_in(state: str = "recorded", **facts: Any) -> Disaster:
    """Return a disaster in `state`: a landslide of yesterday that killed nobody."""
    office()
    now, head, leader = timezone.now(), the(Duty.INVESTIGATOR), the(Duty.LEADER)
    told = {
        "hazard": "geology",
        "happened_at": now - datetime.timedelta(hours=3),
        "received_at": now - datetime.timedelta(minutes=30),
        "place": "白涛街道",
        "course": "山体滑坡。",
        **facts,
    }
    disaster = cases.record_disaster(actor=the(Duty.DESK), **told)
    if state == "fresh":
        return disaster
    if state == "cancelled":
        cases.cancel_disaster(disaster, actor=leader, note="是人工边坡垮塌。")
        return disaster
    members = [the(Duty.INVESTIGATOR, 2)]
    cases.form_team(disaster.case, actor=leader, head=head, members=members, delegates=FORESTERS)
    if state in {"assessed", "decided"}:
        today = timezone.localdate()
        cases.submit_assessment(disaster, actor=head, assessed_on=today, **ASSESSMENT)
        if state == "decided":
            cases.decide_disaster(disaster, actor=leader, decided_on=today, decision="无责任人。")
    return Disaster.objects.get(pk=disaster.pk)


@remembered
def supervision_in(state: str = "listed", *, case: Case | None = None) -> Supervision:
    """Return listed supervision in `state`, of an accident in construction; "ready" waits for its lifting."""
    leader = the(Duty.LEADER)
    if case is None:
        case = accident_in("reported", unit=unit(sector="fire")).case
    supervision = cases.supervise_case(
        case, actor=leader, trigger="sector", supervisor="区安委会", matters="查明原因，处理责任人。"
    )
    if state in {"ready", "lifted"}:
        for stage in STAGES[2:5]:
            _step_case(case, stage, {})
    if state == "lifted":
        today = timezone.localdate()
        cases.lift_supervision(supervision, actor=leader, lifted_on=today, outcome="已办结。")
    elif state == "extended":
        until = supervision.due_on + datetime.timedelta(days=30)
        cases.extend_supervision(
            supervision, actor=leader, until_on=until, number="涪安委〔2026〕8号", note="案情复杂。"
        )
    elif state == "cancelled":
        cases.cancel_supervision(supervision, actor=leader, note="列错了案件。")
    return Supervision.objects.get(pk=supervision.pk)


@remembered
def preservation_in(state: str = "preserved", *, case: Case | None = None) -> Preservation:
    """Return preserved evidence in `state`."""
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    preservation = cases.preserve_evidence(
        case or case_in("investigating"),
        actor=head,
        items="冲压机操作记录本3册",
        place="本单位档案室",
        approval_number="涪应急保〔2026〕3号",
        preserved_on=today,
    )
    if state == "settled":
        cases.settle_evidence(preservation, actor=head, settlement="returned", settled_on=today)
    return preservation


@remembered
def evidence_in(
    state: str = "kept", *, case: Case | None = None, files: Any = None, **facts: Any
) -> Evidence:
    """Return evidence of a case in `state`; the head of the team took it, with the other investigator."""
    head, other = the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    told = {
        "kind": "audiovisual",
        "title": "冲压机现场照片",
        "proves": "冲压机没有防护罩。",
        "provider": "现场拍摄",
        "place": "冲压车间",
        "taken_at": timezone.now(),
        "place_kept": "本单位档案室",
        "condition": "存储卡封装完好",
        **facts,
    }
    files = [held_file(photo())] if files is None else files
    evidence = cases.take_evidence(
        case or case_in("investigating"), actor=head, taken_with=other, files=files, **told
    )
    where = {"place": "勘验室", "condition": "封条完好"}
    if state in {"offered", "offered_back"}:
        cases.hand_over_evidence(evidence, actor=head, receiver=other, **where)
    if state == "offered_back":
        cases.receive_evidence(evidence, actor=other)
        cases.hand_over_evidence(evidence, actor=other, receiver=head, **where)
    elif state == "returned":
        cases.give_back_evidence(evidence, actor=head, outsider="试验机械厂（虚构）", **where)
    elif state == "excluded":
        cases.exclude_evidence(evidence, actor=the(Duty.LEADER), note="取证时只有一人。")
    return evidence


INQUIRY = {
    "asked_as": "testimony",
    "person": "甄工",
    "person_post": "冲压工",
    "person_id": "居民身份证 999999200001010003",
    "answers": [{"question": "防护罩何时拆的？", "answer": "三个月以前。"}],
}


@remembered
def field_record_in(state: str = "recorded", *, case: Case | None = None, **facts: Any) -> FieldRecord:
    """Return an inspection record in `state`; "to_sign" was written by the other investigator.

    "inquiry" is a record of an inquiry.
    """
    if state == "inquiry":
        facts = {"kind": "interview", "facts": INQUIRY, **facts}
    pair = [the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)]
    case = case or case_in("investigating")
    writer, other = reversed(pair) if state == "to_sign" else pair
    told = {
        "kind": "inspection",
        "place": "冲压车间",
        "started_at": timezone.now() - datetime.timedelta(hours=1),
        "ended_at": timezone.now(),
        "signed_by": "refused",
        "signatory": "甄主任，车间主任",
        "refusal": "称须请示",
        "witness": "甄保安",
        "sending_key": secrets.token_hex(32),
        "facts": {"content": "冲压设备", "problems": "一台没有防护罩", "handling": "责令停用"},
        **facts,
    }
    record = cases.record_in_field(case, actor=writer, recorded_with=other, **told)
    if state == "signed":
        cases.countersign_record(record, actor=other)
    elif state == "excluded":
        cases.exclude_record(record, actor=the(Duty.LEADER), note="只有一人在场。")
    return record


@remembered
def hazard_in(state: str = "registered", *, case: Case | None = None) -> MajorHazard:
    """Return a major hazard in `state`; "gone" has passed its recheck and waits to be lifted."""
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    order = order_in(case=case)
    hazard = cases.register_hazard(
        order,
        actor=head,
        item=order.items.get(),
        title="冲压机无防护装置",
        basis="《工贸企业重大事故隐患判定标准》第七条",
    )
    if state == "listed":
        later = timezone.localdate() + datetime.timedelta(days=60)
        cases.list_hazard(hazard, actor=leader, supervisor="区安委会办公室", listed_until=later)
    elif state in {"gone", "lifted"}:
        proof = evidence_in(case=order.case, files=[])
        other = the(Duty.INVESTIGATOR, 2)
        cases.pass_recheck(order, actor=head, rechecked_with=other, rechecked_on=timezone.localdate())
        if state == "lifted":
            cases.lift_hazard(hazard, actor=leader, proof=proof)
    return MajorHazard.objects.get(pk=hazard.pk)


REFERRAL_STAGES = ["approved", "handed_over", "declined", "objected", "filed", "delivered", "judged"]
PACKET = {
    "police": "重庆市公安局涪陵区分局",
    "receipt": "甄警官",
    "particulars": "甄一，生产副总。",
    "investigation_report": "调查报告1份",
    "item_list": "涉案物品清单1份",
}


@remembered
def referral_in(state: str = "proposed", *, case: Case | None = None) -> Referral:
    """Return a referral to the police in `state`; it comes to `filed` past an objection."""
    referral = cases.propose_referral(
        case or case_in("investigating"),
        actor=the(Duty.INVESTIGATOR),
        crime="重大责任事故罪",
        grounds="违章指挥，造成一人死亡。",
        officers=[the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)],
    )
    head, leader, today = the(Duty.INVESTIGATOR), the(Duty.LEADER), timezone.localdate()
    steps: dict[str, Any] = {
        "approved": lambda: cases.approve_referral(referral, actor=leader),
        "handed_over": lambda: cases.hand_over_referral(
            referral, actor=head, handed_over_at=timezone.now(), **PACKET
        ),
        "declined": lambda: cases.decline_referral(
            referral, actor=head, police_decided_on=today, note="证据不足。"
        ),
        "objected": lambda: cases.object_to_police(
            referral, actor=head, objected_on=today, objected_to="police", note="请予复议。"
        ),
        "filed": lambda: cases.take_up_referral(referral, actor=head, police_decided_on=today),
        "delivered": lambda: cases.deliver_material(referral, actor=head, delivered_on=today),
        "judged": lambda: cases.note_judgment(
            referral, actor=head, judged_on=today, judgment="判处有期徒刑一年。"
        ),
    }
    if state == "refused":
        cases.refuse_referral(referral, actor=leader, note="不构成犯罪。")
    elif state == "returned":
        for stage in REFERRAL_STAGES[:3]:
            steps[stage]()
        cases.take_back_referral(referral, actor=head, note="转行政处罚。")
    elif state != "proposed":
        for stage in REFERRAL_STAGES[: REFERRAL_STAGES.index(state) + 1]:
            steps[stage]()
    return referral


# ---- Penalties and listings ------------------------------------------------------------------------------------
PENALTY_STAGES = [
    "proposed",
    "filed",
    "reported",
    "investigated",
    "notified",
    "heard",
    "reviewed",
    "decided",
    "served",
    "paid",
    "closed",
]
CHECKED: dict[str, str] = {
    "competence": "本机关有管辖权，执法人员持证执法。",
    "facts_checked": "事实清楚，证据确凿。",
    "law_applied": "适用法律正确，裁量适当。",
    "procedure": "程序合法。",
    "qualification": "国家统一法律职业资格",
}
HEARD: dict[str, str] = {
    "hours": "9时30分至11时",
    "attendance": "当事人法定代表人",
    "presented": "冲压机没有防护罩，拟罚款50000元。",
    "record": "当事人认为处罚过重。",
}
DISCUSSED: dict[str, Any] = {
    "place": "本局会议室",
    "opinions": "一致同意。",
    "conclusion": "按告知内容处罚。",
}
FINE: dict[str, Any] = {
    "fine": Decimal(50000),
    "violated": "《中华人民共和国安全生产法》第三十六条第一款",
    "provision": "fine.work_safety.99.1_2_3_4_5_6_7_8.unit",
    "basis": "《中华人民共和国安全生产法》第九十九条第二项",
    "reasons": "首次被查处，主动配合。",
}


@remembered
def penalty_in(state: str = "filed", *, case: Case | None = None, **findings: Any) -> Penalty:
    """Return a penalty proceeding in `state`."""
    case = case or case_in("concluded", proposes_penalty=True, **findings)
    penalty = case.penalties.get()
    if state == "dropped":
        sanctions.drop_penalty(penalty, actor=the(Duty.LEADER), note="情节轻微，及时改正。")
    elif state == "cancelled":
        advance(penalty, "cancel", actor=None)
    else:
        for stage in _way_to(state):
            _step_penalty(penalty, stage)
            settle()
    settle()
    return Penalty.objects.get(pk=penalty.pk)


def _way_to(state: str) -> list[str]:
    """Return the stages that lead to `state`, past the branches of the hearing and of the enforcement."""
    hearing = ["hearing_requested", "hearing_set", "hearing_announced", "hearing_day", "hearing_held"]
    told, served, paid = (
        PENALTY_STAGES[1 : PENALTY_STAGES.index(end) + 1] for end in ("notified", "served", "paid")
    )
    branches = {
        **{stage: [*told, *hearing[: number + 1]] for number, stage in enumerate(hearing)},
        "demanded": [*served, "demanded"],
        "in_court": [*served, "demanded", "in_court"],
        "overdue": [*served, "overdue"],
        "asking": [*served, "asking"],
        "ending": [*paid, "ending"],
        "closed": [*paid, "ending", "closed"],
        "demand_served": [*served, "demanded", "demand_served"],
        "unmoved": [*served, "demanded", "demand_served", "unmoved"],
        "answered_in_court": [*served, "demanded", "in_court", "answered_in_court"],
        "published": [*served, "published"],
        "reviewing": [*served, "reviewing"],
        "revoked": [*served, "published", "reviewing", "revoked"],
        "deviating": ["filed", "deviating", "investigated"],
        "to_sign": ["filed", "to_sign"],
        "small": ["filed", "small", "investigated"],
        "extensible": ["filed", "extensible"],
        "extended": ["filed", "extensible", "extended"],
    }
    return branches.get(state) or PENALTY_STAGES[1 : PENALTY_STAGES.index(state) + 1]


@remembered
def choose(rule_id: str, value: str) -> None:
    """Let the office settle what a rule leaves open, from long ago; twice is once."""
    rule = get_rule(rule_id, place=HOME, on=timezone.localdate())
    if OfficeSetting.objects.filter(key=rule_id, value=value).exists():
        return
    set_office_setting(
        rule,
        value,
        effective_from=timezone.localdate() - datetime.timedelta(days=3650),
        reason="试验。",
        actor=the(Duty.ADMIN),
        is_founding=True,
    )


def allow_extension(value: str = "leader_then_discussion") -> None:
    """Let the office confirm by which rule a decision can be put off."""
    choose("penalty.setting.extension", value)


@remembered
def let_pass(subject: Any, *rule_ids: str) -> None:
    """Put the end of a file's periods into yesterday."""
    yesterday = timezone.now() - datetime.timedelta(days=1)
    clocks = Clock.objects.filter(subject_label=subject.label(), subject_id=subject.pk, rule_id__in=rule_ids)
    clocks.update(due_at=yesterday)


@remembered
def let_begin(subject: Any, *rule_ids: str) -> None:
    """Let a file's periods that lie ahead have begun yesterday."""
    yesterday = timezone.now() - datetime.timedelta(days=1)
    clocks = Clock.objects.filter(subject_label=subject.label(), subject_id=subject.pk, rule_id__in=rule_ids)
    clocks.update(started_at=yesterday)


def _step_penalty(penalty: Penalty, stage: str) -> None:
    head, today = the(Duty.INVESTIGATOR), timezone.localdate()
    steps: dict[str, Any] = {
        "filed": lambda: sanctions.file_penalty(penalty, actor=the(Duty.LEADER)),
        "extensible": allow_extension,
        "extended": lambda: sanctions.extend_penalty(
            penalty,
            actor=the(Duty.LEADER),
            until_on=today + datetime.timedelta(days=120),
            note="鉴定尚未完成。",
        ),
        "reported": lambda: sanctions.report_penalty(penalty, actor=head, **FINE),
        "investigated": lambda: sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2)),
        "notified": lambda: sanctions.notify_penalty(penalty, actor=head),
        "heard": lambda: sanctions.hear_party(penalty, actor=head, is_waived=True),
        "reviewed": lambda: sanctions.review_penalty(penalty, actor=the(Duty.REVIEWER), **CHECKED),
        "decided": lambda: sanctions.decide_penalty(penalty, actor=the(Duty.LEADER)),
        "served": lambda: sanctions.serve_penalty(penalty, actor=head, served_on=today, **HANDED_OVER),
        "hearing_requested": lambda: sanctions.request_hearing(penalty, actor=head),
        "hearing_set": lambda: sanctions.set_hearing(
            penalty,
            actor=head,
            hearing_on=today + datetime.timedelta(days=40),
            hearing_time=datetime.time(9, 30),
            hearing_place="本局第二会议室",
            chair=the(Duty.CHAIR),
        ),
        "hearing_announced": lambda: sanctions.announce_hearing(penalty, actor=head),
        "hearing_day": lambda: Penalty.objects.filter(pk=penalty.pk).update(hearing_on=today),
        "hearing_held": lambda: sanctions.hold_hearing(penalty, actor=the(Duty.CHAIR), **HEARD),
        "to_sign": lambda: sanctions.report_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2), **FINE),
        "deviating": lambda: sanctions.report_penalty(
            penalty, actor=head, **{**FINE, "provision": "", "deviation": "所引条款未收入规则库。"}
        ),
        "small": lambda: sanctions.report_penalty(penalty, actor=head, **{**FINE, "fine": Decimal(2000)}),
        "published": lambda: sanctions.publish_penalty(penalty, actor=head, published_on=today),
        "reviewing": lambda: sanctions.open_review(penalty, actor=head, opened_on=today),
        "revoked": lambda: sanctions.revoke_penalty(
            penalty, actor=head, closed_on=today, note="原决定被撤销。"
        ),
        "demanded": lambda: (
            let_pass(penalty, "penalty.pay"),
            sanctions.demand_payment(penalty, actor=head),
        ),
        "overdue": lambda: let_pass(penalty, "penalty.pay"),
        "demand_served": lambda: sanctions.serve_demand(penalty, actor=head, demand_served_on=today),
        "unmoved": lambda: (
            let_pass(penalty, "enforcement.demand"),
            let_begin(penalty, "enforcement.court"),
        ),
        "in_court": lambda: (
            steps["demand_served"](),
            steps["unmoved"](),
            sanctions.apply_to_court(penalty, actor=the(Duty.LEADER)),
        ),
        "answered_in_court": lambda: sanctions.note_ruling(
            penalty, actor=head, ruling="not_accepted", ruled_on=today
        ),
        "paid": lambda: sanctions.record_penalty_payment(penalty, actor=the(Duty.FINANCE), paid_on=today),
        "asking": lambda: sanctions.ask_for_time(
            penalty, actor=head, asked_on=today, because="资金周转困难，申请分期缴纳。"
        ),
        "ending": lambda: sanctions.propose_closing(penalty, actor=head, grounds="罚款已经缴清。"),
        "closed": lambda: sanctions.close_penalty(penalty, actor=the(Duty.LEADER)),
    }
    steps[stage]()


# What the proof of service says where a paper was handed over and signed on the screen.
HANDED_OVER: dict[str, Any] = {
    "by": "in_person",
    "place": "企业办公楼一楼会议室",
    "received_by": "甄文员",
    "received_as": "mail_clerk",
    "signature": "M100 120L220 60L300 150M320 60L330 160",
}

ON_THE_LIST = ("listed", "long_listed", "asked", "removed")
REMOVAL: dict[str, Any] = {
    "asked_because": "已履行处罚，已完成整改。",
    "is_harm_removed": True,
    "has_no_ban_running": True,
}


def listed_for(listing: Listing, *, days: int) -> None:
    """Let an entry of the list have begun so many days ago."""
    Listing.objects.filter(pk=listing.pk).update(
        listed_on=timezone.localdate() - datetime.timedelta(days=days)
    )
    listing.listed_on = Listing.objects.values_list("listed_on", flat=True).get(pk=listing.pk)


def pay_up(penalty: Penalty) -> None:
    """Let a decided penalty be served and paid."""
    today = timezone.localdate()
    if penalty.state == "decided":
        sanctions.serve_penalty(penalty, actor=the(Duty.INVESTIGATOR), served_on=today)
    sanctions.record_penalty_payment(penalty, actor=the(Duty.FINANCE), paid_on=today)


@remembered
def listing_in(state: str = "candidate", *, penalty: Penalty | None = None) -> Listing:
    """Return an entry of the list of dishonest subjects in `state`."""
    penalty = penalty or penalty_in("decided", is_concealed=True, deaths=1, concealed_deaths=1)
    listing = penalty.listings.order_by("pk").first()
    assert listing is not None, "no listing candidate came of this penalty"
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    if state in {"notified", "heard", *ON_THE_LIST}:
        sanctions.notify_listing(listing, actor=head)
    if state in {"heard", *ON_THE_LIST}:
        sanctions.hear_listing(listing, actor=head)
    if state in ON_THE_LIST:
        sanctions.enter_listing(listing, actor=leader)
    if state in ON_THE_LIST[1:]:
        listed_for(listing, days=400)
    if state in {"asked", "removed"}:
        pay_up(listing.penalty)
        sanctions.ask_removal(listing, actor=head, asked_on=timezone.localdate(), **REMOVAL)
    if state == "removed":
        sanctions.remove_listing(listing, actor=leader, note="已完成信用修复。")
    if state == "dismissed":
        sanctions.dismiss_listing(listing, actor=leader, note="不符合列入情形。")
    settle()
    return Listing.objects.get(pk=listing.pk)


PLAN: dict[str, Any] = {"interviewee": "甄厂长", "problems": "较大事故多发。", "place": "本局会议室"}
MINUTES: dict[str, Any] = {
    "held_on": timezone.localdate(),
    "attended": "甄厂长、程一、程二",
    "reply": "立即整改。",
    "measures": [{"measure": "安装防护罩", "due_on": "2020-01-01"}],
}


@remembered
def interview_in(state: str = "proposed", *, due_on: Any = "2020-01-01") -> Interview:
    """Return an interview in `state`."""
    head, leader, today = the(Duty.INVESTIGATOR), the(Duty.LEADER), timezone.localdate()
    found = sanctions.propose_interview(case_in("investigating"), actor=head, note="问题突出。")
    minutes = {**MINUTES, "held_on": today, "measures": [{"measure": "安装防护罩", "due_on": str(due_on)}]}
    steps: dict[str, Any] = {
        "planned": lambda: sanctions.plan_interview(found, actor=head, planned_at=timezone.now(), **PLAN),
        "announced": lambda: sanctions.announce_interview(found, actor=leader),
        "held": lambda: sanctions.hold_interview(found, actor=head, **minutes),
        "reported": lambda: sanctions.record_interview_report(
            found, actor=head, reported_on=today, report="已完成整改。"
        ),
        "closed": lambda: sanctions.close_interview(found, actor=leader, note="复查属实。"),
    }
    ways = {"failed": ["planned", "announced"], "dismissed": [], "cancelled": [], "proposed": []}
    for step in ways.get(state, list(steps)[: list(steps).index(state) + 1] if state in steps else []):
        steps[step]()
    if state == "failed":
        sanctions.fail_interview(found, actor=leader, note="未到场。")
    if state == "dismissed":
        sanctions.dismiss_interview(found, actor=leader, note="不需要约谈。")
    if state == "cancelled":
        advance(found, "cancel", actor=None)
    settle()
    return Interview.objects.get(pk=found.pk)


@remembered
def exposure_in(state: str = "proposed") -> Exposure:
    """Return an exposure in `state`."""
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    found = sanctions.propose_exposure(case_in("investigating"), actor=head, note="问题突出。")
    text = {"headline": "冲压机没有防护罩的教训", "text": "该单位3台冲压机没有安全防护装置。"}
    steps: dict[str, Any] = {
        "drafted": lambda: sanctions.draft_exposure(found, actor=head, **text),
        "cleared": lambda: sanctions.clear_exposure(found, actor=the(Duty.REVIEWER)),
        "published": lambda: sanctions.publish_exposure(found, actor=leader),
        "withdrawn": lambda: sanctions.withdraw_exposure(found, actor=leader, note="已整改。"),
    }
    for step in list(steps)[: list(steps).index(state) + 1] if state in steps else []:
        steps[step]()
    if state == "dismissed":
        sanctions.dismiss_exposure(found, actor=leader, note="不宜曝光。")
    if state == "cancelled":
        advance(found, "cancel", actor=None)
    settle()
    return Exposure.objects.get(pk=found.pk)


@remembered
def handover_in(state: str = "drawn") -> Handover:
    """Return a handover of one penalty to the platform in `state`."""
    penalty_in("decided")
    reviewer = the(Duty.REVIEWER)
    found = sanctions.draw_handover(actor=reviewer)
    if state == "answered":
        table = {row.facts["cf_wsh"]: (True, "") for row in found.rows.filter(fate="ready")}
        sanctions.answer_handover(found, actor=reviewer, table=table)
    if state == "discarded":
        sanctions.discard_handover(found, actor=reviewer, note="改由下一批报送。")
    settle()
    return Handover.objects.get(pk=found.pk)


@remembered
def remittance_in(state: str = "checked") -> Remittance:
    """Return a file with one payment in `state`."""
    penalty, finance = penalty_in("served"), the(Duty.FINANCE)
    row = PaymentLine(
        number=2,
        serial="Y999999",
        matter=penalty.reference,
        payer=penalty.unit.name,
        account=settings.TREASURY_ACCOUNTS[0],
        amount_fen=penalty.fine_fen,
        paid_on=timezone.localdate(),
    )
    found = sanctions.check_payments(b"one payment", [row], actor=finance)
    if state == "booked":
        sanctions.book_remittance(found, actor=finance)
    if state == "discarded":
        sanctions.discard_remittance(found, actor=finance, note="拿错了文件。")
    settle()
    return Remittance.objects.get(pk=found.pk)


# ---- Rewards ---------------------------------------------------------------------------------------------------
OBJECTION = "罚款是十万元，拟奖励少算了。"
PAYEE = {"name": "甄收款", "bank": "试验银行", "account": "9999990000000000"}


@remembered
def grant(payer: Agency | None = None, *, yuan: int = 1_000_000, year: int | None = None) -> Budget:
    """Grant an authority, the office itself where none is named, money for rewards."""
    return rewards.grant_budget(
        payer=payer or office(),
        year=year or timezone.localdate().year,
        amount_fen=yuan * 100,
        reason="年度预算。",
        actor=the(Duty.FINANCE),
    )


def agree(reward: Reward) -> User:
    """Grant the money and let reviewer and finance agree where the band asks for them; return who approves."""
    grant()
    reward.refresh_from_db(fields=["approvals"])
    if REVIEW in reward.approvals:
        rewards.review_reward(Reward.objects.get(pk=reward.pk), actor=person("reviewing", Duty.REWARDS))
    if CLEAR in reward.approvals:
        rewards.clear_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.FINANCE))
    return the(Duty.LEADER if needs_leader(reward) else Duty.FINANCE)


@remembered
def find_conditions(reward: Reward, **other: str) -> Reward:
    """Answer the conditions that a person answers with yes, or as `other` says, and have a second officer agree."""
    asked = [check.key for check in checks_to_answer(reward)]
    answers = {key: (other.get(key, "yes"), "已核对案卷，没有相反情况。") for key in asked}
    rewards.answer_checks(reward, actor=person("checking", Duty.REWARDS), answers=answers)
    rewards.review_checks(reward, actor=person("reviewing", Duty.REWARDS), agrees=True)
    return Reward.objects.get(pk=reward.pk)


@remembered
def settle_amount(reward: Reward, *, actor: User | None = None) -> Reward:
    """Find the conditions, tell the reporter the intended amount, and let the reporter agree."""
    reward = find_conditions(reward)
    rewards.tell_reward(reward, actor=actor or person("telling", Duty.REWARDS))
    rewards.agree_to_reward(reward.report)
    return Reward.objects.get(pk=reward.pk)


@remembered
def reward_in(state: str = "assessed", *, report: Report | None = None) -> Reward:
    """Return a reward in `state`, of a fined unit's tip; `answered`, `found`, `unmet`, `agreed` lie between two."""
    case = case_in("concluded", report=report or file_report().report, proposes_penalty=True)
    penalty_in("decided", case=case)
    reward = case.rewards.get()
    officer, finance, teller = the(Duty.REWARDS), the(Duty.FINANCE), person("telling", Duty.REWARDS)
    if state in {"refused", "unmet", "contested_refusal"}:
        reward = find_conditions(reward, unhandled="no")
        if state != "unmet":
            rewards.refuse_reward(reward, actor=teller, note="举报前已被查处。")
        if state == "contested_refusal":
            rewards.contest_reward(reward.report, text=OBJECTION)
    elif state == "cancelled":
        advance(reward, "cancel", actor=None)
    elif state == "answered":
        asked = {check.key: ("yes", "已核对案卷。") for check in checks_to_answer(reward)}
        rewards.answer_checks(reward, actor=person("checking", Duty.REWARDS), answers=asked)
    elif state in {"found", "told", "contested", "reexamined"}:
        reward = find_conditions(reward)
        if state != "found":
            rewards.tell_reward(reward, actor=teller)
        if state in {"contested", "reexamined"}:
            reward = rewards.contest_reward(reward.report, text=OBJECTION)
        if state == "reexamined":
            rewards.uphold_reward(reward, actor=person("reviewing", Duty.REWARDS), note="计算无误。")
    elif state != "assessed":
        reward = settle_amount(reward)
        if state != "agreed":
            rewards.propose_reward(reward, actor=officer)
        if state not in {"agreed", "proposed"}:
            grant()
            rewards.approve_reward(reward, actor=finance)
        if state in {"claimed", "paid"}:
            rewards.claim_reward(case.report, payee=PAYEE)
            reward.refresh_from_db()
        if state == "paid":
            rewards.pay_reward(reward, actor=the(Duty.CASHIER))
        if state == "lapsed":
            Reward.objects.filter(pk=reward.pk).update(
                claim_until=timezone.localdate() - datetime.timedelta(days=1)
            )
            rewards.lapse_reward(Reward.objects.get(pk=reward.pk), actor=officer)
    settle()
    return Reward.objects.get(pk=reward.pk)


@remembered
def payment_file_in(state: str = "drawn", *, reward: Reward | None = None) -> PaymentFile:
    """Return a payment file in `state`, of one reward."""
    cashier = the(Duty.CASHIER)
    key = {"actor": cashier, "identity": identity_of(cashier)}
    file = rewards.draw_payment_file([reward or reward_in("claimed")], actor=cashier)
    if state in {"handed_out", "settled"}:
        rewards.hand_out_payment_file(file, **key, kind="csv")
    if state == "settled":
        rewards.settle_payment_file(file, actor=cashier, results=[result_line(file)])
    if state == "discarded":
        rewards.discard_payment_file(file, actor=cashier, note="改由下一批支付。")
    settle()
    return PaymentFile.objects.get(pk=file.pk)


@remembered
def clawback_in(state: str = "proposed", *, reward: Reward | None = None) -> Clawback:
    """Return paid money that may have to come back, in `state`."""
    found = rewards.propose_clawback(
        reward or reward_in("paid"), actor=the(Duty.REWARDS), on_ground="mistake"
    )
    if state in {"decided", "recovered"}:
        rewards.decide_clawback(found, actor=the(Duty.LEADER), note="付款有误。")
    if state == "recovered":
        rewards.recover_clawback(found, actor=the(Duty.FINANCE), recovered_on=timezone.localdate())
    if state == "dismissed":
        rewards.dismiss_clawback(found, actor=the(Duty.LEADER), note="无须追回。")
    settle()
    return Clawback.objects.get(pk=found.pk)


EVIDENCE = ("监控录像，存证据卷第3页。", "举报人称在场的时间与考勤记录不符，存第5页。")
ANSWER = "我看到的就是这样，没有编造。"


@remembered
def fabrication_in(state: str = "raised", *, reward: Reward | None = None) -> Fabrication:
    """Return the question whether a report was made up, in `state`; of one whose reward is told where none is given."""
    reward = reward or reward_in("told")
    found = rewards.raise_fabrication(
        report=reward.report,
        case=reward.case,
        actor=the(Duty.REWARDS),
        evidence=EVIDENCE,
        intent="聊天记录显示其明知照片是旧的。",
    )
    reviewer, leader = the(Duty.REVIEWER), the(Duty.LEADER)
    if state == "dropped":
        rewards.drop_fabrication(found, actor=reviewer, note="证据不足。")
    elif state != "raised":
        rewards.ask_reporter(found, actor=reviewer)
    if state in {"answered", "found", "cleared"}:
        found = rewards.answer_fabrication(reward.report, text=ANSWER)
        found = Fabrication.objects.get(pk=found.pk)
    if state == "found":
        rewards.find_fabrication(found, actor=leader, note="照片是三年前的，举报人承认。")
    elif state == "cleared":
        rewards.clear_fabrication(found, actor=leader, note="属于认识错误。")
    settle()
    return Fabrication.objects.get(pk=found.pk)


def result_line(file: PaymentFile, **changed: Any) -> ResultLine:
    """Return what a bank says of the first line of a payment file."""
    line = file.lines.all()[0]
    facts = {"number": 2, "instruction": line.instruction, "amount_fen": line.amount_fen, "is_paid": True}
    return ResultLine(**{**facts, "day": timezone.localdate(), "reason": "", **changed})


@remembered
def high_reward_in(state: str = "proposed") -> Reward:
    """Return a reward whose band asks for a reviewer, finance and a leader: as if the amount were high."""
    reward = settle_amount(reward_in("assessed"), actor=person("proposing", Duty.REWARDS))
    rewards.propose_reward(reward, actor=person("proposing", Duty.REWARDS))
    Reward.objects.filter(pk=reward.pk).update(approvals=[REVIEW, CLEAR, APPROVE])
    reward = Reward.objects.get(pk=reward.pk)
    if state in {"reviewed", "cleared"}:
        reviewer = person("reviewing", Duty.REWARDS)
        rewards.review_reward(reward, actor=reviewer)
    if state == "cleared":
        rewards.clear_reward(reward, actor=the(Duty.FINANCE))
    settle()
    return reward
