"""Tips: the public form, the hotline desk, receipts, mailboxes, intake."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReportsConfig(AppConfig):
    """Load every floor's `panels` once, so that the track page shows them without knowing the floors above."""

    name = "reports"

    def ready(self) -> None:
        """Find the panels of all floors."""
        autodiscover_modules("panels")
