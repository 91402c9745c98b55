"""Play a story through the house as far as it has come."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.models import Agency
from config.demonstration.fines import Fine
from config.demonstration.staff import Staff
from config.demonstration.story import (
    Facts,
    ListingStage,
    Order,
    OrderStage,
    RewardStage,
    Stage,
    Story,
)
from config.demonstration.units import NOWHERE, division_code
from config.demonstration.walk import Found, Walk
from enterprises.models import Unit
from investigations.services import Demand
from investigations.states import PROVED
from reports.models import Report
from reports.services import Slip, Tip, write_to_desk, write_to_reporter
from reports.states import Mode
from rewards.states import Way

HOW_KNOWN = {
    "saw": "我亲眼看到的",
    "told": "在场的人告诉我的",
    "papers": "我看到过文件、照片或者视频",
    "heard": "听别人说的",
    "unsaid": "不便说明",
}
REPORTERS = ("佘问心", "蔺知春", "仇向明", "揭小真", "第五燕", "操守义")


@dataclass(frozen=True, slots=True)
class District:
    """What the stories happen in."""

    staff: Staff
    agencies: Mapping[str, Agency]
    units: Mapping[str, Unit]


def identity_of(number: int) -> dict[str, str]:
    """Invent a reporter, with a telephone that no exchange connects."""
    return {
        "name": REPORTERS[number % len(REPORTERS)],
        "phone": f"023-0000{5000 + number:04d}",
        "reach": "晚上七点以后打电话，不要说是哪个单位。",
    }


def payee_of(number: int) -> dict[str, str]:
    """Invent where the money goes."""
    return {
        "way": Way.BANK.value,
        "name": REPORTERS[number % len(REPORTERS)],
        "bank": "演示银行涪陵支行",
        "account": f"{NOWHERE}{number:010d}",
    }


def tell(story: Story, number: int, district: District, *, earlier: Mapping[str, Report]) -> Walk:
    """Play `story`, the `number`-th, as far as it has come. `earlier` holds the first tip about each unit."""
    walk = Walk(district.staff, turn=number)
    walk.file(
        _tip_of(story, number, district), channel=story.channel, at=_filed_at(story), slip=_slip_of(story)
    )
    _converse(story, walk)
    if story.stage >= Stage.ACCEPTED:
        walk.answer_alarm()
    if story.stage == Stage.DECLINED:
        walk.decline(ground=story.ground)
    elif story.stage == Stage.TRANSFERRED:
        walk.transfer(district.agencies[story.to], is_taken=story.is_taken)
    elif story.stage == Stage.MERGED:
        walk.merge(earlier[story.unit])
    elif story.stage == Stage.WITHDRAWN:
        walk.withdraw()
    elif story.stage >= Stage.ACCEPTED:
        walk.accept(working_text=story.working_text)
        _investigate(story, walk)
        if story.found and story.found.fine and story.stage > Stage.CONCLUDED:
            _penalise(story, story.found, story.found.fine, walk)
        if walk.reward is not None:
            _reward(story.reward, number, walk)
    return walk


def _tip_of(story: Story, number: int, district: District) -> Tip:
    unit = district.units.get(story.unit)
    return Tip(
        kind=story.kind,
        mode=story.mode,
        division=unit.division if unit else division_code(story.division),
        unit_name=unit.name if unit else story.unit_name,
        sector=story.sector,
        words={"text": story.text, "how_known": HOW_KNOWN[story.how_known]},
        identity={} if story.mode == Mode.ANONYMOUS else identity_of(number),
        is_danger_now=story.is_danger_now,
        claimed_deaths=story.claimed_deaths,
    )


def _slip_of(story: Story) -> Slip | None:
    if not story.number:
        return None
    today = timezone.localdate()
    return Slip(
        sender=story.sender,
        number=story.number,
        received_on=today - datetime.timedelta(days=story.days_ago),
        answer_by=today + datetime.timedelta(days=story.answer_in) if story.answer_in else None,
    )


def _filed_at(story: Story) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=story.days_ago, minutes=1)


def _converse(story: Story, walk: Walk) -> None:
    if story.message:
        write_to_desk(walk.report, text=story.message)
    if story.answer:
        write_to_reporter(walk.report, actor=walk.desk, text=story.answer)


def _investigate(story: Story, walk: Walk) -> None:
    found = story.found
    if story.stage < Stage.INVESTIGATING:
        return
    walk.form_team()
    if found and found.order:
        _order(found.order, walk)
    if found is None or story.stage < Stage.RETURNED:
        return
    walk.find(_found_of(story, found))
    if story.stage == Stage.RETURNED:
        walk.return_findings(note="请补充库区监控录像和堆放高度的测量记录。")
    if story.stage >= Stage.CONCLUDED:
        walk.approve_findings()
    if story.stage == Stage.CLOSED and found.fine is None:
        walk.close()


def _order(order: Order, walk: Walk) -> None:
    today = timezone.localdate()
    walk.order(
        *(
            Demand(
                problem=item.problem,
                basis=item.basis,
                demand=item.demand,
                responsible=item.responsible,
                due_on=today + datetime.timedelta(days=item.days),
            )
            for item in order.items
        )
    )
    if order.stage >= OrderStage.REPORTED:
        walk.report_rectified()
    if order.stage == OrderStage.PASSED:
        walk.recheck()


def _found_of(story: Story, found: Facts) -> Found:
    is_proved = found.conclusion in PROVED
    proposal = "责令限期改正，并依法予以行政处罚。" if found.fine is not None else "责令限期改正，跟踪复查。"
    return Found(
        conclusion=found.conclusion,
        facts=found.facts,
        violations=(found.violated,) if found.violated else (),
        is_major_hazard=found.is_major_hazard,
        is_concealed=bool(found.concealed_deaths),
        deaths=found.deaths,
        concealed_deaths=found.concealed_deaths,
        proposes_penalty=found.fine is not None,
        proposal=proposal if is_proved else "不予立案。",
    )


def _penalise(story: Story, found: Facts, fine: Decimal, walk: Walk) -> None:
    walk.notify([Fine(fine, violated=found.violated, basis=found.basis, reasons=found.reasons)])
    if story.stage >= Stage.HEARD:
        walk.hear(defence=found.defence)
    if story.stage >= Stage.REVIEWED:
        walk.review()
    if story.stage >= Stage.DECIDED:
        walk.decide()
        _list(story.listing, walk)
    if story.stage >= Stage.SERVED:
        walk.serve()
    if story.stage >= Stage.PAID:
        walk.collect()
    if story.stage == Stage.CLOSED:
        walk.close_penalties()
        walk.close()


def _list(stage: ListingStage, walk: Walk) -> None:
    if stage >= ListingStage.NOTIFIED:
        walk.notify_listings()
    if stage >= ListingStage.HEARD:
        walk.hear_listings()
    if stage == ListingStage.LISTED:
        walk.enter_listings()


def _reward(stage: RewardStage, number: int, walk: Walk) -> None:
    if stage == RewardStage.REFUSED:
        walk.find_conditions(unhandled="举报前的检查记录显示该事项已被发现，并已依法处理。")
        walk.refuse_reward(note="该事项在举报前已被发现并依法处理。")
    if stage in (RewardStage.TOLD, RewardStage.REEXAMINED):
        walk.find_conditions()
        walk.tell()
    if stage == RewardStage.REEXAMINED:
        walk.contest("罚款数额是不是只算了一半？我在厂里看到的公示数字更大。")
        walk.uphold(note="奖励按决定书确定的罚款金额计算，公示数字与决定书一致，计算无误。")
    if stage >= RewardStage.PROPOSED:
        walk.propose()
    if stage >= RewardStage.APPROVED:
        walk.approve()
    if stage >= RewardStage.CLAIMED:
        walk.claim(payee_of(number))
    if stage == RewardStage.PAID:
        walk.pay()
