"""The app of the interface: it only brings template tags."""

from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    """Bring the tags of the house."""

    name = "interface"
