"""The kinds of tables that are known, each by its header; `players.PLAYERS` has a player for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.replay.reading import Unusable


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: the columns that give it away, and those that a replay cannot do without."""

    key: str
    title: str | Promise
    signature: frozenset[str]
    required: frozenset[str]


KINDS = (
    TableKind(
        "rewards",
        gettext_lazy("rewards"),
        signature=frozenset({"reward_yuan"}),
        required=frozenset(
            {"case_id", "province", "report_date", "concealed_deaths", "fine_yuan", "reward_yuan", "schedule"}
        ),
    ),
    TableKind(
        "accidents",
        gettext_lazy("accidents"),
        signature=frozenset({"accident_date", "deaths"}),
        required=frozenset({"case_id", "province", "accident_date", "deaths", "level_stated"}),
    ),
    TableKind(
        "penalties",
        gettext_lazy("penalties"),
        signature=frozenset({"legal_penalty", "fine_yuan"}),
        required=frozenset({"case_id", "entity_type", "legal_penalty", "fine_yuan", "decision_date"}),
    ),
    TableKind(
        "blacklist",
        gettext_lazy("entries of the list"),
        signature=frozenset({"entry_id", "listed_date"}),
        required=frozenset({"entry_id", "reason", "listed_date", "period"}),
    ),
    TableKind(
        "tips",
        gettext_lazy("tips"),
        signature=frozenset({"tip_id", "gist"}),
        required=frozenset({"tip_id", "gist"}),
    ),
)


def kind_of(columns: tuple[str, ...]) -> TableKind:
    """Return the kind with this header; raise `Unusable` for an unknown one, or for one that lacks columns."""
    found = next((kind for kind in KINDS if kind.signature <= set(columns)), None)
    if found is None:
        raise Unusable(
            _("This header is not known: %(columns)s. A table of rewards has the column reward_yuan.")
            % {"columns": ", ".join(columns)[:200]}
        )
    if missing := sorted(found.required - set(columns)):
        raise Unusable(
            _("The table of %(kind)s lacks these columns: %(columns)s.")
            % {"kind": found.title, "columns": ", ".join(missing)}
        )
    return found
