"""Who may take an alarm, hand it on, and say what was done. Whoever is kept away from the file sees no alarm at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from workflow.verdicts import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from alarms.models import Alarm

# Who stands behind the roster: they see every alarm that they are not kept away from, and may take it.
BEHIND = (Duty.LEADER, Duty.DESK, Duty.SUPERVISION)
# Who keeps the roster.
KEEPERS = (Duty.DESK, Duty.LEADER)


def is_asked(alarm: Alarm, user: Any) -> bool:
    """Say whether the alarm is this person's matter: they were called, or stand behind the roster."""
    if user is None:
        return False
    return user.has_duty(*BEHIND) or alarm.calls.filter(person=user.pk).exists()


def may_acknowledge(alarm: Alarm, user: Any) -> Verdict:
    """Let whoever was called, or stands behind the roster, take the danger in hand."""
    return ALLOWED if is_asked(alarm, user) else refused(_("Only somebody who was called takes an alarm."))


def may_hand_on(alarm: Alarm, user: Any) -> Verdict:
    """Let whoever is being called say that they cannot; what somebody has is theirs, or a leader's, to hand on."""
    if alarm.holder_id is None:
        is_ringing = user is not None and alarm.calls.filter(person=user.pk, step=alarm.step).exists()
        return ALLOWED if is_ringing else refused(_("The call has gone to somebody else in the line."))
    return _is_theirs(alarm, user, _("Only whoever has the alarm, or a leader, hands it on."))


def may_finish(alarm: Alarm, user: Any) -> Verdict:
    """Let whoever has it, or a leader, say what was done."""
    return _is_theirs(alarm, user, _("Only whoever has the alarm, or a leader, says what was done."))


def _is_theirs(alarm: Alarm, user: Any, otherwise: Any) -> Verdict:
    if user is not None and (user.pk == alarm.holder_id or user.has_duty(Duty.LEADER)):
        return ALLOWED
    return refused(otherwise)


def may_keep_roster(user: Any) -> bool:
    """Say whether this person plans who is on duty."""
    return bool(user.has_duty(*KEEPERS))
