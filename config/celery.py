"""The worker's application. Its arguments are primary keys only: no word of a tip enters the broker."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Wherever a folder is the broker, for those who send and for the worker.
TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
app = Celery("chuishao")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
