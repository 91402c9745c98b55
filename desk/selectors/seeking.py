"""Search, and the files about a unit: by words, unit, person in charge, place, state and day, for this person alone.

What a search compares stands in `KINDS` below and in the desk's index of words: structured answers, the text that the
desk released, titles. Sealed words, identities, messages and notes stand in neither.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.selectors.days import within
from desk.selectors.source import Words
from enterprises.models import Unit
from enterprises.selectors import units_known_by, units_led_by
from investigations.models import Case, RectificationOrder, TeamMember
from investigations.selectors import cases_visible_to, orders_visible_to
from reports.models import Report
from reports.selectors import reports_visible_to
from sanctions.models import GoodCredit, Listing, Measure, Penalty
from sanctions.selectors import (
    good_credits_visible_to,
    listings_visible_to,
    measures_visible_to,
    penalties_visible_to,
)
from statutes.codes import DIVISIONS
from workflow.models import Subject
from workflow.words import PAGE, Holding, among, holding_all, matching

SHELF_ROWS = 20
MOST_WORDS = 5
# The column of a report and of a case for its place, which has an index.
PLACE = "division"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is searched: its own columns, and the ways to its unit, its place and its case."""

    key: str
    title: Words
    model: type[Subject]
    read: Callable[[Any], QuerySet[Any]]
    columns: Sequence[str] = ()
    place: str = "case__division"
    case: str = "case"

    @property
    def is_many(self) -> bool:
        """Whether there are about as many as reports: then it matters whether the words are common."""
        return self.model in (Report, Case, Penalty)


KINDS = (
    Kind("reports", _("Reports"), Report, reports_visible_to, ("unit_name", "working_text"), PLACE, ""),
    Kind("cases", _("Cases"), Case, cases_visible_to, ("title",), PLACE, "pk"),
    Kind("orders", _("Orders to rectify"), RectificationOrder, orders_visible_to),
    Kind("penalties", _("Penalties"), Penalty, penalties_visible_to, ("cause", "person_name")),
    Kind(
        "listings",
        _("Listings"),
        Listing,
        listings_visible_to,
        ("cause",),
        "penalty__case__division",
        "penalty__case",
    ),
    Kind("good_credit", _("Good-credit list"), GoodCredit, good_credits_visible_to, (), "unit__division", ""),
    Kind("measures", _("Further measures"), Measure, measures_visible_to, ("person_name",)),
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one kind that a person may see."""

    title: Words
    subjects: list[Any]
    has_more: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is sought. Every word must stand somewhere; an empty part narrows nothing."""

    words: Sequence[str] = ()
    state: str = ""
    place: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sought yet."""
        return not (self.words or self.state or self.place or self.since or self.until)


def shelves_found(user: Any, wanted: Wanted) -> list[Shelf]:
    """Return what `user` may see of what is sought, kind by kind. Four queries a kind at most, and three a word."""
    words = _looked_up(wanted.words)
    found = [
        _shelf(kind, user, _narrowed(kind, user, wanted, words, shown=SHELF_ROWS + 1)[0]) for kind in KINDS
    ]
    return [shelf for shelf in found if shelf.subjects]


def files_found(user: Any, kind: Kind, wanted: Wanted) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the files of one kind, the newest first, to be leafed through, and the same to be counted."""
    return _narrowed(kind, user, wanted, _looked_up(wanted.words))


def shelves_of_unit(user: Any, unit: Unit) -> list[Shelf]:
    """Return the files about a unit, kind by kind. Two queries a kind at most."""
    found = [_shelf(kind, user, kind.read(user).filter(unit=unit)) for kind in KINDS]
    return [shelf for shelf in found if shelf.subjects]


# ---- How a word is looked up -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Word:
    """A word, and what is known by it besides the files' own columns."""

    text: str
    units: Holding
    places: list[str]
    people: list[int]


def _looked_up(words: Sequence[str]) -> list[Word]:
    return [
        Word(
            text,
            _with_units(text),
            [code for code, division in DIVISIONS.items() if len(text) > 1 and text in division.title_zh],
            list(User.objects.filter(name__words=text).values_list("pk", flat=True)),
        )
        for text in words[:MOST_WORDS]
    ]


def _with_units(text: str) -> Holding:
    known = Unit.objects.filter(units_known_by(text).rows)
    return among("unit", known, units_known_by(text, "unit__").compared) | among("unit", units_led_by(text))


def _narrowed(
    kind: Kind, user: Any, wanted: Wanted, words: Sequence[Word], *, shown: int = PAGE
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    files = kind.read(user)
    if wanted.state:
        files = files.filter(state=wanted.state)
    if wanted.place:
        files = files.filter(**{f"{kind.place}__startswith": wanted.place})
    files = files.filter(within("created_at", wanted.since, wanted.until))
    found = [_holds(kind, word, user) for word in words]
    if kind.is_many:
        return holding_all(files, found, shown=shown)
    files = files.filter(*(each.rows for each in found)).order_by("-pk")
    return files, files


def _holds(kind: Kind, word: Word, user: Any) -> Holding:
    """Say how a kind of file holds a word; keys are compared before words are, which takes a hundred times longer."""
    holds = word.units
    if word.places:
        there = Q(**{f"{kind.place}__in": word.places})
        holds |= Holding(there, there if kind.place == PLACE else None)
    if word.people and (kind.case or kind.model is Report):
        holds |= _with_people(kind, _in_charge(word, user))
    return holds | matching(kind.model, word.text, kind.columns)


def _with_people(kind: Kind, cases: QuerySet[Any]) -> Holding:
    if kind.model is Report:
        return among("pk", Report.objects.filter(pk__in=cases.values("report")))
    return among(kind.case, cases)


def _in_charge(word: Word, user: Any) -> QuerySet[Any]:
    """Return the cases that one of these people investigates, as far as `user` sees them."""
    seats = TeamMember.objects.filter(user__in=word.people, left_at=None)
    return cases_visible_to(user).order_by().filter(pk__in=seats.values("case"))


def _shelf(kind: Kind, user: Any, files: QuerySet[Any]) -> Shelf:
    """Read the keys first: what was found is sorted without what else stands in its rows and beside them."""
    keys = list(files.order_by("-pk").values_list("pk", flat=True)[: SHELF_ROWS + 1])
    rows = list(kind.read(user).filter(pk__any_of=keys[:SHELF_ROWS]).order_by("-pk")) if keys else []
    return Shelf(kind.title, rows, len(keys) > SHELF_ROWS, kind.key)
