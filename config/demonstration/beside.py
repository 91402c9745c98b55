"""What stands beside the stories: partners, a notice board, evidence, a hazard on the register, a crackdown."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import Agency, Duty, User
from config.demonstration.staff import Staff
from enterprises.models import Unit
from investigations import services as cases
from investigations.models import Case, RectificationOrder
from investigations.selectors import team_of
from investigations.states import State
from outreach.services import make_board
from partners.services import connect_partner
from partners.states import Kind
from sanctions import services as sanctions
from sanctions.states_measures import Ground

SUPERVISED_FOR = datetime.timedelta(days=60)


def connect_partners(staff: Staff) -> None:
    """Connect the hotline, and the department to which tips are handed on, so that those are offered by program."""
    admin, transport = staff.one(Duty.ADMIN), Agency.objects.get(code="jiaotong")
    connect_partner(name="12345政务服务便民热线（演示）", kind=Kind.LINE, agency=None, actor=admin)
    connect_partner(
        name=f"{transport.name}业务系统（演示）", kind=Kind.DEPARTMENT, agency=transport, actor=admin
    )


def add_what_stands_beside(staff: Staff) -> None:
    """Add a board at a gate, and to the newest cases what a team brings home."""
    units = list(Unit.objects.order_by("pk"))
    make_board(place="厂门口公示栏", unit=units[0], actor=staff.one(Duty.DESK))
    order = RectificationOrder.objects.filter(case__state=State.INVESTIGATING).order_by("-pk").first()
    if order is not None:
        _register_hazard(order, staff)
    _propose_power_cut(staff)
    _crack_down(staff, units[-2:])


def _register_hazard(order: RectificationOrder, staff: Staff) -> None:
    """Keep what proves the hazard, and have it supervised by name."""
    head, other = (seat.user for seat in team_of(order.case)[:2])
    _take_evidence(order.case, head, other)
    hazard = cases.register_hazard(
        order,
        actor=head,
        item=order.items.all()[0],
        title="筒型库清库作业外包给不具备条件的人员",
        basis="《工贸企业重大事故隐患判定标准》",
    )
    until = timezone.localdate() + SUPERVISED_FOR
    leader = staff.one(Duty.LEADER)
    cases.list_hazard(hazard, actor=leader, supervisor="区安委会办公室", listed_until=until)


def _propose_power_cut(staff: Staff) -> None:
    """Have a power cut proposed where a unit does not stop, and an accident threatens; a leader has not decided yet."""
    case = Case.objects.filter(unit__name__contains="铝").exclude(penalties=None).order_by("-pk").first()
    if case is None:
        return
    head = next(seat.user for seat in team_of(case))
    measure = sanctions.bring_up_measure(
        case,
        actor=head,
        measure_ground=Ground.REFUSES_IN_DANGER,
        facts="责令停产停业整顿后，夜间仍开炉熔炼，铸造井周边积水未排除。",
    )
    sanctions.propose_measure(
        measure,
        actor=head,
        proposal="停止向该单位熔铸车间供电，保留消防和应急照明用电。",
        refused_decision="涪应急停〔2026〕1号责令停产停业整顿决定",
        danger="铝液遇积水可能发生爆炸。",
    )


def _take_evidence(case: Case, head: User, other: User) -> None:
    cases.take_evidence(
        case,
        actor=head,
        taken_with=other,
        kind="physical",
        title="断股后续接使用的安全绳",
        proves="清库人员使用的安全绳断股后续接。",
        provider="现场提取",
        place="进料仓仓顶",
        taken_at=timezone.now(),
        place_kept="本机关物证室",
        condition="一袋，封条完好",
    )


def _crack_down(staff: Staff, units: list[Unit]) -> None:
    """Open a joint crackdown with two units to visit, one of them visited."""
    today, head = timezone.localdate(), staff.officer()
    case = cases.open_case(
        actor=staff.one(Duty.LEADER),
        kind="crackdown",
        title="“打非治违”联合行动：非法经营和储存危险化学品",
        note="群众举报集中反映，联合公安、市场监管开展专项行动。",
    )
    partner = staff.partner(head)
    cases.form_team(case, actor=staff.one(Duty.LEADER), head=head, members=[partner])
    agencies = list(Agency.objects.filter(pk__in=[head.agency_id, partner.agency_id]))
    for unit in units:
        cases.add_targets(case, actor=head, unit=unit, agencies=agencies, planned_on=today)
    first = case.targets.order_by("pk")[0]
    cases.visit_target(
        first,
        actor=head,
        visited_on=today,
        outcome="shut",
        found="发现非法储存点一处，当场取缔，物品先行登记保存。",
    )
