"""Worker entry points of the desk."""

from celery import shared_task

from desk import services
from desk.services import invitation_mails, reminders
from workflow.services import recompute_provisional_clocks


@shared_task(name="desk.forget_old_tries")
def forget_old_tries() -> None:
    """Drop the counts of yesterday's sign-ins. Runs hourly."""
    services.forget_old_tries()


@shared_task(name="desk.recompute_provisional_clocks")
def recompute() -> int:
    """Count anew what hangs on a year not yet announced. Runs hourly.

    The page that imports a notice does so at once. A process that had not yet read the notice may have started a
    period in the same seconds; and a new release may bring a year in its rule files.
    """
    return recompute_provisional_clocks()


@shared_task(name="desk.send_mail")
def send_mail() -> int:
    """Remind of the work that came, on the site and by mail. Runs every minute."""
    reminders.look_for_work()
    return reminders.send_mail_of_work()


@shared_task(name="desk.send_invitations")
def send_invitations() -> int:
    """Send the invitations that an administrator asked for. Runs every 15 seconds."""
    return invitation_mails.send_invitations()
