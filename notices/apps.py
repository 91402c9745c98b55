"""Paper: numbers, frozen contents, files, and whether a paper is genuine."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from workflow.rehearsing import register_show


class NoticesConfig(AppConfig):
    """Name the floor."""

    name = "notices"
    verbose_name = _("Papers")

    def ready(self) -> None:
        """Say how a paper is shown before it is issued."""
        # Models can be imported from here on.
        register_show(import_string("notices.previewing.preview_of"))
