"""Words are found wherever they stand in a text, Chinese ones too, without a list of words.

A text is kept in PostgreSQL's own index as its pairs of neighbouring signs; what holds all pairs of the words sought is
then compared with them. The index is a part of the column: nothing is copied that could outlive it, and a column that
stands in no `index_words` is in no index. SQLite reads the column through.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, TextField
from django.db.models.lookups import IContains, Lookup

FUNCTION = "workflow_pairs"
# So many keys of another table are named one by one, which lets the database join its indexes.
FEW = 50
# Upper and lower case are one in the letters that every database knows.
_FOLDED = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def pairs_of(text: str) -> list[str]:
    """Return the pairs of neighbouring signs, each once; none for a single sign."""
    folded = text.translate(_FOLDED)
    return sorted({folded[place : place + 2] for place in range(len(folded) - 1)})


@CharField.register_lookup
@TextField.register_lookup
class Words(Lookup):
    """`column__words="冲压机"`: the column holds this, in whatever case."""

    lookup_name = "words"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Compare."""
        return compiler.compile(IContains(self.lhs, self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        """Compare the column as it is, of which the planner knows how often a word stands in it, and name the pairs.

        Whether the index is asked or the newest rows are read one by one hangs on that. The pairs stand last: to work
        them out for a row takes a hundred times longer than to compare it.
        """
        column, parameters = compiler.compile(self.lhs)
        pairs, like = pairs_of(str(self.rhs)), f"%{connection.ops.prep_for_like_query(str(self.rhs))}%"
        compared = f"{column} ILIKE %s"
        if not pairs:
            return compared, [*parameters, like]
        return f"({compared} AND {FUNCTION}({column}) @> %s::text[])", [*parameters, like, *parameters, pairs]


def matching(model: type[Model], text: str, fields: Sequence[str]) -> Q:
    """Say which rows hold `text` in one of their fields; what stands in another table is looked up there first."""
    wanted = Q(pk__in=[])
    for field in fields:
        relation, _parted, column = field.rpartition("__")
        holds = Q(**{f"{column}__words": text})
        wanted |= among(relation, _target(model, relation).objects.filter(holds)) if relation else holds
    return wanted


def among(relation: str, rows: QuerySet[Any]) -> Q:
    """Say which rows lead by `relation` to one of `rows`: named one by one while these are few, else asked each."""
    few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Q(**{f"{relation}__in": few})
    return Q(Exists(rows.order_by().filter(pk=OuterRef(relation))))


def _target(model: type[Model], relation: str) -> Any:
    found: Any = model
    for step in relation.split("__"):
        found = found._meta.get_field(step).related_model
    return found


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
