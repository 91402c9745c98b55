"""The engine's own work in the worker. Every argument is a primary key."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from workflow import services
from workflow.services import checks


@shared_task(name="workflow.deliver")
def deliver(delivery_id: int) -> None:
    """Hand one entry to one subscriber."""
    services.deliver(delivery_id)


@shared_task(name="workflow.hand_out_again")
def hand_out_again() -> int:
    """Hand out what a lost broker or a killed worker left behind."""
    return services.hand_out_again()


@shared_task(name="workflow.seal_log")
def seal_log() -> None:
    """Bind all heads of the log that changed since the last seal."""
    services.seal_log()


@shared_task(name="workflow.walk_log")
def walk_log() -> None:
    """Walk the whole log and its seals, and keep what was found. Runs every night, and when an auditor asks."""
    checks.check_log()


@shared_task(name="workflow.watch_clocks")
def watch_clocks() -> int:
    """Warn of the clocks that run out, and end the terms that have."""
    return services.watch_clocks()


@worker_ready.connect
def hand_out_at_start(**_kwargs: Any) -> None:
    """Begin with what the last worker left behind."""
    hand_out_again.delay()
