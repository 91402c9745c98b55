"""Writes of notice boards and their counts. No row here names a tip, and no tip names a board (docs/adr/0021)."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from enterprises.models import Unit
from outreach.models import Board, Sheet, Tally
from outreach.posters import poster_words
from outreach.selectors import DECOY_IN, board_called, standing_boards

Counted = Board | None


@transaction.atomic
def make_board(*, place: str, unit: Unit | None, actor: User) -> Board:
    """Make a board with its code; the worker draws its sheets."""
    board = Board.objects.create(place=place, unit=unit, made_by=actor)
    words = poster_words(address_of(board), on=timezone.localdate())
    Sheet.objects.bulk_create(Sheet(board=board, size=size, words=words) for size in Sheet.Size)
    return board


def address_of(board: Board) -> str:
    """Return what the code to scan opens; it names the board and nothing else."""
    return f"{settings.PUBLIC_BASE_URL}/report/?from={board.code}"


def retire_board(board: Board) -> None:
    """Take a board out of use: its code still opens the form, and counts no more."""
    Board.objects.filter(pk=board.pk, retired_at=None).update(retired_at=timezone.now())


# ---- Counts ----------------------------------------------------------------------------------------------------
def count_opening(code: str) -> str:
    """Count that a board's code was opened; return the code where it is one in use, and nothing otherwise."""
    board = board_called(code)
    if board is None:
        return ""
    _count(board, "opened")
    return board.code


def count_filing(code: str) -> None:
    """Count a filing for its board, apart from the filing itself and without a time.

    One in some that came by no board is counted for a board drawn by lot, so that whoever watches the counts while a
    tip comes in cannot tell that it came by that board. A count that fails never fails the filing.
    """
    try:
        with transaction.atomic():
            board = board_called(code) or _decoy()
            _count(None, "filed")
            if board is not None:
                _count(board, "filed")
    except DatabaseError:
        return


def _decoy() -> Board | None:
    if secrets.randbelow(DECOY_IN):
        return None
    boards = list(standing_boards())
    return secrets.choice(boards) if boards else None


def _count(board: Counted, what: str) -> None:
    month = timezone.localdate().replace(day=1)
    Tally.objects.get_or_create(board=board, month=month)
    Tally.objects.filter(board=board, month=month).update(**{what: F(what) + 1})
