"""The web server's entry point."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Read every page's module before the first visitor comes, not with them.
import_module(settings.ROOT_URLCONF)
