"""What kinds of further measures there are, on which grounds, and where one stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeasureKind(models.TextChoices):
    """A measure beyond a penalty that the law asks for or allows."""

    CLOSURE = "closure", _("Closure")
    POWER_CUT = "power_cut", _("Cutting of power or explosives")
    BAN = "ban", _("Ban from office")
    DAILY_PENALTY = "daily_penalty", _("Daily continuous penalty")


class Ground(models.TextChoices):
    """Why one comes up. Each belongs to one kind and rests on one rule."""

    REPEATED_PENALTIES = "repeated_penalties", _("A major hazard and repeated penalties")
    STILL_UNSAFE = "still_unsafe", _("Still unsafe after production was stopped")
    UNSAFE_AND_MAJOR_ACCIDENT = "unsafe_and_major_accident", _("Unsafe, and a major accident came of it")
    REFUSES_SUSPENSION = "refuses_suspension", _("Refuses to stop production")
    COAL_REPEATED_HAZARD = (
        "coal_repeated_hazard",
        _("A coal mine produces in spite of a major hazard, repeatedly"),
    )
    REFUSES_IN_DANGER = "refuses_in_danger", _("Refuses a decision to stop, and an accident threatens")
    MAJOR_ACCIDENT = "major_accident", _("Responsible for a major accident")
    PUNISHED = "punished", _("Sentenced or dismissed after an accident")
    UNIT_CLOSED = "unit_closed", _("The unit was closed")
    REFUSES_CORRECTION = "refuses_correction", _("Fined, ordered to correct, and does not")


KIND_OF = {
    Ground.REPEATED_PENALTIES: MeasureKind.CLOSURE,
    Ground.STILL_UNSAFE: MeasureKind.CLOSURE,
    Ground.UNSAFE_AND_MAJOR_ACCIDENT: MeasureKind.CLOSURE,
    Ground.REFUSES_SUSPENSION: MeasureKind.CLOSURE,
    Ground.COAL_REPEATED_HAZARD: MeasureKind.CLOSURE,
    Ground.REFUSES_IN_DANGER: MeasureKind.POWER_CUT,
    Ground.MAJOR_ACCIDENT: MeasureKind.BAN,
    Ground.PUNISHED: MeasureKind.BAN,
    Ground.UNIT_CLOSED: MeasureKind.BAN,
    Ground.REFUSES_CORRECTION: MeasureKind.DAILY_PENALTY,
}
# The rule that each rests on; repeated penalties name the count that was completed.
RULE_OF = {
    Ground.REPEATED_PENALTIES: "closure.penalties_in_180_days",
    Ground.STILL_UNSAFE: "closure.grounds",
    Ground.UNSAFE_AND_MAJOR_ACCIDENT: "closure.grounds",
    Ground.REFUSES_SUSPENSION: "closure.grounds",
    Ground.COAL_REPEATED_HAZARD: "closure.coal.repeated_hazard.count",
    Ground.REFUSES_IN_DANGER: "power_cut.approver",
    Ground.MAJOR_ACCIDENT: "ban.for_life",
    Ground.PUNISHED: "ban.after_accident",
    Ground.UNIT_CLOSED: "closure.principal_ban",
    Ground.REFUSES_CORRECTION: "fine.daily_continuous",
}
# What only a person can know, and brings up by hand.
BY_HAND = (
    Ground.STILL_UNSAFE,
    Ground.REFUSES_SUSPENSION,
    Ground.UNSAFE_AND_MAJOR_ACCIDENT,
    Ground.REFUSES_IN_DANGER,
    Ground.PUNISHED,
    Ground.MAJOR_ACCIDENT,
)


class MeasureState(models.TextChoices):
    """Where a measure stands. Nothing but a person carries one beyond the first."""

    NOTICED = "noticed", _("Noticed")
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")
    DECLINED = "declined", _("Declined by the government")
    DROPPED = "dropped", _("Dropped")
    FALLEN = "fallen", _("Fell with its ground")


MEASURE_OPEN = (MeasureState.NOTICED, MeasureState.PROPOSED, MeasureState.APPROVED)
STANDING = (*MEASURE_OPEN, MeasureState.IN_FORCE)
