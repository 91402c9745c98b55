"""The web server's entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Read every page's module before the first visitor comes, not with them.
import_module(settings.ROOT_URLCONF)
# The collector need not walk through a hundred thousand things that stay: its full rounds took a quarter of a second,
# in the middle of somebody's page. And what it does not touch, the server's processes go on sharing.
gc.collect()
gc.freeze()
