"""Random walks over a listing: nothing stands on the list that was not told and heard first, by two people."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Duty
from sanctions import services as sanctions
from sanctions.models import Listing, Shown
from sanctions.selectors import published_listings
from tests import factories
from tests.factories import the
from workflow.errors import MoveRefused
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db

WALKS, LONGEST = 40, 14
MOVES: dict[str, Callable[[Listing, Any], Any]] = {
    "notify": lambda found, who: sanctions.notify_listing(found, actor=who),
    "hear": lambda found, who: sanctions.hear_listing(found, actor=who),
    "enter": lambda found, who: sanctions.enter_listing(found, actor=who),
    "dismiss": lambda found, who: sanctions.dismiss_listing(found, actor=who, note="不符合。"),
    "ask": lambda found, who: sanctions.ask_removal(
        found, actor=who, asked_on=timezone.localdate(), **factories.REMOVAL
    ),
    "refuse": lambda found, who: sanctions.refuse_removal(found, actor=who, note="不符合。"),
    "remove": lambda found, who: sanctions.remove_listing(found, actor=who, note="符合。"),
    "expire": lambda found, _who: sanctions.remove_listing(found, actor=None),
    "restore": lambda found, who: sanctions.restore_listing(found, actor=who, note="弄虚作假。"),
    "wait": lambda found, _who: factories.listed_for(found, days=400),
    "pay": lambda found, _who: factories.pay_up(found.penalty),
    "lose": lambda found, _who: sanctions.follow_penalty(found.penalty),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(list(MOVES)), st.sampled_from([Duty.INVESTIGATOR, Duty.LEADER, Duty.REVIEWER])),
    max_size=LONGEST,
)


@pytest.fixture
def listing() -> Listing:
    return factories.listing_in("candidate")


@settings(
    max_examples=WALKS, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_nobody_is_listed_who_was_not_told_and_heard(listing: Listing, steps: list[tuple[str, Duty]]) -> None:
    with contextlib.suppress(Rolled), transaction.atomic():
        for move, duty in steps:
            found = Listing.objects.get(pk=listing.pk)
            with contextlib.suppress(MoveRefused), transaction.atomic():
                MOVES[move](found, the(duty))
            check(Listing.objects.get(pk=listing.pk))
        raise Rolled


class Rolled(Exception):
    """The walk is over; what it did is undone."""


def check(listing: Listing) -> None:
    """Hold what must be true at every step."""
    moves = list(LogEntry.objects.about(listing).values_list("move", "actor_id"))
    names = [move for move, _actor in moves]
    if "enter" in names:
        before = names[: names.index("enter")]
        assert before.index("notify") < before.index("hear")
        told, decided = dict(moves)["notify"], dict(moves)["enter"]
        assert told != decided
    is_public = published_listings().filter(pk=listing.pk).exists()
    assert is_public is (listing.state == "listed")
    assert Shown.objects.filter(hidden_at=None).exists() is is_public
