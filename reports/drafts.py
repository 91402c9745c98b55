"""Answers that are not sent yet. They lie sealed in the session under a key that only the browser's cookie holds.

After two idle hours they count as gone. When a draft has been sent, its receipt stands in its place until the
reporter has typed its last four digits.
"""

from __future__ import annotations

import datetime
import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from vault import sessions
from vault.uploads import HeldFile

KEPT_FOR = datetime.timedelta(hours=2)
UNSENT = "unsent"
"""Stands in a session whose draft was not sent: nothing in it was acknowledged, so that no write waits for the disk."""
Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """What is shown once after sending."""

    code: str = field(repr=False)
    reference: str
    filed_at: str
    statement: str = field(repr=False)
    opening: str = field(default="", repr=False)

    @property
    def at(self) -> datetime.datetime:
        """When the report was filed."""
        return datetime.datetime.fromisoformat(self.filed_at)


@dataclass
class Draft:
    """The answers of one report to be, as they were typed, and the files that are sealed on the disk already."""

    filing_key: str = field(default_factory=lambda: secrets.token_hex(32))
    saved_at: datetime.datetime = field(default_factory=timezone.now)
    answers: dict[str, Typed] = field(default_factory=dict, repr=False)
    files: list[HeldFile] = field(default_factory=list, repr=False)
    sent: Sent | None = None
    # The code of the notice board by which this browser came; it goes no further than to a count.
    board: str = field(default="", repr=False)

    def as_json(self) -> bytes:
        """Write the draft for its box."""
        return json.dumps(
            {
                "filing_key": self.filing_key,
                "saved_at": self.saved_at.isoformat(),
                "answers": self.answers,
                "files": [held.as_dict() for held in self.files],
                "sent": asdict(self.sent) if self.sent else None,
                "board": self.board,
            },
            ensure_ascii=False,
        ).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Draft:
        """Read what `as_json` wrote."""
        values: dict[str, Any] = json.loads(data)
        return cls(
            filing_key=values["filing_key"],
            saved_at=datetime.datetime.fromisoformat(values["saved_at"]),
            answers=values["answers"],
            files=[HeldFile.from_dict(held) for held in values["files"]],
            sent=Sent(**values["sent"]) if values["sent"] else None,
            board=values.get("board", ""),
        )


def open_draft(request: HttpRequest) -> Draft | None:
    """Return the draft of this browser, or None when there is none or it has been idle too long."""
    data = sessions.recall(request, name=sessions.DRAFT)
    draft = Draft.from_json(data) if data else None
    return draft if draft and timezone.now() - draft.saved_at < KEPT_FOR else None


def keep_draft(request: HttpRequest, draft: Draft) -> None:
    """Keep the draft, for two hours from now."""
    draft.saved_at = timezone.now()
    if draft.sent:
        request.session.pop(UNSENT, None)
    else:
        request.session[UNSENT] = True
    sessions.keep(request, draft.as_json(), name=sessions.DRAFT)


def drop_draft(request: HttpRequest) -> None:
    """Forget the draft and what it held. Its files go with the next clearing of unclaimed files."""
    if sessions.recall(request, name=sessions.DRAFT) is not None:
        request.session.pop(UNSENT, None)
        sessions.forget(request, name=sessions.DRAFT)
