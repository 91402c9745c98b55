"""Comments on a case, whom they name, and what tells those of it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from desk.models import Comment, Mention
from investigations.models import Case
from investigations.selectors import cases_visible_to

MOST_MENTIONS = 20
# A name ends at a space or at a sign that no name holds.
_MENTION = re.compile(r"@([^\s@,，。.;；:：!！?？、()（）]{1,150})")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """That somebody was named in a comment on a file that they see."""

    subject: Case
    at: datetime.datetime


def comments_on(case: Case) -> QuerySet[Comment]:
    """Return the comments on a case that was found for the reader, the oldest first."""
    comments = Comment.objects.filter(subject_label=Case.label(), subject_id=case.pk)
    return comments.select_related("author__agency").order_by("pk")


def mentions_of(user: Any) -> list[Mentioned]:
    """Return where a person was named and has not looked since, as far as they still see the case. Two queries."""
    unseen = Mention.objects.filter(person=user.pk, seen_at=None, comment__withdrawn_at=None)
    rows = unseen.order_by("-pk").values_list("comment__subject_id", "comment__at")[:MOST_MENTIONS]
    latest: dict[int, datetime.datetime] = {}
    for key, at in rows:
        latest.setdefault(key, at)
    cases = cases_visible_to(user).in_bulk(list(latest)) if latest else {}
    return [Mentioned(cases[key], at) for key, at in latest.items() if key in cases]


def people_named(text: str, case: Case) -> tuple[list[User], list[str]]:
    """Return the people whom `@name` means in a text and who see the case, and the names that mean nobody among them.

    A name that two of them bear means neither: their user names do. Who is here and may not see the case is told
    apart from nobody by nothing.
    """
    found: list[User] = []
    unknown: list[str] = []
    for name in dict.fromkeys(_MENTION.findall(text)):
        people = [person for person in _called(name) if cases_visible_to(person).filter(pk=case.pk).exists()]
        if len(people) == 1:
            found += people
        else:
            unknown.append(name)
    return found, unknown


def _called(name: str) -> list[User]:
    active = User.objects.filter(is_active=True)
    return list(active.filter(username=name) or active.filter(name=name)[:MOST_MENTIONS])
