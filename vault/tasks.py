"""Worker entry points of the vault."""

import datetime

from celery import shared_task

from vault import services

# A draft lives as long as its session, eight hours; a file that no row names after a day was given up.
UNCLAIMED_AFTER = datetime.timedelta(days=1)


@shared_task(name="vault.discard_unclaimed_files")
def discard_unclaimed_files() -> None:
    """Remove sealed files of drafts given up. Runs daily."""
    services.discard_unclaimed_files(older_than=UNCLAIMED_AFTER)


@shared_task(name="vault.clean_files")
def clean_files() -> int:
    """Make the clean copies that wait. Runs every few seconds; no name of a file goes through the broker."""
    services.turn_cleaning_key()
    return services.clean_waiting()
