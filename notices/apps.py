"""Paper: numbers, frozen contents, files, and whether a paper is genuine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Name the floor."""

    name = "notices"
    verbose_name = _("Papers")
