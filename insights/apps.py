"""Figures: reads every floor below, writes nothing."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """The app of this floor."""

    name = "insights"
