"""What is put before the public and taken away again, with the time of each, in the transaction of the move."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanctions.models import Board, Shown
from workflow.models import Subject


def show(subject: Subject, *, board: Board, facts: dict[str, Any]) -> Shown:
    """Note that a file is public from now on, with the facts as they are read."""
    hide(subject, why="")
    return Shown.objects.create(
        subject_label=subject.label(), subject_id=subject.pk, board=board, facts=facts
    )


def hide(subject: Subject, *, why: str) -> None:
    """Note that a file is public no more; what was shown stays on record.

    The worker's clock may be behind that of the web server that showed it: nothing is hidden before it was shown.
    """
    still = Shown.objects.filter(subject_label=subject.label(), subject_id=subject.pk, hidden_at=None)
    for shown in still:
        shown.hidden_at, shown.why_hidden = max(timezone.now(), shown.shown_at), why[:200]
        shown.save(update_fields=["hidden_at", "why_hidden"])
