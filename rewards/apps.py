"""From assessment to payout."""

from django.apps import AppConfig


class RewardsConfig(AppConfig):
    """The app of this floor."""

    name = "rewards"
