"""Worker entry points of the desk."""

from celery import shared_task

from desk import services


@shared_task(name="desk.forget_old_tries")
def forget_old_tries() -> None:
    """Drop the counts of yesterday's sign-ins. Runs hourly."""
    services.forget_old_tries()
