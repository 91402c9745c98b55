"""The worker's application. Its arguments are primary keys only: no word of a tip enters the broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("chuishao")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
