"""The periods of accidents, disasters and listed supervision, of orders to rectify, preserved evidence, referrals."""

from __future__ import annotations

import datetime

from django.utils import timezone

from investigations.models import (
    Accident,
    Disaster,
    Preservation,
    RectificationOrder,
    Referral,
    Supervision,
)
from investigations.states import Hazard
from statutes.disasters import GeologicalLevel, is_fast_report_due
from statutes.levels import AccidentLevel
from workflow.clocks import clocks_on


def is_traffic_or_fire(accident: Accident) -> bool:
    """Tell whether the shorter window for changes of casualties counts."""
    return accident.is_traffic_or_fire


def is_extraordinary(accident: Accident) -> bool:
    """Tell whether the reply may take longer."""
    return accident.level is AccidentLevel.EXTRAORDINARY


def is_somebody_to_be_told(accident: Accident) -> bool:
    """Tell whether a level above still has to learn of it."""
    return accident.next_rung is not None


def last_told_at(accident: Accident) -> datetime.datetime:
    """Say when the level that reports next learnt of it."""
    return accident.reported_up_at or accident.received_at


accident = clocks_on(
    Accident.label(),
    at={
        "record": "happened_at",
        "report_up": "reported_up_at",
        "pass_on": "reported_up_at",
        "hand_up": "handed_up_at",
        "publish": "published_on",
        "begin_appraisal": "appraisal_began_on",
        "end_appraisal": "appraisal_ended_on",
        "submit_report": "submitted_on",
        "reply": "replied_on",
        "review": "reviewed_on",
    },
)

accident(
    "accident.unit_report",
    starts="record",
    since="unit_informed_at",
    ends=("record", "receive_unit_report"),
    until="unit_reported_at",
    cancels="cancel",
)
# A rung of the ladder each: the office has its hours from when it learnt of it, the next level from when it was told.
accident(
    "accident.upward_report",
    starts=("record", "report_up", "pass_on"),
    since=last_told_at,
    ends=("report_up", "pass_on"),
    cancels=("cancel", "hand_up", "submit_report"),
    when=is_somebody_to_be_told,
)
accident(
    "accident.casualty_update",
    starts="record",
    cancels=("cancel", "hand_up"),
    when=lambda accident: not is_traffic_or_fire(accident),
)
accident(
    "accident.casualty_update.traffic_fire",
    starts="record",
    cancels=("cancel", "hand_up"),
    when=is_traffic_or_fire,
)
accident(
    "accident.report",
    starts="record",
    ends="submit_report",
    cancels=("cancel", "hand_up"),
    stops={"begin_appraisal": "end_appraisal"},
    extends="extend_report",
)
accident(
    "accident.reply",
    starts="submit_report",
    ends="reply",
    cancels="hand_up",
    when=lambda accident: not is_extraordinary(accident),
)
accident(
    "accident.reply.extraordinary",
    starts="submit_report",
    ends="reply",
    cancels="hand_up",
    extends="extend_reply",
    when=is_extraordinary,
)
accident("accident.copy_out", starts="reply", ends="publish")
accident("accident.review_year", starts="reply", ends="review")


def is_forest_fire(disaster: Disaster) -> bool:
    """Tell whether the rules on forest fires count."""
    return disaster.hazard == Hazard.FOREST_FIRE


def is_fast(disaster: Disaster) -> bool:
    """Tell whether the city is to be told within the hour: of large geological disasters."""
    level, day = disaster.level, timezone.localdate(disaster.happened_at)
    return isinstance(level, GeologicalLevel) and is_fast_report_due(level, on=day)


disaster = clocks_on(
    Disaster.label(),
    at={
        "record": "happened_at",
        "report_up": "reported_up_at",
        "submit_assessment": "assessed_on",
        "decide": "decided_on",
        "hand_up": "handed_up_at",
    },
)
disaster(
    "disaster.geological.fast_report",
    starts="record",
    since="received_at",
    ends="report_up",
    cancels=("cancel", "hand_up"),
    when=is_fast,
)
disaster(
    "disaster.deadline",
    starts="record",
    ends="submit_assessment",
    cancels=("cancel", "hand_up"),
    when=lambda disaster: not is_forest_fire(disaster),
)
disaster(
    "disaster.forest_fire.assess",
    starts="record",
    ends="submit_assessment",
    cancels=("cancel", "hand_up"),
    when=is_forest_fire,
)
disaster("disaster.forest_fire.decide", starts="submit_assessment", ends="decide", when=is_forest_fire)

supervision = clocks_on(Supervision.label(), at={"list_up": "listed_on", "lift": "lifted_on"})
supervision("supervision.listed.deadline", starts="list_up", ends="lift", cancels="cancel", extends="extend")

order = clocks_on(RectificationOrder.label(), at={"pass_recheck": "rechecked_on"})
# A unit that says in time that it is done is not late while the office has not looked.
order(
    "rectification.due",
    starts=("order", "fail_recheck"),
    since="due_on",
    ends="pass_recheck",
    cancels="cancel",
    stops={"report_done": "fail_recheck"},
    extends="grant_extension",
)

preservation = clocks_on(Preservation.label(), at={"preserve": "preserved_on", "settle": "settled_on"})

preservation("evidence.preservation", starts="preserve", ends="settle")

referral = clocks_on(
    Referral.label(),
    at={
        "propose": "created_at",
        "approve": "approved_at",
        "hand_over": "handed_over_at",
        "forward": "handed_over_at",
        "take_up": "police_decided_on",
        "decline": "police_decided_on",
        "object": "objected_on",
        "deliver": "delivered_on",
    },
)

referral("crime.approve", starts="propose", ends=("approve", "refuse"))
referral("crime.handover", starts="approve", ends="hand_over")
referral("crime.police_decision", starts=("hand_over", "forward"), ends=("take_up", "decline"))
referral("crime.objection", starts="decline", ends="object", cancels="take_back")
referral("crime.deliver_material", starts="take_up", ends="deliver", cancels="take_back")
