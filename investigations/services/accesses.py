"""Writes of the register of access to files."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from investigations.models import Case, FileAccess
from investigations.policies import may_show_file
from investigations.showing import shown_of
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import advance, begin
from workflow.verdicts import refuse_unless


@transaction.atomic
def show_file(
    case: Case,
    *,
    actor: User,
    seeker: str,
    name: str,
    ground: str,
    manner: str,
    seen_on: datetime.date,
    documents: Collection[str],
    credential: str = "",
) -> FileAccess:
    """Record that somebody looked into the file; `documents` are the keys of what was shown, frozen with the entry."""
    refuse_unless(may_show_file(case, actor))
    shown = [document.frozen() for document in shown_of(case) if document.key in documents]
    if not shown:
        raise MoveRefused(_("Choose what was shown."))
    access = FileAccess(
        case=case,
        seeker=seeker,
        name=name,
        credential=credential,
        ground=ground,
        manner=manner,
        seen_on=seen_on,
        shown=shown,
    )
    begin(access, move="record", actor=actor)
    return access


def void_access(access: FileAccess, *, actor: User, note: str) -> LogEntry:
    """Void an entry that was made by mistake, with the reason."""
    return advance(access, "void", actor=actor, note=note)
