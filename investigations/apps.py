"""Cases, joint teams, accidents, rectification."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InvestigationsConfig(AppConfig):
    """The app of this floor."""

    name = "investigations"

    def ready(self) -> None:
        """Let higher floors name what else belongs to the file of a case."""
        autodiscover_modules("showing")
