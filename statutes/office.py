"""What the office has added to the rule files, as every process keeps it: one look at the database in some seconds.

A calendar that asked the database for each day, or a page that asked it for each rule, would be too slow; so the few
records are read together and kept. Every record changes the mark of the edition; a process that sees another mark
reads them anew. Models are reached through the registry: rules and calendar are imported before it is ready.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError

logger = logging.getLogger(__name__)

# What the office says of itself stands among its settings, under keys that begin so.
FACT = "office."


@dataclass(frozen=True, slots=True)
class NoticeDays:
    """The days of the holiday notice of a year."""

    rest_days: frozenset[date]
    make_up_days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the office chose for a rule, and from when."""

    value: str
    effective_from: date


@dataclass(frozen=True, slots=True)
class Office:
    """The records that count, read together."""

    mark: str = ""
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=lambda: MappingProxyType({}))
    notices: Mapping[int, NoticeDays] = field(default_factory=lambda: MappingProxyType({}))
    confirmed: frozenset[str] = frozenset()
    is_live: bool = False
    live_since: datetime | None = None


class _Kept:
    """The records as this process has last read them, and until when it need not look again."""

    office: Office | None = None
    until: float = 0.0


def office() -> Office:
    """Return the office's records. Asks the database at most once in `OFFICE_RECORDS_SECONDS`."""
    kept = _Kept.office
    if kept is not None and time.monotonic() < _Kept.until:
        return kept
    try:
        mark = _model("Edition").current()
        found = kept if kept is not None and kept.mark == mark else _read(mark)
    except DatabaseError:
        if kept is None:
            raise
        # The page that says so must still be drawn, and the law has not changed because the database is away.
        logger.warning("The office's records could not be read; the ones read before are used.")
        found = kept
    keep(found)
    return found


def keep(found: Office | None) -> None:
    """Keep these records for some seconds; None forgets them, so that the next look is at the database."""
    _Kept.office = found
    _Kept.until = time.monotonic() + settings.OFFICE_RECORDS_SECONDS


def choice_for(key: str, on: date) -> Choice | None:
    """Return what the office chose for a rule on a day, or None: then the rule file's default counts."""
    return next((choice for choice in office().choices.get(key, ()) if choice.effective_from <= on), None)


def office_fact(name: str, default: str = "") -> str:
    """Return what the office says of itself (its name, its telephone), or what the environment says."""
    rows = office().choices.get(f"{FACT}{name}", ())
    return rows[0].value if rows else default


def office_name() -> str:
    """Return the name of the office."""
    return office_fact("name", settings.OFFICE_NAME)


def office_name_in_english() -> str:
    """Return its English name; an office that was named in the site and has none goes by its own."""
    return office_fact("name_en") or office_fact("name", settings.OFFICE_NAME_EN)


def hotline() -> str:
    """Return the number by which the office is called up."""
    return office_fact("phone", settings.HOTLINE)


def is_demonstration() -> bool:
    """Tell whether people, enterprises and cases are invented: until an administrator has switched the site to live.

    A site that runs with the known secrets of the demonstration is one, whatever was switched.
    """
    return not (settings.IS_PRODUCTION and office().is_live)


def was_test(created_at: datetime) -> bool:
    """Tell whether something of a live site came in before it first went live: it was made to try the site out."""
    since = office().live_since
    return since is not None and created_at < since and not is_demonstration()


def _read(mark: str) -> Office:
    standing = {"withdrawn_at": None}
    switches = list(_model("SiteSwitch").objects.order_by("pk").values_list("is_live", "at"))
    return Office(
        mark=mark,
        choices=_choices(),
        notices=_notices(),
        confirmed=frozenset(
            _model("RuleConfirmation").objects.filter(**standing).values_list("digest", flat=True)
        ),
        is_live=bool(switches and switches[-1][0]),
        live_since=next((at for is_live, at in switches if is_live), None),
    )


def _choices() -> Mapping[str, tuple[Choice, ...]]:
    found: dict[str, tuple[Choice, ...]] = {}
    for row in _model("OfficeSetting").objects.order_by("-effective_from", "-pk"):
        found[row.key] = (*found.get(row.key, ()), Choice(row.value, row.effective_from))
    return MappingProxyType(found)


def _notices() -> Mapping[int, NoticeDays]:
    """The newest notice of each year: an amendment is imported as a whole new one."""
    newest = {row.year: row for row in _standing_notices().order_by("pk").prefetch_related("days")}
    return MappingProxyType({year: _days_of(row) for year, row in newest.items()})


def _standing_notices() -> Any:
    return _model("HolidayNotice").objects.filter(withdrawn_at=None)


def _days_of(notice: Any) -> NoticeDays:
    days = list(notice.days.all())
    return NoticeDays(
        rest_days=frozenset(row.day for row in days if row.kind == "rest"),
        make_up_days=frozenset(row.day for row in days if row.kind == "work"),
    )


def _model(name: str) -> Any:
    return apps.get_model("statutes", name)
