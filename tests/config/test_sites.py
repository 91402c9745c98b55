"""Two processes over one code base: each answers for its own site and does not even load the other's pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ASK = """
import sys
import django; django.setup()
from django.urls import Resolver404, resolve
for path in sys.argv[1:]:
    try:
        resolve(path); print("answers", path)
    except Resolver404:
        print("knows nothing of", path)
print("loads", sorted({"desk.views", "reports.views", "reports.views_public"} & set(sys.modules)))
"""
PUBLIC = ["/", "/report/", "/track/", "/rules/", "/figures/", "/lists/dishonest/", "/verify/"]
DESK = ["/desk/", "/desk/login/", "/desk/reports/", "/desk/rewards/"]


def ask(site, tmp_path):
    environment = {
        **os.environ,
        "SITE": site,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "sqlite:///:memory:",
    }
    command = [sys.executable, "-c", ASK, *PUBLIC, *DESK]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("site", "answered", "loaded"),
    [
        ("public", PUBLIC, ["reports.views_public"]),
        ("desk", DESK, ["desk.views", "reports.views"]),
        ("both", PUBLIC + DESK, ["desk.views", "reports.views", "reports.views_public"]),
    ],
)
def test_a_site_answers_for_its_own_pages_alone(site, answered, loaded, tmp_path):
    *lines, modules = ask(site, tmp_path)
    assert [line.removeprefix("answers ") for line in lines if line.startswith("answers")] == answered
    assert modules == f"loads {loaded}"
