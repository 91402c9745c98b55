"""Cases: joint teams, findings, rectification."""

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """The app of this floor."""

    name = "investigations"
