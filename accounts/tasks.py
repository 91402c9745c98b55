"""The clock's work on people: sessions that ended are forgotten."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.clear_sessions")
def clear_sessions() -> None:
    """Delete the sessions that have expired, drafts of reports among them."""
    call_command("clearsessions")
