"""The worker's part of an alarm: sending the calls, and calling the next in line."""

from __future__ import annotations

from celery import shared_task

from alarms import services
from workflow.events import on
from workflow.models import LogEntry


@on("alarms.alarm.raise", "alarms.alarm.climb", "alarms.alarm.hand_on", is_atomic=False)
def send_calls(entry: LogEntry) -> None:
    """Send what the move has written; whatever fails is tried again with this delivery."""
    services.send_calls(entry.subject)


@shared_task(name="alarms.climb")
def climb_alarms() -> None:
    """Call the next in line where nobody answered. Runs every quarter of a minute."""
    services.climb_alarms()
