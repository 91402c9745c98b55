"""What the engine refuses, always with a sentence for the person."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MoveRefused(Exception):
    """The move is not for this person, or not on these facts. Shown with status 403."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason
        # Where the person was at work, so that the page of the refusal leads back.
        self.url = ""


class StalePage(MoveRefused):
    """Somebody was faster: the subject has left the state the person saw. Shown with status 409."""

    def __init__(self, reason: str | Promise = "") -> None:
        super().__init__(
            reason or _("This file has moved on since you opened it. Look at it again before you act.")
        )


class AnnulmentRefused(MoveRefused):
    """What the move set off cannot be taken back."""


class PartAway(MoveRefused):
    """A part of the installation does not answer, which is no fault of whoever asks. Shown with status 503."""
