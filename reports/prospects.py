"""What a report may earn, in the words of the rules in force. No number stands here: all come from `statutes`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.bilingual import in_language
from statutes import rewards
from statutes.rewards import Schedule, ScheduleNotLoaded, schedule_for
from statutes.rules import HOME, Rule, Status, rules_in_force

KINDS: dict[str, str | Promise] = {
    "major": _("A major hazard"),
    "violation": _("Work against the safety law"),
    "concealment": _("An accident that was hidden"),
}


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one kind of report may earn: the rules that say so."""

    titles: tuple[str | Promise, ...]
    rules: tuple[Rule, ...]

    @property
    def sentences(self) -> list[str]:
        """The rules in the reader's language."""
        return [in_language(rule.text, rule.text_en) for rule in self.rules]

    @property
    def citations(self) -> list[str]:
        """Where the rules are written, each once."""
        return list(dict.fromkeys(str(rule.citation) for rule in self.rules))

    @property
    def is_verified(self) -> bool:
        """Whether every rule was read in the published text itself."""
        return all(rule.status == Status.VERIFIED for rule in self.rules)


@lru_cache(maxsize=8)
def prospects(on: datetime.date, place: str = HOME) -> tuple[Prospect, ...]:
    """List what reports may earn at a place on a date; empty where the place's schedule is not loaded."""
    schedule = _schedule(on, place)
    if schedule is None:
        return ()
    by_prefix: dict[str, list[str | Promise]] = {}
    for name, title in KINDS.items():
        method = getattr(schedule, name)
        if method is not None:
            by_prefix.setdefault(method.rules, []).append(title)
    rules = in_order(rules_in_force(place=schedule.rules_place, on=on, sector=schedule.sector))
    found = (
        Prospect(tuple(titles), tuple(rule for rule in rules if rule.id.startswith(f"{prefix}.")))
        for prefix, titles in by_prefix.items()
    )
    return tuple(prospect for prospect in found if prospect.rules)


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Sort rules as they are written: by instrument, then as they follow each other in it."""
    return sorted(rules, key=lambda rule: (rule.file, rule.row))


def is_name_needed(on: datetime.date, place: str = HOME) -> bool:
    """Tell whether the rules in force, and what the office chose, pay only reporters who gave their name."""
    schedule = _schedule(on, place)
    rules_place = schedule.rules_place if schedule else place
    return rewards.is_name_needed(rewards.RuleFiles(rules_place, on, None))


def _schedule(on: datetime.date, place: str) -> Schedule | None:
    try:
        return schedule_for(place, on)
    except ScheduleNotLoaded:
        return None
