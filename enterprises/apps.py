"""The regulated units and their three responsible persons."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The app of this floor."""

    name = "enterprises"
