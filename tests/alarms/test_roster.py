"""The roster of a month: read, shown with its gaps, put in; and one's own number."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Duty
from alarms.models import Contact, Shift
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the

pytestmark = pytest.mark.django_db
IMPORT = "/desk/alarms/roster/import/"
MONTH = {"month": "2026-12", "changes_at": "08:30"}


def lines(*told: str) -> dict[str, str]:
    return {**MONTH, "lines": "\n".join(told)}


@pytest.fixture
def client() -> Any:
    factories.office()
    return browser(the(Duty.DESK))


def test_a_month_is_shown_with_its_gaps_before_it_counts(client: Any) -> None:
    told = lines(
        "2026-12-01,desk1,leader1", "2026-12-02\tleader1", "2026-12-05 18:00, 2026-12-06 08:00, desk1"
    )
    shown = client.post(IMPORT, told)
    assert shown.status_code == 200
    assert not Shift.objects.exists()
    text = text_of(shown)
    assert "2026-12-01 00:00 – 2026-12-01 08:30" in text
    assert "2026-12-03 08:30 – 2026-12-05 18:00" in text
    assert client.post(IMPORT, {**told, "is_checked": "1"}).status_code == 302
    assert [(s.first.username, s.second and s.second.username) for s in Shift.objects.all()] == [
        ("desk1", "leader1"),
        ("leader1", None),
        ("desk1", None),
    ]


def test_a_second_import_replaces_the_month_and_keeps_the_record(client: Any) -> None:
    for who in ("desk1", "leader1"):
        client.post(IMPORT, {**lines(f"2026-12-01,{who}"), "is_checked": "1"})
    assert [shift.first.username for shift in Shift.objects.filter(replaced_at=None)] == ["leader1"]
    assert Shift.objects.count() == 2
    with time_machine.travel("2026-12-01 09:00+08:00"):
        page = text_of(browser(the(Duty.DESK)).get(reverse("alarms:roster")))
    assert "on duty now" in page
    assert "2026-12-02 08:30 – " in page, "the gap after the last shift"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tomorrow,desk1", "it does not begin with a day"),
        ("2026-12-01,nobody", "nobody here is called nobody"),
        ("2026-12-01", "name one or two people"),
        ("2026-12-01,desk1,leader1,admin1", "name one or two people"),
        ("2026-12-01,desk1,desk1", "the same person stands there twice"),
        ("2026-11-30,desk1", "the day is not of this month"),
        ("2026-12-02 08:00,2026-12-01 08:00,desk1", "the shift ends before it begins"),
        ("2026-12-01 00:00,2026-12-03 00:00,desk1", "it overlaps with another line"),
        ("2026-13-45,desk1", "it does not begin with a day"),
    ],
)
def test_a_line_that_is_no_shift_is_named_with_its_reason(client: Any, line: str, reason: str) -> None:
    response = client.post(IMPORT, lines("2026-12-01,leader1", line))
    assert response.status_code == 400
    assert f"Line 2: {reason}" in text_of(response)


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "0000-01", "9999-12", "x"])
def test_a_month_that_is_none_is_refused_in_words(client: Any, month: str) -> None:
    response = client.post(IMPORT, {**lines("2026-12-01,desk1"), "month": month})
    assert response.status_code == 400
    assert "month" in text_of(response)


def test_everybody_keeps_their_own_number(client: Any) -> None:
    url = reverse("alarms:contact")
    assert client.post(url, {"phone": "call me"}).status_code == 400
    assert client.post(url, {"phone": "199 0000 0001", "email": "desk@example.cn"}).status_code == 302
    contact = Contact.objects.get(person=the(Duty.DESK))
    assert (contact.phone, contact.email) == ("199 0000 0001", "desk@example.cn")
    assert "199 0000 0001" in client.get(url).content.decode()
