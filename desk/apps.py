"""The staff's rooms across floors."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app of this floor."""

    name = "desk"
