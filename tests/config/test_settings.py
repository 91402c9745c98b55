"""A production start is refused, with a sentence, on a missing or known secret; three variables choose the parts."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHOW = """
import json
from config import settings as s
print(json.dumps({
    "engine": s.DATABASES["default"]["ENGINE"], "broker": s.CELERY_BROKER_URL, "files": s.STORAGES["default"],
    "queue": getattr(s, "CELERY_TASK_DEFAULT_QUEUE_TYPE", ""), "options": s.DATABASES["default"].get("OPTIONS", {}),
    "debug": s.DEBUG, "secure": s.SESSION_COOKIE_SECURE,
}, default=str))
"""


# What a visitor of a production site is answered: its own cookies, the plain address of the watcher, a line of the log.
ASK = """
import json, logging
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from desk.services import KNOWN_BROWSER
from vault import sessions
client = Client(headers={"host": "report.example.cn"})
told = client.post("/language/", {"language": "en"}, secure=True).cookies
request = RequestFactory().get("/", secure=True)
request.session = {}
kept = HttpResponse()
for name in sessions.COOKIES:
    sessions.keep(request, b"x", name=name)
sessions.carry_cookies(request, kept)
told.update(kept.cookies)
line = logging.getLogger().handlers[0].formatter.format(logging.makeLogRecord({"created": 0.0}))
print(json.dumps({
    "cookies": {name: [bool(c["secure"]), c["path"], c["domain"], c["samesite"]] for name, c in told.items()},
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, KNOWN_BROWSER],
    "hidden": [settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY],
    "plain": client.get("/report/")["Location"], "line": line,
}))
"""


def production(**more):
    return {
        "CHUISHAO_MODE": "production",
        "SECRET_KEY": secrets.token_hex(32),
        "RECEIPT_SIGNING_KEY": secrets.token_hex(32),
        "LOG_SIGNING_KEY": secrets.token_hex(32),
        "HOOK_SEALING_KEY": secrets.token_hex(32),
        "DATABASE_URL": "postgres://office:word@127.0.0.1:5432/office",
        "BROKER_URL": "amqp://127.0.0.1:5672//",
        "STORAGE_URL": "s3://office-papers",
        "ALLOWED_HOSTS": "report.example.cn",
        **more,
    }


def start(environment, program=SHOW):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_set_gives_the_embedded_default(tmp_path):
    started = json.loads(start({"DATA_DIR": str(tmp_path)}).stdout)
    assert started["engine"].endswith("sqlite3")
    assert started["broker"].startswith("filesystem://")
    assert started["options"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in started["options"]["init_command"]


def test_three_variables_choose_the_parts_of_production():
    started = json.loads(start(production()).stdout)
    assert started["engine"].endswith("postgresql")
    assert started["queue"] == "quorum"
    assert started["files"]["BACKEND"].endswith("PapersBucket")
    assert started["files"]["OPTIONS"] == {"bucket_name": "office-papers"}
    assert (started["debug"], started["secure"]) == (False, True)


def test_in_production_every_cookie_is_bound_to_this_host_by_its_name():
    asked = start(production(DJANGO_SETTINGS_MODULE="config.settings"), ASK)
    told = json.loads(asked.stdout or f'"{asked.stderr[-600:]}"')
    assert len(told["cookies"]) == 5
    for name, (secure, path, domain, same_site) in told["cookies"].items():
        assert name.startswith("__Host-")
        assert (secure, path, domain) == (True, "/", "")
        assert same_site in {"Lax", "Strict"}
    assert told["names"] == ["__Host-sessionid", "__Host-csrftoken", "__Host-chuishao_browser"]
    assert told["hidden"] == [True, True]
    assert told["plain"] == "https://report.example.cn/report/"
    assert told["line"].startswith("1970-01-01T08:00:00+0800 ")


@pytest.mark.parametrize("name", ["SECRET_KEY", "RECEIPT_SIGNING_KEY", "LOG_SIGNING_KEY", "HOOK_SEALING_KEY"])
@pytest.mark.parametrize("value", [None, "11" * 32, "00" * 32])
def test_production_does_not_start_on_a_missing_or_known_secret(name, value):
    environment = production()
    environment.pop(name) if value is None else environment.update({name: value})
    stopped = start(environment)
    assert stopped.returncode != 0
    assert f"{name} is missing or is the demonstration's known value" in stopped.stderr


def test_the_public_site_starts_without_the_key_that_seals_the_log():
    environment = production(SITE="public")
    environment.pop("LOG_SIGNING_KEY")
    environment.pop("HOOK_SEALING_KEY")
    assert start(environment).returncode == 0


@pytest.mark.parametrize("name", ["DATABASE_URL", "BROKER_URL", "STORAGE_URL", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_its_parts(name):
    environment = production()
    environment.pop(name)
    assert f"{name} is missing" in start(environment).stderr


@pytest.mark.parametrize(
    ("name", "value"), [("SITE", "all"), ("CHUISHAO_MODE", "live"), ("STORAGE_URL", "ftp://x")]
)
def test_a_word_that_is_not_known_is_named(name, value):
    stopped = start({**production(), name: value})
    assert stopped.returncode != 0
    assert name in stopped.stderr
