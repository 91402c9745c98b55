"""Load the whole rulebook and check what no single row can show: doubles, overrides, references."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from statutes.citations import read_article
from statutes.periods import Period, PeriodUnit
from statutes.rules.keys import check_keyed_rows
from statutes.rules.parsing import parse_file
from statutes.rules.rows import ClockRow, FineRow, InstrumentRow, Placed, RuleFile, RuleRow, WarningRow
from statutes.rules.schema import (
    ANY_LEVEL,
    DAYS_WITHOUT_KIND,
    DECIMAL_UNITS,
    DIMENSIONS,
    FINED_PARTIES,
    INTEGER_UNITS,
    PERIOD_UNITS,
    RANKS,
    Option,
    Rule,
    RuleFileError,
    Scalar,
    Unit,
    Value,
)

R = TypeVar("R")
CHOSEN_UNITS = frozenset({Unit.CHOICE, Unit.FLAG})
NATION = "cn"
LEVELS_OF_WARNING = ("yellow", "red", "overdue")
RULES_DIR = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Rulebook:
    """All loaded rules; `version` is a digest over the files, kept beside every assessment."""

    rules: MappingProxyType[str, tuple[Rule, ...]]
    clocks: tuple[tuple[Rule, ClockRow], ...]
    fines: tuple[tuple[Rule, FineRow, InstrumentRow], ...]
    files: tuple[RuleFile, ...]
    version: str

    def rows(self, kind: type[R]) -> Iterator[tuple[R, Placed]]:
        """Go through all rows of a kind, in the order of files and rows."""
        for file in self.files:
            yield from file.rows.get(kind, [])


def load_from(root: Path) -> Rulebook:
    """Read every rule file below a folder; raise RuleFileError at the first fault."""
    paths = sorted(root.rglob("*.toml"))
    files = tuple(parse_file(path, root=root) for path in paths)
    rules: dict[str, list[Rule]] = defaultdict(list)
    clocks: list[tuple[Rule, ClockRow]] = []
    fines: list[tuple[Rule, FineRow, InstrumentRow]] = []
    for file in files:
        for row, placed in file.rows.get(RuleRow, []):
            rule = make_rule(row, placed)
            rules[rule.id].append(rule)
            if row.clock is not None:
                _check_clock(rule, row.clock)
                clocks.append((rule, row.clock))
        for fine, placed in file.rows.get(FineRow, []):
            rule = _make_fine(fine, placed)
            rules[rule.id].append(rule)
            fines.append((rule, fine, placed.instrument))
    for same_id in rules.values():
        _check_doubles(same_id)
        _check_overrides(same_id)
    check_keyed_rows(files)
    _check_warnings(files, {rule.id for rule, _ in clocks})
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
    frozen = MappingProxyType({key: tuple(value) for key, value in sorted(rules.items())})
    return Rulebook(rules=frozen, clocks=tuple(clocks), fines=tuple(fines), files=files, version=digest)


def make_rule(row: RuleRow, placed: Placed, *, kind: str = "rule") -> Rule:
    """Make a rule of a row; raise RuleFileError where its value does not fit its unit."""
    head = placed.instrument
    where = f"{placed.file}, {kind} {placed.row} ({row.id}), line {placed.line}"
    if row.unit in DAYS_WITHOUT_KIND:
        raise RuleFileError(f"{where}: a period must say its kind of day: working_day or calendar_day")
    if row.unit not in set(Unit):
        raise RuleFileError(f"{where}: unknown unit {row.unit!r}")
    starts = row.effective_from or head.effective_from
    ends = row.effective_to or head.effective_to
    if ends is not None and ends < starts:
        raise RuleFileError(f"{where}: it ends before it begins")
    return Rule(
        id=row.id,
        citation=placed.citation(row.article),
        text=row.text,
        text_en=row.text_en,
        value=_value(row, where=where),
        unit=row.unit,
        status=row.status,
        place=head.place,
        effective_from=starts,
        effective_to=ends,
        source=row.source or head.source,
        sheet=row.sheet,
        by=row.by,
        sector=row.sector or head.sector,
        overridable=head.overridable if row.overridable is None else row.overridable,
        note=row.note,
        file=placed.file,
        row=placed.row,
        options=_options(row, where=where),
    )


def _options(row: RuleRow, *, where: str) -> tuple[Option, ...]:
    """Read what an office may choose; the rule's own value, the default, is one of them."""
    if not row.option:
        return ()
    if row.by is not None or row.unit not in CHOSEN_UNITS:
        raise RuleFileError(f"{where}: only a choice or a flag has options")
    unit = Unit(row.unit)
    found = tuple(
        Option(
            str(option.value).lower(), _scalar(option.value, unit, where=where), option.text, option.text_en
        )
        for option in row.option
    )
    if len({option.key for option in found}) < len(found) or row.value not in {
        option.value for option in found
    }:
        raise RuleFileError(f"{where}: the options must differ, and the value must be one of them")
    return found


def _make_fine(row: FineRow, placed: Placed) -> Rule:
    head = placed.instrument
    where = f"{placed.file}, fine {placed.row} ({row.article}), line {placed.line}"
    _check_fine(row, head, where=where)
    plain = RuleRow(
        id=_fine_id(row, head),
        article=row.article,
        text=row.text,
        text_en=row.text_en,
        unit=row.unit,
        status=row.status,
        sheet=row.sheet,
        value={"low": row.low, "high": row.high},
        by="bounds",
        source=row.source,
        note=row.note,
    )
    rule = make_rule(plain, placed, kind="fine")
    if rule.amount_by("low") > rule.amount_by("high"):
        raise RuleFileError(f"{where}: the low end lies above the high end")
    return rule


def _check_fine(row: FineRow, head: InstrumentRow, *, where: str) -> None:
    if not head.key or head.rank not in RANKS:
        raise RuleFileError(f"{where}: an instrument with fines needs a key and a rank ({', '.join(RANKS)})")
    if not row.parties or not set(row.parties) <= set(FINED_PARTIES):
        raise RuleFileError(f"{where}: parties must be of: {', '.join(FINED_PARTIES)}")
    if row.level and row.level not in (*DIMENSIONS["level"], ANY_LEVEL):
        raise RuleFileError(f"{where}: unknown level {row.level!r}")
    if (row.unit == Unit.MULTIPLE) != (row.gains_from is not None):
        raise RuleFileError(f"{where}: a multiple needs the gains it begins from, and nothing else has them")
    try:
        read_article(row.article)
    except ValueError as fault:
        raise RuleFileError(f"{where}: {fault}") from fault


def _fine_id(row: FineRow, head: InstrumentRow) -> str:
    """Name a fine after its place in the text, so that two rows for the same thing are found to be doubles."""
    cited = read_article(row.article)
    items = "_".join(str(item) for item in row.items)
    place = [f"{cited.article}", f"{cited.paragraph or ''}", f"part{row.part}" if row.part else "", items]
    parts = ["fine", head.key, *place, "_".join(row.parties)]
    parts += [row.level, "overdue" if row.is_overdue else "", "gains" if row.gains_from is not None else ""]
    return ".".join(part for part in parts if part)


def _value(row: RuleRow, *, where: str) -> Value:
    unit = Unit(row.unit)
    if row.by is not None:
        expected = DIMENSIONS.get(row.by)
        if expected is None:
            raise RuleFileError(f"{where}: unknown dimension {row.by!r}")
        if not isinstance(row.value, dict) or set(row.value) != set(expected):
            raise RuleFileError(f"{where}: the value must have exactly the keys {', '.join(expected)}")
        return MappingProxyType({key: _scalar(row.value[key], unit, where=where) for key in expected})
    if unit is Unit.NONE:
        if row.value is not None:
            raise RuleFileError(f"{where}: a rule without a unit has no value")
        return None
    if unit is Unit.KEYS:
        return tuple(_typed_list(row.value, str, where=where))
    if unit is Unit.INTEGERS:
        return tuple(_typed_list(row.value, int, where=where))
    return _scalar(row.value, unit, where=where)


def _scalar(value: Any, unit: Unit, *, where: str) -> Scalar:
    if unit in DECIMAL_UNITS:
        # A binary float cannot hold 0.15; shares are written as text, whole yuan as integers.
        if type(value) is int or isinstance(value, str):
            try:
                return Decimal(value)
            except InvalidOperation as fault:
                raise RuleFileError(f"{where}: {value!r} is not a number") from fault
        raise RuleFileError(f"{where}: write the number as an integer or in quotes, not {value!r}")
    if unit in PERIOD_UNITS and type(value) is int:
        return Period(value, PeriodUnit(unit.value))
    if unit in INTEGER_UNITS and type(value) is int:
        return value
    if unit is Unit.FLAG and isinstance(value, bool):
        return value
    if unit in (Unit.CHOICE, Unit.TEXT) and isinstance(value, str) and value:
        return value
    raise RuleFileError(f"{where}: {value!r} is not a value in {unit.value}")


def _typed_list(value: Any, kind: type[R], *, where: str) -> list[R]:
    if isinstance(value, list) and value and all(type(item) is kind for item in value):
        return value
    raise RuleFileError(f"{where}: the value must be a list of {kind.__name__}")


def _check_clock(rule: Rule, clock: ClockRow) -> None:
    where = f"{rule.file}, rule {rule.row} ({rule.id})"
    if rule.unit not in PERIOD_UNITS:
        raise RuleFileError(f"{where}: a clock needs a period")
    parts = (clock.extension_amount, clock.extension_unit, clock.extension_approver)
    if any(part is not None for part in parts) and not all(part is not None for part in parts):
        raise RuleFileError(f"{where}: an extension needs its amount, unit and approver")
    if clock.extension_unit is not None and clock.extension_unit not in PERIOD_UNITS:
        raise RuleFileError(f"{where}: the extension must say its kind of day")
    if clock.extension_unit not in (None, rule.unit):
        raise RuleFileError(f"{where}: an extension is counted in the unit of its period")


def _check_warnings(files: tuple[RuleFile, ...], clocks: set[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for row, placed in (found for file in files for found in file.rows.get(WarningRow, [])):
        if row.clock not in clocks:
            raise RuleFileError(f"{placed}: no clock is called {row.clock!r}")
        if row.unit not in PERIOD_UNITS or not row.yellow >= row.red > 0:
            raise RuleFileError(f"{placed}: yellow comes before red, both a period before the end")
        if row.leader_from not in LEVELS_OF_WARNING:
            raise RuleFileError(f"{placed}: the leader is told from one of {', '.join(LEVELS_OF_WARNING)}")
        if (placed.instrument.place, row.clock) in seen:
            raise RuleFileError(f"{placed}: the clock {row.clock!r} has its warnings already")
        seen.add((placed.instrument.place, row.clock))


def _check_doubles(same_id: list[Rule]) -> None:
    for index, one in enumerate(same_id):
        for other in same_id[index + 1 :]:
            if (one.place, one.sector) == (other.place, other.sector) and _overlap(one, other):
                raise RuleFileError(
                    f"{other.file}, rule {other.row} ({other.id}): already in force at the same place "
                    f"and time by {one.file}, rule {one.row}"
                )


def _check_overrides(same_id: list[Rule]) -> None:
    for broad in same_id:
        for local in same_id:
            is_narrower = local.place != broad.place and is_within(local.place, broad.place)
            is_same_field = broad.sector in (None, local.sector)
            if is_narrower and is_same_field and not broad.overridable and _overlap(local, broad):
                raise RuleFileError(
                    f"{local.file}, rule {local.row} ({local.id}): "
                    f"{broad.file} does not allow a local rule here"
                )


def _overlap(one: Rule, other: Rule) -> bool:
    return one.effective_from <= (other.effective_to or date.max) and other.effective_from <= (
        one.effective_to or date.max
    )


def is_within(place: str, outer: str) -> bool:
    """Tell whether a division code lies within another; the nation holds all."""
    return outer == NATION or (place != NATION and place.startswith(outer))
