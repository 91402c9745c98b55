"""A log line says which kind of fault and where; never a word that a visitor sent."""

import io
import json
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

MARK = "雁栖岭尽头"


@pytest.fixture
def written():
    """Return a function that gives what the house's own handler has written since."""
    yield from written_in("line")


@pytest.fixture
def written_as_json():
    yield from written_in("json")


def written_in(form):
    stream = io.StringIO()
    console = {**settings.LOGGING["handlers"]["console"], "formatter": form}
    configuration = {**settings.LOGGING, "handlers": {"console": console}}
    configuration["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(configuration)
    yield stream.getvalue
    logging.config.dictConfig(settings.LOGGING)


def fail_with(words):
    try:
        int(words)
    except ValueError as cause:
        raise RuntimeError(words) from cause


def test_a_fault_is_written_as_kind_and_place_without_its_words(written):
    try:
        fail_with(MARK)
    except RuntimeError:
        logging.getLogger("workflow").exception("it failed")
    assert "ValueError" in written()
    assert "RuntimeError" in written()
    assert "test_logs.py" in written()
    assert MARK not in written()


def test_a_fault_of_a_page_names_the_page_and_not_the_address(written):
    request = RequestFactory().get(f"/report/{MARK}/", {"q": MARK}, REMOTE_ADDR="203.0.113.77")
    logging.getLogger("django.request").error(
        "Internal Server Error: %s", request.path, extra={"status_code": 500, "request": request}
    )
    assert "status 500 at an address that is none of ours" in written()
    assert MARK not in written()
    assert "203.0.113" not in written()


def test_a_task_that_fails_does_not_repeat_its_fault(written):
    try:
        fail_with(MARK)
    except RuntimeError:
        logging.getLogger("celery.app.trace").error("Task raised %s", MARK, exc_info=True)
    assert "a task failed" in written()
    assert MARK not in written()


@pytest.mark.django_db
def test_nothing_is_written_of_a_wrong_host_a_wrong_token_or_a_wrong_address(written, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(enforce_csrf_checks=True)
    assert client.get("/", HTTP_HOST="yanqi.example").status_code == 400
    assert client.post("/report/", {"kind": MARK}).status_code == 403
    assert client.get(f"/{MARK}/").status_code == 404
    assert client.get("/", HTTP_COOKIE="sessionid=x").status_code == 200
    assert written() == ""


def test_no_fault_is_sent_by_mail():
    assert settings.ADMINS == []
    assert logging.getLogger("django").handlers == []


@pytest.mark.parametrize(
    "words",
    [
        "19900000000",
        "999999199001011234",
        "1234 5678 9012 3456",
        "203.0.113.77",
        "2001:db8:0:1::7",
        "zhen@example.org",
        MARK,
    ],
)
def test_a_line_of_json_names_nobody(written_as_json, words):
    try:
        fail_with(f"x{words}")
    except RuntimeError:
        logging.getLogger("workflow").exception("it failed for %s in entry 12", words)
    line = json.loads(written_as_json())
    assert line["message"] == "it failed for … in entry 12"
    assert line["fault"][0] == "ValueError"
    assert words not in written_as_json()
