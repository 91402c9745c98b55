"""Tips: the public form, the hotline desk, receipts, mailboxes, intake."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReportsConfig(AppConfig):
    """Load every floor's `panels` and `keeping` once, so that this floor needs to know none of those above."""

    name = "reports"

    def ready(self) -> None:
        """Find the panels of all floors, and what each still needs."""
        autodiscover_modules("panels", "keeping")
