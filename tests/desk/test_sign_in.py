"""Signing in: slowed by the account, never locked; a second factor; sessions that end."""

import datetime
import logging
import re
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from accounts.models import Duty, User
from desk import services
from desk.models import RecoveryCode, SecondFactor, SignInTries, StaffSession
from tests.factories import PASSWORD, office, the
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
LOGIN, HOME = "/desk/login/", "/desk/"
SEED = b"12345678901234567890"


@pytest.fixture
def officer(db: None) -> User:
    office()
    return the(Duty.DESK)


def browser(**more: Any) -> Client:
    return Client(headers={"accept-language": "en"}, **more)


def sign_in(client: Client, user: User, *, password: str = PASSWORD, code: str = "") -> Any:
    return client.post(LOGIN, {"username": user.username, "password": password, "code": code})


def code_at(seed: bytes, *, steps: int = 0) -> str:
    totp = TOTP(seed)
    totp.drift = steps
    return f"{totp.token():06d}"


def set_up(user: User) -> list[str]:
    codes = services.confirm_factor(user, SEED, code_at(SEED, steps=-1))
    assert len(codes) == 10
    return codes


# ---- The throttle ----------------------------------------------------------------------------------------------
def guess(client: Client, user: User, times: int) -> list[int]:
    return [sign_in(client, user, password="wrong").status_code for _ in range(times)]


def test_after_some_tries_the_next_must_wait_even_with_the_right_password(officer: User) -> None:
    client = browser()
    assert guess(client, officer, 5) == [400] * 5
    answer = sign_in(client, officer)
    assert answer.status_code == 429
    assert "Wait 1 minute; your account is not locked." in answer.content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=11)):
        assert sign_in(client, officer).status_code == 302


def test_waits_double_up_to_a_quarter_of_an_hour(officer: User) -> None:
    waits, now = [], timezone.now()
    for _ in range(14):
        with time_machine.travel(now, tick=False):
            assert guess(browser(), officer, 1) == [400]
            wait = SignInTries.objects.get().waits_until - now
        waits.append(int(wait.total_seconds()))
        now += wait
    assert waits == [0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_guessing_elsewhere_does_not_lock_a_colleague_out_of_a_browser_they_know(officer: User) -> None:
    mine = browser()
    assert sign_in(mine, officer).status_code == 302
    mine.post(reverse("desk:logout"))
    guess(browser(), officer, 7)
    assert sign_in(browser(), officer).status_code == 429
    assert sign_in(mine, officer).status_code == 302


def test_a_known_browser_is_counted_too_and_a_made_up_cookie_is_not_known(officer: User) -> None:
    mine = browser()
    sign_in(mine, officer)
    mine.post(reverse("desk:logout"))
    assert guess(mine, officer, 6)[-1] == 429
    for junk in ("x", "", services.known_browser_cookie(the(Duty.LEADER))):
        client = browser()
        client.cookies[services.KNOWN_BROWSER] = junk
        guess(client, officer, 2)
    assert sign_in(browser(), officer).status_code == 429


def test_a_name_that_is_nobodys_waits_alike_and_a_good_sign_in_begins_anew(officer: User) -> None:
    nobody = User(username="nobody")
    assert guess(browser(), nobody, 6)[-1] == 429
    assert guess(browser(), officer, 4) == [400] * 4
    assert sign_in(browser(), officer).status_code == 302
    assert guess(browser(), officer, 5) == [400] * 5


def test_what_is_counted_names_nobody_and_goes_after_a_day(officer: User) -> None:
    guess(browser(REMOTE_ADDR="203.0.113.77"), officer, 1)
    row = SignInTries.objects.values().get()
    assert officer.username not in str(row)
    assert "203.0.113.77" not in str(row)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1, minutes=1)):
        services.forget_old_tries()
    assert not SignInTries.objects.exists()


def test_the_security_log_names_the_person_and_never_what_was_typed(officer: User, caplog: Any) -> None:
    caplog.set_level(logging.INFO, logger="security")
    sign_in(browser(), officer, password="my secret")
    sign_in(browser(), User(username="my secret typed into the wrong field"))
    sign_in(browser(), officer)
    lines = [record.getMessage() for record in caplog.records if record.name == "security"]
    assert lines == [
        f"sign-in refused: person {officer.pk}",
        "sign-in refused: no such user name",
        f"signed in: person {officer.pk}",
    ]


# ---- The second factor -----------------------------------------------------------------------------------------
def test_it_is_set_up_with_a_picture_and_its_first_code_and_then_asked_for(officer: User) -> None:
    client = browser()
    sign_in(client, officer)
    page = client.get(reverse("desk:second_factor")).content.decode()
    letters = re.search(r'cs-reference cs-breaks">([A-Z2-7 ]+)<', page)
    assert letters
    assert "data:image/svg+xml" in page
    wrong = client.post(reverse("desk:second_factor"), {"password": PASSWORD, "code": "000000"})
    assert wrong.status_code == 400
    import base64

    seed = base64.b32decode(letters[1].replace(" ", ""))
    given = {"password": PASSWORD, "code": code_at(seed)}
    shown = client.post(reverse("desk:second_factor"), given).content.decode()
    codes = re.findall(r'cs-reference">([0-9a-f ]{34})<', shown)
    assert len({bytes.fromhex(code) for code in codes}) == 10
    assert all(len(bytes.fromhex(code)) * 8 == 112 for code in codes)
    assert sign_in(browser(), officer).status_code == 400
    assert sign_in(browser(), officer, code=code_at(seed, steps=1)).status_code == 302


def test_a_code_counts_once_and_only_near_its_time(officer: User) -> None:
    set_up(officer)
    code = code_at(SEED)
    assert sign_in(browser(), officer, code=code).status_code == 302
    assert sign_in(browser(), officer, code=code).status_code == 400
    assert sign_in(browser(), officer, code=code_at(SEED, steps=3)).status_code == 400
    assert sign_in(browser(), officer, code="٠٠٠٠٠٠").status_code == 400


def test_a_recovery_code_counts_once(officer: User) -> None:
    code, *_rest = set_up(officer)
    grouped = " ".join(code[start : start + 4] for start in range(0, 28, 4)).upper()
    assert sign_in(browser(), officer, code=grouped).status_code == 302
    assert sign_in(browser(), officer, code=code).status_code == 400
    assert RecoveryCode.objects.count() == 9


def test_the_database_alone_makes_no_code(officer: User) -> None:
    codes = set_up(officer)
    held = str(SecondFactor.objects.values().get()) + str(list(RecoveryCode.objects.values()))
    assert SEED.decode() not in held
    assert not [code for code in codes if code in held]


def test_whose_duty_asks_for_it_sets_it_up_before_anything_else(officer: User, settings: Any) -> None:
    settings.SECOND_FACTOR_DUTIES = ["leader"]
    client = browser()
    sign_in(client, the(Duty.LEADER))
    assert client.get(HOME)["Location"] == reverse("desk:second_factor")
    assert "Your duty asks for a second factor." in client.get(reverse("desk:second_factor")).content.decode()
    seed = services.open_seed(client.session["desk.seed"])
    given = {"password": PASSWORD, "code": code_at(seed)}
    assert client.post(reverse("desk:second_factor"), given).status_code == 200
    assert client.get(HOME).status_code == 200
    assert sign_in(browser(), officer).status_code == 302


def change_factor(client: Client, *, password: str, code: str) -> Any:
    return client.post(reverse("desk:second_factor"), {"password": password, "code": code})


def test_it_is_turned_off_with_the_password_and_a_code(officer: User) -> None:
    client = browser()
    set_up(officer)
    sign_in(client, officer, code=code_at(SEED))
    assert change_factor(client, password=PASSWORD, code="123456").status_code == 400
    fresh = code_at(SEED, steps=1)
    refused = change_factor(client, password="somebody at my desk", code=fresh)
    assert refused.status_code == 400
    assert "This is not your password." in refused.content.decode()
    assert SecondFactor.objects.exists()
    assert change_factor(client, password=PASSWORD, code=fresh).status_code == 302
    assert not SecondFactor.objects.exists()


def test_an_open_session_alone_sets_no_codes_up(officer: User) -> None:
    client = browser()
    sign_in(client, officer)
    client.get(reverse("desk:second_factor"))
    code = code_at(services.open_seed(client.session["desk.seed"]))
    for password in ("", "somebody at my desk"):
        assert change_factor(client, password=password, code=code).status_code == 400
    assert not SecondFactor.objects.exists()
    assert change_factor(client, password=PASSWORD, code=code).status_code == 200


def test_a_change_of_the_factor_ends_other_sessions_and_stands_in_the_security_log(
    officer: User, caplog: Any
) -> None:
    caplog.set_level(logging.INFO, logger="security")
    here, there = browser(), browser()
    for client in (here, there):
        sign_in(client, officer)
    here.get(reverse("desk:second_factor"))
    seed = services.open_seed(here.session["desk.seed"])
    change_factor(here, password=PASSWORD, code=code_at(seed, steps=-1))
    assert (here.get(HOME).status_code, there.get(HOME).status_code) == (200, 302)
    sign_in(there, officer, code=code_at(seed))
    change_factor(here, password=PASSWORD, code=code_at(seed, steps=1))
    assert (here.get(HOME).status_code, there.get(HOME).status_code) == (200, 302)
    here.post(reverse("desk:logout"))
    lines = [record.getMessage() for record in caplog.records if record.name == "security"]
    who = f"person {officer.pk}"
    assert lines[2:] == [
        f"second factor set up: {who}",
        f"signed in: {who}",
        f"second factor turned off: {who}",
        f"signed out: {who}",
    ]


def test_an_administrator_takes_it_away_from_another_and_the_log_keeps_it(officer: User) -> None:
    set_up(officer)
    theirs, admin = browser(), browser()
    sign_in(theirs, officer, code=code_at(SEED))
    sign_in(admin, the(Duty.ADMIN))
    own = reverse("desk:reset_factor", args=[the(Duty.ADMIN).username])
    assert admin.post(own).status_code == 404
    assert admin.post(reverse("desk:reset_factor", args=[officer.username])).status_code == 302
    assert theirs.get(HOME).status_code == 302
    assert sign_in(browser(), officer).status_code == 302
    assert LogEntry.objects.filter(move="reset_factor", actor=the(Duty.ADMIN)).exists()


# ---- Sessions --------------------------------------------------------------------------------------------------
def test_a_session_ends_when_it_was_idle_and_says_so(officer: User, settings: Any) -> None:
    client = browser()
    sign_in(client, officer)
    now = timezone.now()
    with time_machine.travel(now + datetime.timedelta(minutes=29)):
        assert client.get(HOME).status_code == 200
    with time_machine.travel(now + datetime.timedelta(minutes=58)):
        assert client.get(HOME).status_code == 200
    with time_machine.travel(now + datetime.timedelta(minutes=89)):
        led = client.get("/desk/reports/")["Location"]
        assert led == "/desk/login/?ended=&next=%2Fdesk%2Freports%2F"
        assert "Your session has ended" in client.get(led).content.decode()
    assert "chuishao_key" not in client.cookies or client.cookies["chuishao_key"].value == ""


def test_a_session_ends_after_its_longest_time_however_busy(officer: User, settings: Any) -> None:
    settings.STAFF_LONGEST_SECONDS = 3600
    client, now = browser(), timezone.now()
    sign_in(client, officer)
    statuses = []
    for minutes in range(10, 80, 10):
        with time_machine.travel(now + datetime.timedelta(minutes=minutes)):
            statuses.append(client.get(HOME).status_code)
    assert statuses == [200] * 5 + [302, 302] or statuses == [200] * 6 + [302]


def test_i_see_my_sessions_and_end_one(officer: User) -> None:
    here, there, stranger = browser(), browser(), browser()
    for client in (here, there):
        sign_in(client, officer)
    sign_in(stranger, the(Duty.LEADER))
    page = here.get(reverse("desk:sessions")).content.decode()
    (handle,) = re.findall(r"/desk/sessions/([0-9a-f-]{36})/end/", page)
    stranger.post(reverse("desk:end_session", args=[handle]))
    assert there.get(HOME).status_code == 200
    assert here.post(reverse("desk:end_session", args=[handle])).status_code == 302
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200


def test_a_change_of_password_ends_all_others(officer: User) -> None:
    here, there = browser(), browser()
    for client in (here, there):
        sign_in(client, officer)
    fresh = "another whistle in the fog"
    changed = here.post(reverse("desk:password"), {"old": PASSWORD, "new": fresh, "again": fresh})
    assert changed.status_code == 302, changed.content.decode()
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200
    assert StaffSession.objects.filter(user=officer).count() == 1
    assert Session.objects.filter(session_key=StaffSession.objects.get().session_key).exists()


def test_signing_out_leaves_no_session(officer: User) -> None:
    client = browser()
    sign_in(client, officer)
    assert client.post(reverse("desk:logout"))["Clear-Site-Data"] == '"cache", "storage"'
    assert not StaffSession.objects.exists()
    assert not Session.objects.filter(session_data__contains="_auth").exists()


# ---- Passwords asked for behind the sign-in --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("second_factor", {"password": "wrong", "code": "000000"}),
        ("password", {"old": "wrong", "new": "a lantern on the pier", "again": "a lantern on the pier"}),
        ("exchange_key", {"password": "wrong"}),
        ("restore_key", {"earlier": "wrong", "password": "wrong"}),
        ("replace_key", {"password": "wrong"}),
    ],
)
def test_guessing_a_password_behind_the_sign_in_is_slowed_as_before_it(
    officer: User, name: str, typed: dict[str, str]
) -> None:
    client, url = browser(), reverse(f"desk:{name}")
    sign_in(client, officer)
    assert [client.post(url, typed).status_code for _ in range(5)] == [400] * 5
    answer = client.post(url, typed)
    assert answer.status_code == 429
    assert "your account is not locked" in answer.content.decode()
    assert client.get(url).status_code == 200


def test_the_right_password_forgets_the_tries(officer: User) -> None:
    client, url = browser(), reverse("desk:password")
    sign_in(client, officer)
    new = "a lantern on the pier"
    typed = {"old": PASSWORD, "new": new, "again": new}
    for _ in range(4):
        client.post(url, {**typed, "old": "wrong"})
    assert client.post(url, typed).status_code == 302
    assert [client.post(url, {**typed, "old": "wrong"}).status_code for _ in range(5)] == [400] * 5
