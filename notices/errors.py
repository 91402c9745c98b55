"""What paper refuses, always with a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.errors import MoveRefused


class PaperRefused(MoveRefused):
    """The paper cannot be issued or drawn on these facts. The move that wanted it does not happen either."""


class MissingContents(PaperRefused):
    """The law (or the template) asks for contents that the dict lacks; `elements` names them."""

    def __init__(self, title: str, elements: Iterable[str]) -> None:
        self.elements = tuple(elements)
        super().__init__(
            _("%(title)s cannot be issued without: %(elements)s.")
            % {"title": title, "elements": "、".join(self.elements)}
        )


class RevealsReport(PaperRefused):
    """A paper for others than the reporter would say that somebody reported."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__(
            _("%(title)s would show its reader that there was a report: “%(words)s”. Write it without.")
            % {"title": title, "words": words}
        )


class FontMissing(PaperRefused):
    """A font that the paper needs is not where it should be. The words say what to put where."""


class GlyphMissing(PaperRefused):
    """A character that no font of ours can draw: a box is not a letter."""


class FileChanged(PaperRefused):
    """The stored file or dict is not the one that was issued."""

    def __init__(self, reason: str | Promise = "") -> None:
        super().__init__(
            reason or _("The stored paper is no longer the one that was issued. Tell the administrator.")
        )


class UnknownContents(TypeError):
    """The dict has keys that its kind does not know: a programming error of the floor that built it."""
