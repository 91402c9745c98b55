"""Who is on duty, and how a danger reaches them at night."""

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """The app of this floor."""

    name = "alarms"
