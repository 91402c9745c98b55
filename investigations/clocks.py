"""The periods of an accident, of preserved evidence, and of a referral to the police."""

from __future__ import annotations

from investigations.models import Accident, Preservation, Referral
from statutes.levels import AccidentLevel
from workflow.clocks import clocks_on


def is_traffic_or_fire(accident: Accident) -> bool:
    """Tell whether the shorter window for changes of casualties counts."""
    return accident.is_traffic_or_fire


def is_extraordinary(accident: Accident) -> bool:
    """Tell whether the reply may take longer."""
    return accident.level is AccidentLevel.EXTRAORDINARY


accident = clocks_on(
    Accident.label(),
    at={
        "record": "happened_at",
        "report_up": "reported_up_at",
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
accident("accident.upward_report", starts="record", since="received_at", ends="report_up", cancels="cancel")
accident(
    "accident.casualty_update",
    starts="record",
    cancels="cancel",
    when=lambda accident: not is_traffic_or_fire(accident),
)
accident("accident.casualty_update.traffic_fire", starts="record", cancels="cancel", when=is_traffic_or_fire)
accident(
    "accident.report",
    starts="record",
    ends="submit_report",
    cancels="cancel",
    stops={"begin_appraisal": "end_appraisal"},
    extends="extend_report",
)
accident(
    "accident.reply",
    starts="submit_report",
    ends="reply",
    when=lambda accident: not is_extraordinary(accident),
)
accident(
    "accident.reply.extraordinary",
    starts="submit_report",
    ends="reply",
    extends="extend_reply",
    when=is_extraordinary,
)
accident("accident.review_year", starts="reply", ends="review")

preservation = clocks_on(Preservation.label(), at={"preserve": "preserved_on", "settle": "settled_on"})

preservation("evidence.preservation", starts="preserve", ends="settle")

referral = clocks_on(
    Referral.label(),
    at={
        "propose": "created_at",
        "approve": "approved_at",
        "hand_over": "handed_over_at",
        "take_up": "police_decided_on",
        "decline": "police_decided_on",
        "object": "objected_on",
        "deliver": "delivered_on",
    },
)

referral("crime.approve", starts="propose", ends=("approve", "refuse"))
referral("crime.handover", starts="approve", ends="hand_over")
referral("crime.police_decision", starts="hand_over", ends=("take_up", "decline"))
referral("crime.objection", starts="decline", ends="object", cancels="take_back")
referral("crime.deliver_material", starts="take_up", ends="deliver")
