"""The policy of moves that no person makes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workflow.models import Subject
from workflow.verdicts import ALLOWED, Verdict, refused


def only_the_system(subject: Subject, user: Any) -> Verdict:
    """Let the system move as a consequence of something else; nobody presses a button for it."""
    return ALLOWED if user is None else refused(_("This step is taken by the system alone."))
