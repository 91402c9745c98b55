"""What the auditor is shown of the log: filters, openings of what is sealed, and entries that a rule marks.

Nothing here opens anything: the auditor reads who opened what and when, never what was in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from desk.selectors.days import within
from desk.selectors.journal import UNIT_WAYS, log_entries
from enterprises.models import Tie
from reports.models import Disclosure, Report, Retaliation
from reports.selectors import disclosures_visible_to
from rewards.models import Reward
from statutes.rules import HOME, Rule, get_rule
from workflow.faults import Fault
from workflow.models import LogCheck, LogEntry, Seal, Unsealed, subject_model

YEAR = datetime.timedelta(weeks=52)
MOST_MARKED = 500
HOURS = 24
NIGHT, VIEWS, TIE, REWARD = "audit.night", "audit.views", "audit.self.tie", "audit.self.reward"
RULES = (NIGHT, VIEWS, TIE, REWARD)
OPENINGS, MARKED = "openings", "marked"
_OPENED: Mapping[str, tuple[str, ...]] = {
    Report.label(): ("read_words", "read_messages", "open_file", "open_copy", "print_registration"),
    Disclosure.label(): ("open", "look", "print_registration", "reissue"),
    Retaliation.label(): ("read_words",),
}


# ---- The log, narrowed -----------------------------------------------------------------------------------------
def narrowed_log(
    user: Any,
    *,
    reference: str = "",
    person: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    what: str = "",
) -> QuerySet[LogEntry]:
    """Return the log that fits: of one file, by one person, from a day to a day, what was opened or what is marked."""
    entries = log_entries(user, about=reference)
    if person:
        entries = entries.filter(Q(actor__username=person) | Q(actor__name=person))
    entries = entries.filter(within("at", since, until))
    if what == OPENINGS:
        entries = entries.filter(opened())
    elif what:
        wanted = RULES if what == MARKED else (what,)
        entries = entries.filter(pk__in=[pk for rule in wanted for pk in marked_by(rule)])
    return entries


def opened() -> Q:
    """Say which entries are openings of what is sealed."""
    found = Q(pk__in=[])
    for label, moves in _OPENED.items():
        found |= Q(subject_label=label, move__in=moves)
    return found


# ---- What a rule marks -----------------------------------------------------------------------------------------
def rule_of(key: str) -> Rule:
    """Return the rule that marks, with the office's own choice."""
    return get_rule(key, place=HOME, on=timezone.localdate())


def marked_by(key: str, among: Iterable[int] | None = None) -> list[int]:
    """Return the entries of the last year that a rule marks, the newest first, or those of some."""
    entries = LogEntry.objects.filter(at__gte=timezone.now() - YEAR, actor__isnull=False)
    if among is not None:
        entries = entries.filter(pk__in=list(among))
    found = _MARKERS[key](entries, rule_of(key)).order_by("-pk")
    return list(found.values_list("pk", flat=True)[:MOST_MARKED])


def marks_of(entries: Iterable[LogEntry]) -> dict[int, list[Rule]]:
    """Map entries to the rules that mark them. A fixed number of queries."""
    keys = [entry.pk for entry in entries]
    found: dict[int, list[Rule]] = {}
    for key in RULES:
        for pk in marked_by(key, keys):
            found.setdefault(pk, []).append(rule_of(key))
    return found


def _by_night(entries: QuerySet[LogEntry], rule: Rule) -> QuerySet[LogEntry]:
    first, last = map(int, rule.choice.split("-"))
    hours = [hour % HOURS for hour in range(first, last if last > first else last + HOURS)]
    return entries.filter(opened(), at__hour__in=hours)


def _many_views(entries: QuerySet[LogEntry], rule: Rule) -> QuerySet[LogEntry]:
    """Mark the openings of a person on a day with too many; all of the day count, whichever page is shown."""
    of_a_year = LogEntry.objects.filter(
        opened(), at__gte=timezone.now() - YEAR, actor__isnull=False
    ).order_by()
    by_day = of_a_year.values_list("actor", TruncDate("at")).annotate(n=Count("pk"))
    days = Q(pk__in=[])
    for actor, day, _number in by_day.filter(n__gt=int(rule.choice)):
        days |= Q(actor=actor) & within("at", day, day)
    return entries.filter(opened()).filter(days)


def _tied(entries: QuerySet[LogEntry], _rule: Rule) -> QuerySet[LogEntry]:
    """Mark what somebody did on a file of a unit to which they are tied, whenever they said so."""
    ours = Tie.objects.filter(user=OuterRef("actor")).filter(
        Q(ended_at=None) | Q(ended_at__gt=OuterRef("at"))
    )
    tied = Q(pk__in=[])
    for model, unit in UNIT_WAYS.items():
        files = model._default_manager.filter(
            pk=OuterRef("subject_id"), **{f"{unit}__ties__user": OuterRef("actor")}
        )
        tied |= Q(Exists(files), subject_label=model.label())
    return entries.filter(Exists(ours)).filter(tied)


def _own_reward(entries: QuerySet[LogEntry], _rule: Rule) -> QuerySet[LogEntry]:
    """Mark steps on a reward by somebody who opened the identity behind it."""
    theirs = Disclosure.objects.filter(
        report__rewards=OuterRef("subject_id"), asked_by=OuterRef("actor"), opened_at__isnull=False
    )
    return entries.filter(Exists(theirs), subject_label=Reward.label())


_MARKERS = {NIGHT: _by_night, VIEWS: _many_views, TIE: _tied, REWARD: _own_reward}


# ---- The room --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Chain:
    """How the log stands: the last walk, the last seal, and what waits for one."""

    check: LogCheck | None
    faults: Sequence[str]
    sealed_at: datetime.datetime | None
    seals: int
    unsealed: int


def chain() -> Chain:
    """Return how the log stands."""
    seal = Seal.objects.order_by("-number").first()
    check = LogCheck.objects.first()
    return Chain(
        check,
        _in_words(check.faults) if check else (),
        seal.at if seal else None,
        seal.number if seal else 0,
        Unsealed.objects.count(),
    )


def _in_words(kept: Iterable[Any]) -> list[str]:
    """Say what was found in the reader's language, with the references of the files that are still there."""
    faults = [Fault.of(one) for one in kept]
    return [fault.in_language(_named(fault.file)) for fault in faults]


def _named(file: str) -> dict[str, str]:
    label, _colon, key = file.partition(":")
    if not key:
        return {}
    found = subject_model(label)._default_manager.filter(pk=key).first()
    reference = getattr(found, "reference", "")
    return {file: str(reference)} if reference else {}


def openings_of(user: Any) -> QuerySet[Disclosure]:
    """Return the identities that were opened in a year, the newest first, with how often each was looked at."""
    opened_ones = disclosures_visible_to(user).filter(opened_at__gte=timezone.now() - YEAR)
    return opened_ones.order_by(F("opened_at").desc())


def looks_at(disclosures: Iterable[Disclosure]) -> dict[int, int]:
    """Map openings to how often they were looked at. One query."""
    looked = LogEntry.objects.filter(
        subject_label=Disclosure.label(), subject_id__in=[one.pk for one in disclosures], move="look"
    )
    return dict(looked.order_by().values_list("subject_id").annotate(n=Count("pk")))
