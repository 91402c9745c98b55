"""Partner channels: what they file, what they are told, what is handed to them."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Name the floor."""

    name = "partners"
