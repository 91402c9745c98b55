"""Wiring: settings, URLs, the worker. It imports anything; nothing imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
