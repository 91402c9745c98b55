"""The project's settings with nothing between the request and the bare view: no middleware, one address."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.floor.urls"
MIDDLEWARE = []
