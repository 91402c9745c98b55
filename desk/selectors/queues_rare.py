"""What seldom waits: annulments for a second person, and papers whose printing failed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from accounts.models import Duty, User
from desk.selectors.queues import on_team
from notices.models import Notice
from notices.states import NoticeState
from workflow.models import Annulment, LogEntry, Subject
from workflow.selectors import states_left


def proposed_by_another(subjects: QuerySet[Any], user: Any) -> Q:
    """Say in SQL whether somebody else has proposed to annul the last move of a file."""
    # Few wait, so they are read first. SQLite would begin at the other end, with every entry of the log.
    waiting = (
        Annulment.objects.filter(confirmed_at=None).exclude(proposed_by=user).values_list("entry", flat=True)
    )
    later = LogEntry.objects.filter(
        subject_label=OuterRef("subject_label"),
        subject_id=OuterRef("subject_id"),
        sequence__gt=OuterRef("sequence"),
    ).exclude(source=F("target"))
    last = LogEntry.objects.filter(~Exists(later), pk__in=list(waiting), subject_label=subjects.model.label())
    return Q(pk__in=last.values("subject_id"))


class Seldom:
    """What seldom waits anywhere in the office; each question is asked once for a page, and only if it matters."""

    def __init__(self, user: Any, kinds: Collection[type[Subject]]) -> None:
        self.user, self.kinds = user, kinds

    @cached_property
    def waiting(self) -> frozenset[type[Subject]]:
        """The kinds of file of which any stands where something can be done with it. One query for all of them."""
        kinds = list(self.kinds)
        some = [Exists(kind._default_manager.filter(state__in=states_left(kind))) for kind in kinds]
        found = User.objects.filter(pk=self.user.pk).values_list(*some).get() if kinds else ()
        return frozenset(kind for kind, waits in zip(kinds, found, strict=True) if waits)

    @cached_property
    def annulled(self) -> frozenset[str]:
        """The kinds of file of which somebody proposes to annul a move."""
        proposed = Annulment.objects.filter(confirmed_at=None)
        entries = LogEntry.objects.filter(pk__in=proposed.values("entry"))
        return frozenset(entries.values_list("subject_label", flat=True))

    @cached_property
    def has_failed_papers(self) -> bool:
        """Whether the printing of any paper failed."""
        return Notice.objects.filter(state=NoticeState.FAILED).exists()


def annulments(visible_to: Callable[[Any], QuerySet[Any]], case: str = "") -> Callable[[Any], QuerySet[Any]]:
    """Return a reader of the files whose last move somebody else wants annulled; the team's own where `case` says."""

    def read(user: Any) -> QuerySet[Any]:
        subjects = visible_to(user)
        subjects = subjects.filter(proposed_by_another(subjects, user))
        if case and not user.has_duty(Duty.LEADER, Duty.SUPERVISION):
            subjects = subjects.filter(on_team(user, case))
        return subjects

    return read
