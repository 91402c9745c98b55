"""From assessment to payout."""

from django.apps import AppConfig
from django.core.checks import register

from rewards import checks


class RewardsConfig(AppConfig):
    """The app of this floor."""

    name = "rewards"

    def ready(self) -> None:
        """Let `manage.py check` ask whether a bank can pay by the columns of a payment file."""
        register(checks.check_payment_columns)
