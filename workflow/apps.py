"""The engine: moves, acts, log, events, clocks."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorkflowConfig(AppConfig):
    """Load every floor's `tasks` and `clocks` once, so that web and worker know the same."""

    name = "workflow"

    def ready(self) -> None:
        """Find the subscribers and the clocks of all floors."""
        autodiscover_modules("tasks", "clocks")
