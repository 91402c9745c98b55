"""The two halves of a session's secret."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from vault import sealing, sessions

pytestmark = pytest.mark.django_db
SECRET = "AGE-SECRET-KEY-FOR-THE-TEST"


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.vault.pages"
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "vault.middleware.SessionKeyMiddleware",
    ]
    settings.SECURE_SSL_REDIRECT = False


def signed_in(name: str = sessions.STAFF, *, secure: bool = False) -> Client:
    client = Client()
    client.post("/keep/", {"secret": SECRET, "name": name}, secure=secure)
    return client


@pytest.mark.parametrize("name", sessions.COOKIES)
def test_both_halves_together_open(name: str) -> None:
    assert signed_in(name).get(f"/show/{name}/").content.decode() == SECRET


def test_the_session_table_alone_opens_nothing() -> None:
    client = signed_in()
    session = Session.objects.get()
    box = session.get_decoded()["vault.staff"]
    assert SECRET not in str(session.get_decoded())
    assert client.cookies["chuishao_key"].value not in str(session.get_decoded())
    del client.cookies["chuishao_key"]
    assert client.get("/show/staff/").content == b"nothing"
    with pytest.raises(sealing.CannotOpen):
        sealing.open_secret(box.encode(), b"\0" * 32)


def test_the_cookie_alone_opens_nothing() -> None:
    thief = Client()
    thief.cookies["chuishao_key"] = signed_in().cookies["chuishao_key"].value
    assert thief.get("/show/staff/").content == b"nothing"


def test_the_halves_of_two_sessions_do_not_fit() -> None:
    first, second = signed_in(), signed_in()
    first.cookies["chuishao_key"] = second.cookies["chuishao_key"].value
    assert first.get("/show/staff/").content == b"nothing"


@pytest.mark.parametrize("cookie", ["", "x", "%%%", "AAAA", "A" * 4000, "é"])
def test_a_cookie_of_nonsense_opens_nothing(cookie: str) -> None:
    client = signed_in()
    client.cookies["chuishao_key"] = cookie
    assert client.get("/show/staff/").content == b"nothing"


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(secure: bool) -> None:
    cookie = signed_in(secure=secure).cookies["chuishao_key"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert bool(cookie["secure"]) is secure
    assert cookie["max-age"] == cookie["expires"] == ""


def test_forgetting_drops_both_halves() -> None:
    client = signed_in()
    client.get("/forget/staff/")
    assert client.cookies["chuishao_key"].value == ""
    assert client.get("/show/staff/").content == b"nothing"
    assert "vault.staff" not in Session.objects.get().get_decoded()


def test_a_cookie_whose_session_has_ended_is_dropped() -> None:
    client = signed_in()
    Session.objects.all().delete()
    client.get("/show/staff/")
    assert client.cookies["chuishao_key"].value == ""


def test_secrets_of_different_names_keep_apart() -> None:
    client = signed_in(sessions.STAFF)
    assert client.get("/show/receipt/").content == b"nothing"


def test_a_draft_keeps_its_key_while_two_tabs_write_it_and_a_staff_key_never() -> None:
    for name, is_same in ((sessions.DRAFT, True), (sessions.STAFF, False)):
        client = signed_in(name)
        before = client.cookies[sessions.COOKIES[name]].value
        client.post("/keep/", {"secret": SECRET + "2", "name": name})
        assert (client.cookies[sessions.COOKIES[name]].value == before) is is_same
        assert client.get(f"/show/{name}/").content.decode() == SECRET + "2"
