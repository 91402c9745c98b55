"""The public site seals and never opens (settled question 2): walked with a suite that cannot, and by its imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Duty
from tests import factories
from tests.public_site import JPEG, Reporter, text_of
from vault import sealing
from vault.models import Envelope, Purpose
from vault.services import open_envelope

ROOT = Path(__file__).resolve().parent.parent


class SealOnly(sealing.AgeSealer):
    """The real suite without the power to open an envelope: as a process that holds public keys only."""

    def open(self, sealed: bytes, identity: str) -> bytes:
        """Fail the test: the public site has asked to open an envelope."""
        raise AssertionError("the public site opened an envelope")


@pytest.mark.django_db
def test_a_reporter_files_follows_writes_and_withdraws_where_nothing_can_be_opened(settings: Any) -> None:
    settings.VAULT_SEALER = f"{__name__}.SealOnly"
    reporter = Reporter()
    reporter.fill()
    reporter.attach(("a.jpg", JPEG))
    code = reporter.file()
    followed = Reporter()
    assert followed.open(code).status_code == 200
    assert followed.post(reverse("tips:message"), {"text": "昨夜又漏了。"}).status_code == 302
    assert "Your message" in text_of(followed.get(reverse("tips:panels")))
    assert followed.post(reverse("tips:withdraw"), {"confirm": "yes"}).status_code in {302, 400}
    words = Envelope.objects.filter(purpose=Purpose.WORDS).latest("pk")
    with pytest.raises(AssertionError, match="opened an envelope"):
        open_envelope(words, identity=factories.identity_of(factories.the(Duty.DESK)))


PROGRAM = """
import django, sys
django.setup()
from importlib import import_module
from django.conf import settings
from django.urls import get_resolver
import_module(settings.ROOT_URLCONF)
def walk(patterns):
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        if inner is not None:
            yield from walk(inner)
        else:
            yield pattern.callback.__module__
print("\\n".join(sorted(set(walk(get_resolver().url_patterns)))))
print("loaded:", *sorted(name for name in sys.modules if name == "vault.opening" or name.startswith("desk.views")))
"""


def modules_of(site: str) -> tuple[list[str], str]:
    """Start a process of one site; return the modules of its views, and which of those that open it has loaded."""
    told = {**os.environ, "SITE": site, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=told, capture_output=True, text=True, check=True
    )
    *views, loaded = done.stdout.splitlines()
    return views, loaded.removeprefix("loaded:").strip()


def test_the_public_process_serves_no_page_that_opens_and_loads_none() -> None:
    views, loaded = modules_of("public")
    # The library of the interface wraps what `partners.views_public` answers.
    assert all("public" in view or view.startswith(("config.", "django.", "ninja.")) for view in views), views
    assert loaded == ""


def test_the_question_can_be_answered_otherwise() -> None:
    views, loaded = modules_of("desk")
    assert "reports.views" in views
    assert "vault.opening" in loaded
