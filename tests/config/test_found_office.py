"""The first administrator of an installation comes from the command line, and those who join after them."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, Duty, User

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def run(command: str, *arguments: str) -> str:
    told = io.StringIO()
    call_command(command, *arguments, stdout=told)
    return told.getvalue()


def found(*arguments: str) -> str:
    return run("found_office", *arguments)


def test_the_first_administrator_signs_in_with_the_password_that_was_shown_and_makes_the_next(settings):
    told = found("first", "甲管理", "--short-name", "涪应急")
    password = re.findall(r"([0-9a-f]{4}(?:-[0-9a-f]{4}){4})", told)
    assert len(password) == 1
    office, first = Agency.objects.get(), User.objects.get()
    assert (office.name, office.place, office.is_office) == (
        settings.OFFICE_NAME,
        settings.OFFICE_PLACE,
        True,
    )
    assert office.short_name == "涪应急"
    assert first.has_duty(Duty.ADMIN)
    assert not first.is_superuser
    client = Client(headers={"accept-language": "en"})
    login = {"username": "first", "password": password[0]}
    assert client.post(reverse("desk:login"), login)["Location"] == reverse("desk:home")
    assert client.get(reverse("desk:people")).status_code == 200


def test_where_people_are_nobody_is_made():
    found("first", "甲管理")
    with pytest.raises(CommandError, match="There are people or agencies already"):
        found("second", "乙管理")
    assert User.objects.get().username == "first"


def test_what_is_too_long_is_refused_and_nothing_is_left():
    with pytest.raises(CommandError, match="short_name"):
        found("first", "甲管理", "--short-name", "长" * 21)
    assert not Agency.objects.exists()


def test_who_joins_later_has_an_account_with_duties():
    found("first", "甲管理")
    told = run("add_person", "second", "乙受理", "--duty", "desk", "--duty", "custodian")
    joined = User.objects.get(username="second")
    assert joined.agency == Agency.objects.get()
    assert joined.has_duty(Duty.DESK)
    assert joined.has_duty(Duty.CUSTODIAN)
    assert not joined.has_duty(Duty.ADMIN)
    assert joined.check_password(told.split()[-1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["first", "丙"], "has this user name already"),
        (["third", "丙", "--agency", "nowhere"], "no such agency"),
        (["third", "丙" * 61], "name"),
        (["th ird", "丙"], "username"),
        (["third", "丙", "--duty", "emperor"], "invalid choice"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_nothing_is_left(arguments, said):
    found("first", "甲管理")
    with pytest.raises(CommandError, match=said):
        run("add_person", *arguments)
    assert User.objects.get().username == "first"
