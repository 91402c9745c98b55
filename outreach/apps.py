"""Posters and cards for notice boards, and what comes by their codes."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """The app of this floor."""

    name = "outreach"
