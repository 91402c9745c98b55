"""Reads about acts on several files."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise

from desk.models import BulkAct, BulkLine, LineState
from desk.selectors.work import Row, queue_of
from desk.several import KINDS, Kind
from workflow.selectors import Offer

# More than this is not read through by anybody before a click.
MOST_FILES = 200
ACTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would become of one file."""

    row: Row
    offer: Offer | None

    @property
    def is_possible(self) -> bool:
        """Whether the step would be made now."""
        return self.offer is not None and bool(self.offer.verdict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an act on several files is."""

    total: int
    waiting: int
    done: int
    refused: int
    undoing: int

    @property
    def handled(self) -> int:
        """How many no longer wait."""
        return self.total - self.waiting


def kind_of(key: str) -> Kind:
    """Return the act that goes with a queue, or raise Http404."""
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def bulk_rows(user: Any, key: str) -> list[Row]:
    """Return the files of the person's queue that an act on several could take, the nearest deadline first."""
    return queue_of(user, key, most=MOST_FILES)


def forecasts(rows: Iterable[Row], *, kind: Kind, user: Any) -> list[Forecast]:
    """Say of each file what would be done to it."""
    return [Forecast(row, kind.offer_of(row.subject, user)) for row in rows]


def get_bulk(user: Any, handle: uuid.UUID) -> BulkAct:
    """Return one of the person's own acts, or raise Http404."""
    act = BulkAct.objects.filter(user=user.pk, handle=handle).first()
    if act is None:
        raise Http404
    return act


def is_begun(user: Any, click: str) -> bool:
    """Say whether a page's act was begun: a second click finds no file left to tick."""
    return bool(click) and BulkAct.objects.filter(user=user.pk, click=click).exists()


@dataclass(frozen=True, slots=True)
class Begun:
    """One of the person's latest acts on several files."""

    handle: uuid.UUID
    label: str | Promise
    begun_at: datetime.datetime


def bulks_of(user: Any) -> list[Begun]:
    """Return the person's latest acts on several files."""
    acts = BulkAct.objects.filter(user=user.pk).order_by("-pk")[:ACTS_SHOWN]
    return [Begun(act.handle, label_of(act), act.begun_at) for act in acts]


def progress_of(lines: Sequence[BulkLine]) -> Progress:
    """Count the lines of an act by state."""
    counted = Counter(line.state for line in lines)
    return Progress(
        total=len(lines),
        waiting=counted[LineState.WAITING],
        done=counted[LineState.DONE],
        refused=counted[LineState.REFUSED],
        undoing=counted[LineState.UNDOING],
    )


def label_of(act: BulkAct) -> str | Promise:
    """Name the act."""
    return KINDS[act.key].label
