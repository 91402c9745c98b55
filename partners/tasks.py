"""What partners are owed by the clock."""

from __future__ import annotations

from celery import shared_task

from partners import services


@shared_task(name="partners.forget_answers")
def forget_answers() -> None:
    """Drop the sealed answers that nobody asks for any more. Runs hourly."""
    services.forget_answers()
