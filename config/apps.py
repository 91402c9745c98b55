"""The app of the wiring itself: it holds the management commands and mounts panels of higher floors."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Name the wiring as an app, so that its commands are found."""

    name = "config"
    label = "config"
