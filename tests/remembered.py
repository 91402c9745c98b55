"""What the factories build, remembered: a test stands on a state that the services made, not on the way there.

The first test of a process that asks for `penalty_in("decided")` in an empty house walks the way; the next ones get the
same rows and files back, in a tenth of the time. What is remembered hangs on all that was built before in the test: a
single other write, a rollback, another day, setting or language, and the way is walked again. So it is while a test
travels, unless time stands still there. A memory lives for a few minutes, so that nothing falls due in it.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import pickle
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import timezone, translation

from statutes import office

P, R = ParamSpec("P"), TypeVar("R")
Key = tuple[Any, ...]
Rows = dict[str, dict[str, str]]  # by table and key, a row as the database writes it

LIFETIME = 240.0  # seconds
PLACES = ("MEDIA_ROOT", "VAULT_DIR", "CLEANING_KEYS_DIR", "SIGNING_DIR")
# What differs from test to test and from row to row means nothing: where files lie.
_APART = {*PLACES, "STATIC_ROOT", "STORAGES", "DATABASES", "CACHES", "LOGGING"}
_WRITE = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
_READ = re.compile(r"\s*(?:SELECT|WITH|SAVEPOINT|RELEASE|EXPLAIN|SHOW)\b", re.IGNORECASE)
# Columns that a trigger keeps in another table.
_CARRIED = {"rewards_posting": "rewards_budget", "rewards_share": "rewards_division"}


@dataclass
class Memory:
    """What a call changed, and what it answered."""

    number: int  # the next call goes on from this very memory, and from none that came in its place
    made_at: float
    gone: dict[str, list[str]]
    come: Rows
    files: dict[tuple[str, str], bytes]
    answer: bytes
    chosen: office.Office

    @property
    def is_fresh(self) -> bool:
        """Whether nothing in it can have fallen due."""
        return time.monotonic() - self.made_at < LIFETIME


EMPTY = 0


class Trail:
    """What stands in the house of this test: nothing yet (`EMPTY`), what the memory of this number made, or None.

    None says that nobody can say, or that nobody has looked yet.
    """

    place: int | None = None
    has_begun = False
    is_dirty = False

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Begin a test: nothing is built, and the house is empty unless somebody writes."""
        self.place, self.has_begun, self.is_dirty = None, True, False
        _written.clear()
        try:
            with connection.execute_wrapper(note):
                yield
        finally:
            self.place, self.has_begun = None, False

    def lose(self) -> None:
        """Know no more what stands in the house."""
        self.place, self.is_dirty = None, True

    def here(self) -> int | None:
        """Return the place where one stands, if factories alone made what stands in the house."""
        if self.is_dirty or not self.has_begun or not connection.in_atomic_block:
            return None
        if self.place is None:
            self.place = EMPTY if _is_empty() else None
        if self.place is None or (is_travelling() and not time_stands_still()):
            self.lose()
        return self.place

    def follow(self, place: int) -> None:
        """Stand in this place."""
        self.place, self.is_dirty = place, False


trail = Trail()
_kept: dict[Key, Memory] = {}
# All that stands in the house after a memory, by its number; tables that are as before are shared with the one before.
_states: dict[int, Rows] = {}
_numbers = itertools.count(1)
_empty: dict[str, Rows] = {}  # by database
_written: list[set[str]] = []  # the tables written by each call that is under way


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """Bring back what this factory built before in the same place, or let it build."""

    @functools.wraps(make)
    def made(*args: P.args, **how: P.kwargs) -> R:
        place = trail.here()
        step = None if place is None else _step(make, args, how)
        if step is None:
            return make(*args, **how)
        key = (place, _surroundings(), *step)
        if key in _kept and _kept[key].is_fresh:
            answer: R = _bring_back(_kept[key])
            trail.follow(_kept[key].number)
            for given in (*args, *how.values()):
                if isinstance(given, models.Model):
                    given.refresh_from_db()
            return answer
        return _walk(key, lambda: make(*args, **how))

    return made


def _walk(key: Key, make: Callable[[], R]) -> R:
    """Let a factory build, and remember it."""
    before, lying = _before(key[0]), set(files_lying())
    _written.append(set())
    try:
        answer = make()
    finally:
        written = _written.pop()
    if not written:
        return answer
    _keep(key, before, written, lying, answer)
    trail.follow(_kept[key].number)
    return answer


def _keep(key: Key, before: Rows, written: set[str], lying: set[tuple[str, str]], answer: Any) -> None:
    after = {
        table: _rows(table) for table in written | {_CARRIED[each] for each in written & _CARRIED.keys()}
    }
    gone, come = {}, {}
    for table, rows in after.items():
        former = before.get(table, {})
        gone[table] = [pk for pk, row in former.items() if rows.get(pk) != row]
        come[table] = {pk: row for pk, row in rows.items() if former.get(pk) != row}
    files = {place: path_of(place).read_bytes() for place in files_lying() if place not in lying}
    number, answered = next(_numbers), pickle.dumps(answer)
    _let_go(key)
    _kept[key] = Memory(number, time.monotonic(), gone, come, files, answered, office.office())
    _states[number] = before | after


def _let_go(key: Key) -> None:
    """Let go of what was remembered under this key, and of all that can no longer come back."""
    old = itertools.takewhile(
        lambda each: not _kept[each].is_fresh, _kept
    )  # in the order in which they were made
    for each in {*old, key} & _kept.keys():
        del _states[_kept.pop(each).number]


def forget() -> None:
    """Forget everything: a test that commits empties all tables behind it, and permissions come back by other keys."""
    _kept.clear()
    _states.clear()
    _empty.clear()


def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
    """Watch what is sent: what is written outside the factories makes the trail unknown."""
    if not _READ.match(sql):
        trail.is_dirty = True
        table = _WRITE.match(sql)
        if table is None:  # a rollback, a lock, a change of tables
            trail.lose()
        for written in _written if table else ():
            written.add(table[1])
    return execute(sql, params, many, context)


# ---- Where one stands ------------------------------------------------------------------------------------------
def _surroundings() -> str:
    """Digest what the rows depend on besides the factories: keys of one database are no keys of another."""
    moment = timezone.now() if is_travelling() else timezone.localdate()
    chosen = {
        name: repr(getattr(settings, name)) for name in dir(settings) if name.isupper() and name not in _APART
    }
    told = (
        connection.settings_dict["NAME"],
        translation.get_language(),
        moment,
        sorted(chosen.items()),
    )
    return hashlib.sha256(repr((told, office.office().choices)).encode()).hexdigest()


def is_travelling() -> bool:
    """Whether the test is in another time."""
    return time_machine.escape_hatch.is_travelling()


def time_stands_still() -> bool:
    """Whether two looks at the clock show the same."""
    return time.time() == time.time()


def _step(make: Callable[..., Any], args: Sequence[Any], how: Mapping[str, Any]) -> Key | None:
    try:
        return (make.__module__, make.__qualname__, _named(args), _named(how))
    except TypeError:
        return None


def _named(given: Any) -> Any:
    """Name what a factory is given; only what names itself can be compared."""
    if isinstance(given, models.Model):
        return (given._meta.label, given.pk)
    if isinstance(given, Mapping):
        return tuple(sorted((key, _named(value)) for key, value in given.items()))
    if isinstance(given, (list, tuple)):
        return tuple(_named(each) for each in given)
    if (
        given is None
        or isinstance(given, (str, int, bool, bytes))
        or type(given).__module__ in {"datetime", "decimal"}
    ):
        return given
    raise TypeError(given)


def _is_empty() -> bool:
    people, log = apps.get_model("accounts.User"), apps.get_model("workflow.LogEntry")
    return not any(model._base_manager.exists() for model in (people, log, apps.get_model("accounts.Agency")))


# ---- What lies there -------------------------------------------------------------------------------------------
def files_lying() -> Iterator[tuple[str, str]]:
    """Return the files that lie beside the rows, each by its place and its name there."""
    for place in PLACES:
        folder = Path(getattr(settings, place))
        for path in folder.rglob("*") if folder.exists() else ():
            if path.is_file():
                yield place, str(path.relative_to(folder))


def path_of(lying: tuple[str, str]) -> Path:
    """Return where such a file lies."""
    return Path(getattr(settings, lying[0])) / lying[1]


@functools.cache
def _tables() -> dict[str, tuple[str, list[str]]]:
    """Return the key and the columns of every table of ours."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: (
            model._meta.pk.column,
            [str(field.column) for field in model._meta.concrete_fields],
        )
        for model in found
        if model._meta.managed and not model._meta.proxy
    }


def everything() -> Rows:
    """Return all rows of all tables."""
    return {table: _rows(table) for table in _tables()}


def _before(place: int) -> Rows:
    """Return what stands in the house; an empty one holds always the same."""
    if place != EMPTY:
        return _states.get(place) or everything()
    name = str(connection.settings_dict["NAME"])
    if name not in _empty:
        _empty[name] = everything()
    return _empty[name]


def _rows(table: str) -> dict[str, str]:
    """Return the rows of a table by their keys, each as the database itself writes it."""
    if table not in _tables():
        return {}
    key, columns = _tables()[table]
    quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
    row = "t::text" if connection.vendor == "postgresql" else quoted
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT CAST("{key}" AS text), {row} FROM "{table}" t')  # noqa: S608
        return dict(cursor.fetchall())


def _bring_back(memory: Memory) -> Any:
    for lying, content in memory.files.items():
        path_of(lying).parent.mkdir(parents=True, exist_ok=True)
        path_of(lying).write_bytes(content)
    changed = {table for table in memory.come if memory.come[table] or memory.gone[table]}
    for tables in _written:
        tables.update(changed)
    with _no_triggers(changed), connection.cursor() as cursor:
        for table in changed:
            _take_out(cursor, table, memory.gone[table])
        for table in changed:
            _put_in(cursor, table, [*memory.come[table].values()])
    office.keep(memory.chosen)
    return pickle.loads(memory.answer)  # noqa: S301 (we wrote it)


def _take_out(cursor: Any, table: str, keys: Sequence[str]) -> None:
    if keys:
        named = ", ".join("'" + key.replace("'", "''") + "'" for key in keys)
        cursor.execute(f'DELETE FROM "{table}" WHERE CAST("{_tables()[table][0]}" AS text) IN ({named})')  # noqa: S608


def _put_in(cursor: Any, table: str, rows: Sequence[str]) -> None:
    if connection.vendor == "postgresql":
        if rows:
            read = f'SELECT (r).* FROM (SELECT unnest(%s::text[])::"{table}" AS r) AS rows'  # noqa: S608
            cursor.execute(f'INSERT INTO "{table}" {read}', [list(rows)])
        return
    columns = ", ".join(f'"{column}"' for column in _tables()[table][1])
    for first in range(0, len(rows), 100):
        values = ", ".join(f"({row})" for row in rows[first : first + 100])
        cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES {values}')  # noqa: S608


@contextmanager
def _no_triggers(tables: set[str]) -> Iterator[None]:
    """Let rows come back as they were: what triggers do to them was done when they were made."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        stopped = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
        for name, _sql in stopped:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in stopped:
            cursor.execute(sql)
