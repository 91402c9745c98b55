"""Comments on a case. The log says that somebody wrote one, and none of its words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from desk.models import Comment, Mention
from investigations.models import Case
from workflow.services import record


def comment_on(case: Case, *, text: str, named: Iterable[User], actor: User) -> Comment:
    """Write a comment and tell those whom it names, but not the author."""
    with transaction.atomic():
        record(case, "comment", actor=actor)
        comment = Comment.objects.create(
            subject_label=Case.label(), subject_id=case.pk, author=actor, text=text
        )
        Mention.objects.bulk_create(
            Mention(comment=comment, person=person) for person in named if person.pk != actor.pk
        )
    return comment


def withdraw_comment(case: Case, *, handle: uuid.UUID, actor: User) -> None:
    """Take one's own comment back: its words go, and that there was one stays. Anything else changes nothing."""
    own = Comment.objects.filter(subject_label=Case.label(), subject_id=case.pk, author=actor, handle=handle)
    with transaction.atomic():
        if own.filter(withdrawn_at=None).update(text="", withdrawn_at=timezone.now()):
            record(case, "withdraw_comment", actor=actor)


def see_mentions(case: Case, *, actor: User) -> None:
    """Note that somebody looked at the comments that name them."""
    unseen = Mention.objects.filter(
        person=actor, seen_at=None, comment__subject_label=Case.label(), comment__subject_id=case.pk
    )
    unseen.update(seen_at=timezone.now())
