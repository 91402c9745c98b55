"""What the first pages weigh on the way to an old telephone, with all that they load."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db

LIMIT = 60_000  # bytes, compressed
# "app.0123456789ab.css" is served from "app.css".
LOADED = re.compile(r'(?:href|src)="/static/([^"]+?)(?:\.[0-9a-f]{12})?(\.[a-z]+)"')


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("url", ["/", "/report/", "/track/"])
def test_a_first_page_weighs_less_than_sixty_kilobytes(url, language):
    page = Client(headers={"accept-language": language}).get(url).content
    loaded = {finders.find(name + ending) for name, ending in LOADED.findall(page.decode())}
    assert len(loaded) >= 3
    assert None not in loaded
    assert page.count(b"/static/") == len(LOADED.findall(page.decode()))
    assert (
        sum(len(gzip.compress(part)) for part in (page, *(Path(path).read_bytes() for path in loaded)))
        < LIMIT
    )
