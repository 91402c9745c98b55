"""The table of tests/insiders.py, tried on pages: each duty opens whatever it may and presses what opens something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Duty
from tests import doors, factories
from tests.access import ACCESS, Door
from tests.insiders import FILES, MESSAGES, NAME, ON_PAGES, PAYEE, WORDS
from tests.journeys import public_form

pytestmark = pytest.mark.django_db

OPENERS = (
    "reports:words",
    "reports:compare",
    "reports:messages",
    "reports:file",
    "rewards:objection",
    "rewards:payee",
    "identities:open",
)
TYPED = {
    NAME: [*factories.IDENTITY.values()],
    WORDS: [factories.WORDS, str(public_form.ANSWERS["words"]["text"])],
    MESSAGES: ["还有一台机器也没有防护罩。"],
    PAYEE: [factories.PAYEE["account"]],
}


@pytest.fixture(scope="module", autouse=True)
def _house(built: doors.House) -> None:
    """Stand in for the fixture of the same name: this house has settings of its own."""


@pytest.fixture
def _django_db_helper(built: doors.House, django_db_blocker: Any) -> Iterator[None]:
    """Stand in for pytest-django's own, which would close the connection on which the house stands."""
    with django_db_blocker.unblock(), doors.undone():
        yield


@pytest.mark.parametrize("duty", Duty)
def test_a_duty_learns_on_its_pages_what_the_table_says(built: doors.House, duty: str) -> None:
    assert _seen_by(built, duty) == set(ON_PAGES[duty])


def _seen_by(house: doors.House, duty: str) -> set[str]:
    """Open every page that the duty opens, on every file of the house, and press what opens something."""
    client, text, files = house.browser(duty), "", False
    for name, access in ACCESS.items():
        if access.door in (Door.PUBLIC, Door.RECEIPT, Door.KEY) or (
            access.opens and duty not in access.opens
        ):
            continue
        for url in _addresses(house, name):
            if access.method == "get":
                text += client.get(url).getvalue().decode(errors="ignore")
            if name in OPENERS:
                answer = client.post(url)
                files = files or ("file" in name and answer.streaming)
                text += answer.getvalue().decode(errors="ignore")
    for query in ("甄举报", "19900000000", "JB-2026-000001"):
        text += client.get(reverse("desk:search"), {"q": query}).content.decode().replace(query, "")
    seen = {secret for secret, words in TYPED.items() if any(word in text for word in words)}
    return seen | ({FILES} if files else set())


def _addresses(house: doors.House, name: str) -> list[str]:
    built = ACCESS[name].built
    if not built:
        return [house.url(name)]
    alike = [other for other in house.files if other.split(":")[0] == built.split(":")[0]]
    return [house.url(name, other) for other in alike] if "detail" in name else [house.url(name)]
