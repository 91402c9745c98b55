"""The kinds of tables that are known, each by its header.

A kind without a player in `players.PLAYERS` is recognised and refused with a sentence: its meaning comes later.
"""

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
    required: frozenset[str] = frozenset()
    is_playable: bool = False


KINDS = (
    TableKind(
        "rewards",
        gettext_lazy("rewards"),
        signature=frozenset({"reward_yuan"}),
        required=frozenset(
            {"case_id", "province", "report_date", "concealed_deaths", "fine_yuan", "reward_yuan", "schedule"}
        ),
        is_playable=True,
    ),
    TableKind("accidents", gettext_lazy("accidents"), signature=frozenset({"accident_date", "deaths"})),
    TableKind("penalties", gettext_lazy("penalties"), signature=frozenset({"legal_penalty", "fine_yuan"})),
    TableKind(
        "blacklist", gettext_lazy("entries of the list"), signature=frozenset({"entry_id", "listed_date"})
    ),
    TableKind("tips", gettext_lazy("tips"), signature=frozenset({"tip_id", "gist"})),
)


def kind_of(columns: tuple[str, ...]) -> TableKind:
    """Return the kind with this header; raise `Unusable` for an unknown one, or for one that lacks columns."""
    found = next((kind for kind in KINDS if kind.signature <= set(columns)), None)
    if found is None:
        raise Unusable(
            _("This header is not known: %(columns)s. A table of rewards has the column reward_yuan.")
            % {"columns": ", ".join(columns)[:200]}
        )
    if not found.is_playable:
        raise Unusable(
            _("This is a table of %(kind)s; only rewards can be replayed so far.") % {"kind": found.title}
        )
    if missing := sorted(found.required - set(columns)):
        raise Unusable(
            _("The table of %(kind)s lacks these columns: %(columns)s.")
            % {"kind": found.title, "columns": ", ".join(missing)}
        )
    return found
