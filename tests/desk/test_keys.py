"""Passwords and keys at the desk, as people meet them: over HTTP, from the lost password to the words read again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Duty, User
from reports.services import write_to_desk
from tests import factories
from tests.factories import PASSWORD, WORDS, browser, file_report, person, the
from vault.models import EscrowKey, PersonKey
from vault.services import create_key, resealing
from vault.states import KeyState

pytestmark = pytest.mark.django_db

NEW = "a longer whistle in the fog"


def text(response: Any) -> str:
    return response.content.decode()


def sign_in(user: User, password: str = PASSWORD) -> Client:
    client = Client(headers={"accept-language": "en"})
    assert client.post("/desk/login/", {"username": user.username, "password": password}).status_code == 302
    return client


def reads_words(client: Client, report: Any) -> bool:
    return WORDS in text(client.post(reverse("reports:words", args=[report.reference])))


def hold_ceremony(admin: Client) -> list[str]:
    """Hold the ceremony through its page; return the three codes off the sheets."""
    holders = [the(duty).pk for duty in (Duty.LEADER, Duty.AUDITOR, Duty.CHAIR)]
    given = {f"holder{number}": pk for number, pk in enumerate(holders, start=1)}
    page = admin.post(reverse("desk:ceremony"), given)
    assert page.status_code == 200, text(page)
    assert page["Cache-Control"] == "no-store, private"
    lists = re.findall(r'class="cs-sheet__code">(.*?)</ol>', text(page), re.S)
    return [" ".join(re.findall(r"\d{6}", each)) for each in lists]


# ---- The password ----------------------------------------------------------------------------------------------
def test_a_changed_password_opens_the_same_words_and_the_session_goes_on() -> None:
    report = file_report().report
    client = sign_in(the(Duty.DESK))
    answer = client.post(reverse("desk:password"), {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.url == reverse("desk:key")
    assert reads_words(client, report)
    assert reads_words(sign_in(the(Duty.DESK), NEW), report)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "wrong"}, "This is not your password."),
        ({"again": "something else entirely"}, "The two new passwords differ."),
        ({"new": "short", "again": "short"}, "too short"),
        ({"old": ""}, "Type the password."),
    ],
)
def test_a_password_that_cannot_be_changed_is_told_in_words(given: dict[str, str], said: str) -> None:
    factories.office()
    client = sign_in(the(Duty.DESK))
    answer = client.post(reverse("desk:password"), {"old": PASSWORD, "new": NEW, "again": NEW, **given})
    assert answer.status_code == 400
    assert said in text(answer)
    assert the(Duty.DESK).check_password(PASSWORD)


def test_an_exchanged_key_reads_old_and_new_in_the_same_session() -> None:
    before = file_report().report
    client = sign_in(the(Duty.DESK))
    assert client.post(reverse("desk:exchange_key"), {"password": PASSWORD}).status_code == 302
    during = file_report().report
    assert reads_words(client, before)
    assert reads_words(client, during)
    assert client.post(reverse("desk:reseal")).url == reverse("desk:keys")
    assert reads_words(client, before)
    assert "Everything that your key opens" in text(client.get(reverse("desk:keys")))


# ---- Joining ---------------------------------------------------------------------------------------------------
def test_a_newcomer_waits_is_confirmed_and_let_in_by_a_colleague() -> None:
    report = file_report().report
    hold_ceremony(sign_in(the(Duty.ADMIN)))
    newcomer, colleague = person("newcomer", Duty.DESK, has_key=False), sign_in(the(Duty.DESK))
    client = sign_in(newcomer)
    assert "Your key waits to be confirmed." in text(client.get(reverse("desk:key")))
    assert "waiting for a key" in text(client.get(report.get_absolute_url()))
    key = PersonKey.objects.get(user=newcomer)
    assert key.fingerprint in text(colleague.get(reverse("desk:keys")))
    url = reverse("desk:confirm_key", args=[key.reference])
    assert key.fingerprint in text(colleague.get(url))
    assert colleague.post(url, {"seen": "waiting"}).status_code == 400, "the fingerprint was not compared"
    assert colleague.post(url, {"seen": "waiting", "compared": "on"}).status_code == 302
    mine = text(client.get(reverse("desk:key")))
    assert "These colleagues can let you in" in mine
    assert the(Duty.DESK).name in mine
    assert newcomer.name in text(colleague.get(reverse("desk:keys")))
    colleague.post(reverse("desk:reseal"))
    assert reads_words(client, report)


def test_a_long_run_shows_that_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        file_report()
    person("newcomer", Duty.DESK)
    monkeypatch.setattr(resealing, "BATCH", 1)
    seconds = iter(range(1000))
    monkeypatch.setattr("time.monotonic", lambda: next(seconds) * 2.0)
    client = sign_in(the(Duty.DESK))
    answer = client.post(reverse("desk:reseal"))
    assert answer.url == f"{reverse('desk:keys')}?goes_on"
    page = text(client.get(answer.url))
    assert "It goes on" in page
    assert 'hx-trigger="load' in page
    monkeypatch.undo()
    assert client.post(reverse("desk:reseal")).url == reverse("desk:keys")


def test_a_session_without_its_key_seals_nothing_anew() -> None:
    file_report()
    person("newcomer", Duty.DESK)
    answer = browser(the(Duty.DESK)).post(reverse("desk:reseal"))
    assert answer.status_code == 403
    assert "not unlocked in this session" in text(answer)


# ---- Leaving, and a key in wrong hands -------------------------------------------------------------------------
def test_access_ends_the_moment_somebody_leaves() -> None:
    report = file_report().report
    leaver = person("leaver", Duty.DESK)
    client, admin = sign_in(leaver), sign_in(the(Duty.ADMIN))
    assert client.get(report.get_absolute_url()).status_code == 200
    assert admin.post(reverse("desk:let_go", args=["leaver"])).status_code == 302
    assert client.get(report.get_absolute_url()).url.startswith("/desk/login/")
    answer = Client().post("/desk/login/", {"username": "leaver", "password": PASSWORD})
    assert answer.status_code == 400
    assert "no longer works here" in text(admin.get(reverse("desk:person", args=["leaver"])))


def test_shutting_out_ends_sessions_and_lists_what_could_have_been_opened() -> None:
    filing = file_report()
    write_to_desk(filing.report, text="还有一台。")
    thief, admin = sign_in(the(Duty.DESK)), sign_in(the(Duty.ADMIN))
    page = text(admin.post(reverse("desk:shut_out", args=["desk1"])))
    assert filing.report.reference in page
    assert "original words" in page
    assert "message of the reporter" in page
    assert "identity and contact" not in page
    assert thief.get(reverse("desk:home")).status_code == 302
    assert PersonKey.objects.get(user=the(Duty.DESK)).state == KeyState.RETIRED


def test_one_command_shuts_out_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    filing = file_report()
    call_command("shut_out", "desk1")
    said = capsys.readouterr().out
    assert filing.report.reference in said
    assert PersonKey.objects.get(user=the(Duty.DESK)).state == KeyState.RETIRED
    assert not User.objects.get(username="desk1").has_usable_password()


def test_an_administrator_does_nothing_of_it_to_themselves() -> None:
    factories.office()
    admin = sign_in(the(Duty.ADMIN))
    for name in ("reset_password", "let_go", "shut_out"):
        assert admin.post(reverse(f"desk:{name}", args=["admin1"])).status_code == 404


# ---- A lost password -------------------------------------------------------------------------------------------
def reset(admin: Client, user: User) -> str:
    page = admin.post(reverse("desk:reset_password", args=[user.username]))
    assert page["Cache-Control"] == "no-store, private"
    found = re.search(r'class="cs-secret">(.*?)<', text(page))
    assert found
    return found[1]


def test_a_password_set_anew_leaves_the_key_locked_and_says_what_to_do() -> None:
    report = file_report().report
    fresh = reset(sign_in(the(Duty.ADMIN)), the(Duty.DESK))
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/desk/login/", {"username": "desk1", "password": fresh})
    assert answer.url == reverse("desk:key")
    assert "Your key is locked." in text(client.get(answer.url))
    assert not reads_words(client, report)
    wrong = client.post(reverse("desk:restore_key"), {"earlier": "wrong", "password": fresh})
    assert wrong.status_code == 400
    assert (
        client.post(reverse("desk:restore_key"), {"earlier": PASSWORD, "password": fresh}).status_code == 302
    )
    assert reads_words(client, report)


def test_two_holders_type_their_codes_and_the_person_reads_again() -> None:
    report = file_report().report
    admin = sign_in(the(Duty.ADMIN))
    codes = hold_ceremony(admin)
    later = file_report().report
    resealed = sign_in(the(Duty.DESK)).post(reverse("desk:reseal"))
    assert resealed.status_code == 302
    client = sign_in(the(Duty.DESK), reset(admin, the(Duty.DESK)))
    fresh = reset(admin, the(Duty.DESK))
    client = sign_in(the(Duty.DESK), fresh)
    assert client.post(reverse("desk:replace_key"), {"password": fresh}).status_code == 302
    assert not reads_words(client, report)
    key = PersonKey.objects.get(user=the(Duty.DESK), state=KeyState.WAITING)
    url = reverse("desk:recover")
    slip = codes[0][:-1] + str((int(codes[0][-1]) + 1) % 10)
    for given, said in (
        ({"first": slip, "second": codes[1]}, "Group 8 has a typing error."),
        ({"first": codes[0], "second": codes[0]}, "This is the same sheet again."),
        ({"first": "", "second": ""}, "Type the code of the sheet."),
    ):
        refused = admin.post(url, given)
        assert refused.status_code == 400
        assert said in text(refused)
    done = admin.post(url, {"first": codes[2], "second": codes[0], "keys": [key.pk]})
    assert done.url == reverse("desk:escrow"), text(done)
    assert reads_words(client, report)
    assert reads_words(client, later)


def test_codes_of_two_ceremonies_do_not_fit_together() -> None:
    factories.office()
    admin = sign_in(the(Duty.ADMIN))
    first, second = hold_ceremony(admin), hold_ceremony(admin)
    answer = admin.post(reverse("desk:recover"), {"first": first[0], "second": second[1]})
    assert answer.status_code == 400
    assert "do not belong together" in text(answer)
    assert EscrowKey.objects.filter(state="held").count() == 1


# ---- The escrow page -------------------------------------------------------------------------------------------
def test_the_page_of_the_escrow_key_says_when_it_was_made_and_who_keeps_the_sheets() -> None:
    factories.office()
    admin = sign_in(the(Duty.ADMIN))
    assert "No ceremony has been held yet" in text(admin.get(reverse("desk:escrow")))
    codes = hold_ceremony(admin)
    assert len({code[:1] for code in codes}) == 3
    page = text(sign_in(the(Duty.AUDITOR)).get(reverse("desk:escrow")))
    key = EscrowKey.objects.get()
    assert key.fingerprint in page
    assert the(Duty.CHAIR).name in page
    assert not any(group in page for code in codes for group in code.split())


def test_the_same_person_does_not_keep_two_sheets() -> None:
    factories.office()
    admin, chair = sign_in(the(Duty.ADMIN)), the(Duty.CHAIR).pk
    given = {"holder1": chair, "holder2": chair, "holder3": the(Duty.LEADER).pk}
    answer = admin.post(reverse("desk:ceremony"), given)
    assert answer.status_code == 400
    assert "Three different people" in text(answer)
    own = admin.post(reverse("desk:ceremony"), {**given, "holder2": the(Duty.ADMIN).pk})
    assert own.status_code == 400
    assert not EscrowKey.objects.exists()


def test_a_large_store_is_recovered_by_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    report = file_report().report
    admin = sign_in(the(Duty.ADMIN))
    codes = hold_ceremony(admin)
    sign_in(the(Duty.DESK)).post(reverse("desk:reseal"))
    newcomer = person("newcomer", Duty.DESK, has_key=False)
    create_key(newcomer, password=PASSWORD)
    PersonKey.objects.filter(user=newcomer).update(state=KeyState.ACTIVE)
    typed = iter(codes[:2])
    monkeypatch.setattr("getpass.getpass", lambda prompt="": next(typed))
    call_command("recover", "admin1")
    assert reads_words(sign_in(newcomer), report)
