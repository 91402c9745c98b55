"""Words are found wherever they stand in a text, Chinese ones too, without a list of words.

A text is kept in PostgreSQL's own index as its pairs of neighbouring signs; what holds all pairs of the words sought is
then compared with them. The index is a part of the column: nothing is copied that could outlive it, and a column that
stands in no `index_words` is in no index. SQLite reads the column through.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.lookups import IContains, Lookup

FUNCTION = "workflow_pairs"
# So many keys of another table are named one by one, which lets the database ask several indexes at once.
FEW = 1000
# What fills the first page from so many newest rows is common: no older ones are read, even where a word is new and
# stands in none of them. So far is looked only where some hold it among the very newest.
PAGE, NEAR = 25, 20_000
SOME, NEXT = 3, 1000
LONG = 6  # signs
# Upper and lower case are one in the letters that every database knows.
_FOLDED = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def pairs_of(text: str) -> list[str]:
    """Return pairs of neighbouring signs, each once; none for a single sign.

    In a long text every second one: no sign is left out, and half as many lists of the index are laid over each other.
    """
    folded = text.translate(_FOLDED)
    last = len(folded) - 2
    places = range(last + 1) if last < LONG else [*range(0, last, 2), last]
    return sorted({folded[place : place + 2] for place in places})


@CharField.register_lookup
@TextField.register_lookup
class Words(Lookup):
    """`column__words="冲压机"`: the column holds this, in whatever case. Compared as it is, row by row."""

    lookup_name = "words"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare."""
        return compiler.compile(IContains(self.lhs, self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        """Compare the column as it is, of which the planner knows how often a word stands in it."""
        column, parameters = compiler.compile(self.lhs)
        like = f"%{connection.ops.prep_for_like_query(str(self.rhs))}%"
        return f"{column} ILIKE %s", [*parameters, like]


@CharField.register_lookup
@TextField.register_lookup
class Pairs(Lookup):
    """`column__pairs="冲压机"`: the column holds all pairs of this, which PostgreSQL's index knows; else anything."""

    lookup_name = "pairs"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Say nothing: there is no index of pairs."""
        return "1 = 1", []

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Ask the index. To work the pairs out for a row takes a hundred times longer than to compare it."""
        column, parameters = compiler.compile(self.lhs)
        pairs = pairs_of(str(self.rhs))
        if not pairs:
            return self.as_sql(compiler, connection)
        return f"{FUNCTION}({column}) @> %s::text[]", [*parameters, pairs]


@IntegerField.register_lookup
class AnyOf(Lookup):
    """`key__any_of=[3, 5]`: one of these, sent to PostgreSQL as one list, however many they are."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare with each."""
        column, parameters = compiler.compile(self.lhs)
        return f"{column} IN ({', '.join(['%s'] * len(self.rhs))})", [*parameters, *self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """Compare with the list."""
        column, parameters = compiler.compile(self.lhs)
        return f"{column} = ANY(%s)", [*parameters, self.rhs]


@dataclass(frozen=True, slots=True)
class Holding:
    """Which rows hold something: as each of them is compared, and as indexes alone can answer, where they can.

    The two stand side by side in a query, never within one another: whatever an index has answered is not worked out
    again for every row that it names. Where one part of an "or" has no index, none is asked.
    """

    compared: Q
    indexed: Q | None

    def __or__(self, other: Holding) -> Holding:
        both = self.indexed is not None and other.indexed is not None
        return Holding(self.compared | other.compared, self.indexed | other.indexed if both else None)  # type: ignore[operator]

    @property
    def rows(self) -> Q:
        """What a query is narrowed by."""
        return self.compared if self.indexed is None else self.compared & self.indexed


NOWHERE = Holding(Q(pk__in=[]), Q(pk__in=[]))


def holding(column: str, text: str) -> Holding:
    """Say which rows hold `text` in a column."""
    return Holding(
        Q(**{f"{column}__words": text}), Q(**{f"{column}__pairs": text}) if pairs_of(text) else None
    )


def matching(model: type[Model], text: str, fields: Sequence[str]) -> Holding:
    """Say which rows hold `text` in one of their fields; what stands in another table is looked up there first."""
    found = NOWHERE
    for field in fields:
        relation, _parted, column = field.rpartition("__")
        found |= _beyond(model, relation, column, text) if relation else holding(column, text)
    return found


def holding_all(
    files: QuerySet[Any], found: Sequence[Holding], *, shown: int = PAGE
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the files that hold all of it, the newest first to be shown (so many), and in any order to be counted.

    What many of the newest hold is met soon where these are compared one by one, and then no index is asked: the
    planner takes a word of three signs for rarer than it is, and would gather all its rows and sort them. An index
    counts better.
    """
    compared = files.filter(*(each.compared for each in found)).order_by("-pk")
    indexed = [each.indexed for each in found if each.indexed is not None]
    answered = compared.filter(*indexed)
    return (compared if indexed and _is_common(compared, shown) else answered), answered.order_by()


def _is_common(files: QuerySet[Any], shown: int) -> bool:
    return _are_so_many(files, SOME, newest=NEXT) and _are_so_many(files, shown, newest=NEAR)


def _are_so_many(files: QuerySet[Any], count: int, *, newest: int) -> bool:
    last = files.model._base_manager.order_by("-pk").values("pk")[:1]
    since = ExpressionWrapper(Subquery(last) - newest, BigIntegerField())
    return len(files.filter(pk__gt=since).values_list("pk", flat=True)[:count]) == count


def among(relation: str, rows: QuerySet[Any], else_: Q | None = None) -> Holding:
    """Say which rows lead by `relation` to one of `rows`: named one by one while these are few, else asked each.

    `else_` asks each what the relation leads to; without it, it is looked up once more in `rows`.
    """
    few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        named = (
            Q(**{f"{relation}__any_of" if relation == "pk" else f"{relation}__pk__any_of": few})
            if few
            else Q(pk__in=[])
        )
        return Holding(named, named)
    return Holding(else_ or Q(Exists(rows.order_by().filter(pk=OuterRef(relation)))), None)


def _beyond(model: type[Model], relation: str, column: str, text: str) -> Holding:
    target, is_one = _target(model, relation)
    there = target.objects.filter(holding(column, text).rows)
    return among(relation, there, Q(**{f"{relation}__{column}__words": text}) if is_one else None)


def _target(model: type[Model], relation: str) -> tuple[Any, bool]:
    """Return where a relation leads, and whether to one row at most."""
    found: Any = model
    is_one = True
    for step in relation.split("__"):
        field = found._meta.get_field(step)
        found, is_one = field.related_model, is_one and not (field.one_to_many or field.many_to_many)
    return found, is_one


# ---- For migrations --------------------------------------------------------------------------------------------
def index_words(table: str, *columns: str) -> migrations.RunPython:
    """Let a migration keep these columns in PostgreSQL's index of words."""
    keep = f"CREATE INDEX {{index}} ON {{table}} USING gin ({FUNCTION}({{column}}))"
    return migrations.RunPython(
        _for_each(table, columns, keep), _for_each(table, columns, "DROP INDEX {index}")
    )


def no_waiting_list(table: str, *columns: str) -> migrations.RunPython:
    """Let a migration have PostgreSQL put new rows into these indexes at once, and those in that wait.

    By default they wait in a list of up to 4 MB, which every search reads through.
    """
    end = ("ALTER INDEX {index} SET (fastupdate = off)", "SELECT gin_clean_pending_list('{index}')")
    begin = "ALTER INDEX {index} RESET (fastupdate)"
    return migrations.RunPython(_for_each(table, columns, *end), _for_each(table, columns, begin))


def _for_each(table: str, columns: Sequence[str], *statements: str) -> Callable[[Any, Any], None]:
    """Return what a migration does to the index of each column, on PostgreSQL alone."""

    def send(_apps: Any, schema_editor: Any) -> None:
        for column in columns if schema_editor.connection.vendor == "postgresql" else ():
            names = {"index": f"{table}_{column}_words", "table": table, "column": column}
            for statement in statements:
                schema_editor.execute(statement.format(**names))

    return send
