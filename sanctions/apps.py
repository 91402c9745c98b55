"""Penalty proceedings and the list of dishonest subjects."""

from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    """The app of this floor."""

    name = "sanctions"
