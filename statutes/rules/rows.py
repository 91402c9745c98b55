"""The rows of a rule file as they are written, one dataclass per kind of row."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from statutes.rules.schema import Citation, Status


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """The head of a file: which instrument it loads, for which place, since when."""

    title: str
    number: str
    place: str
    effective_from: date
    source: str
    effective_to: date | None = None
    sector: str | None = None
    title_en: str = ""
    overridable: bool = False
    note: str = ""
    key: str = ""
    rank: str = ""
    aliases: tuple[str, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """Tell whether the instrument is in force on a date; both ends count."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """What turns a period into a clock: who is bound, from when, how it is extended."""

    title_zh: str
    title_en: str
    binds: str
    starts_zh: str
    starts_en: str
    shown_to_reporter: bool = False
    rolls_over: bool = True
    counts_backward: bool = False
    is_term: bool = False
    extension_amount: int | None = None
    extension_unit: str | None = None
    extension_approver: str | None = None
    extension_approver_zh: str | None = None
    extension_times: int | None = None
    stops_zh: str = ""
    promise_zh: str = ""
    promise_en: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One of the values among which an office may choose, with the rule's words as they read then."""

    value: Any
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as written; value and unit are checked together."""

    id: str
    article: str
    text: str
    text_en: str
    unit: str
    status: Status
    sheet: tuple[str, ...] = ()
    value: Any = None
    by: str | None = None
    sector: str | None = None
    source: str | None = None
    overridable: bool | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    note: str = ""
    clock: ClockRow | None = None
    option: tuple[OptionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FineRow:
    """A fine bracket as an article writes it; it becomes a rule whose value has a low and a high end.

    `unit` says of what: yuan, a share of last year's income, or a multiple of illegal gains from `gains_from`.
    The three measures say where a tier of an accident begins; any one of them suffices.
    `part` tells two acts in one paragraph apart; `level` may be "any" where every accident counts alike.
    `subject` names what is punished, so that of two fines on it the one of the higher law prevails.
    """

    article: str
    parties: tuple[str, ...]
    low: Any
    high: Any
    text: str
    text_en: str
    status: Status
    items: tuple[int, ...] = ()
    part: int = 0
    unit: str = "yuan"
    level: str = ""
    is_overdue: bool = False
    gains_from: int | None = None
    subject: str = ""
    from_deaths: int | None = None
    from_serious_injuries: int | None = None
    from_loss: int | None = None
    sheet: tuple[str, ...] = ()
    source: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MethodRow:
    """How a reward schedule pays one kind of tip: a method and the prefix of the rules it reads."""

    method: str
    rules: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A reward regime of a place and time; `rules_place` says whose rules it reads."""

    code: str
    title: str
    article: str
    status: Status
    rules_place: str = ""
    place: str | None = None
    sector: str | None = None
    is_default: bool = True
    aliases: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    sheet: tuple[str, ...] = ()
    reason: str = ""
    major: MethodRow | None = None
    violation: MethodRow | None = None
    ordinary: MethodRow | None = None
    concealment: MethodRow | None = None


@dataclass(frozen=True, slots=True)
class ElementPart:
    """An element in the list of a document; article and status are the document's unless it has its own."""

    key: str
    title_zh: str
    title_en: str
    article: str | None = None
    status: Status | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A kind of document an office issues, with what it must contain as far as this instrument says so."""

    kind: str
    title_zh: str
    title_en: str
    article: str
    status: Status
    sheet: tuple[str, ...] = ()
    elements: tuple[ElementPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementRow:
    """Something that another instrument adds to a document."""

    document: str
    key: str
    order: int
    title_zh: str
    title_en: str
    article: str
    status: Status
    sheet: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class NumberFormRow:
    """The form of document numbers at an office, and the mark of each kind of document in it."""

    form: str
    agency: str
    article: str
    status: Status
    marks: Any
    sheet: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SituationRow:
    """A situation in which a subject is put on the dishonest-subject list."""

    key: str
    order: int
    title_zh: str
    title_en: str
    article: str
    status: Status
    subjects: tuple[str, ...]
    is_after_accident: bool
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicityClassRow:
    """A class of dishonesty and the penalties that belong to it."""

    key: str
    title_zh: str
    title_en: str
    article: str
    status: Status
    penalties: tuple[str, ...]
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """An administrative division with its code; one that came or went with a reform has its dates.

    `tile` is its row and column in a picture of squares that shows how the divisions of a district lie to each other.
    """

    code: str
    title_zh: str
    title_en: str
    kind: str
    parent: str
    article: str
    status: Status
    sheet: tuple[str, ...] = ()
    tile: tuple[int, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector of the economy and the kind of agency that is competent for it."""

    key: str
    title_zh: str
    title_en: str
    competent: str
    competent_zh: str
    article: str
    status: Status
    is_accepted: bool
    is_listable: bool = False
    is_mining: bool = False
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteRow:
    """To whom a tip belongs, and what the desk does with it; the row of the lowest order that fits decides.

    Every condition that is written must hold; `words` are looked for where the sector is not known.
    """

    key: str
    order: int
    act: str
    competent: str
    competent_zh: str
    competent_en: str
    text: str
    text_en: str
    article: str
    status: Status
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_death: bool = False
    is_elsewhere: bool = False
    is_accused: bool = False
    sheet: tuple[str, ...] = ()
    source: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WarningRow:
    """When an office is warned that a clock runs out: how long before it is due, and from when the leader is told."""

    clock: str
    unit: str
    yellow: int
    red: int
    leader_from: str
    article: str
    status: Status
    sheet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayYearRow:
    """A year whose days off and make-up days the State Council's office has announced."""

    year: int
    number: str
    article: str
    status: Status
    sheet: tuple[str, ...] = ()


Row = (
    RuleRow
    | FineRow
    | ScheduleRow
    | DocumentRow
    | ElementRow
    | NumberFormRow
    | SituationRow
    | PublicityClassRow
    | DivisionRow
    | SectorRow
    | RouteRow
    | WarningRow
    | HolidayYearRow
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row stands and from what instrument it comes."""

    instrument: InstrumentRow
    file: str
    row: int
    line: int

    def citation(self, article: str) -> Citation:
        """Cite the instrument of the file with a row's article."""
        return Citation(instrument=self.instrument.title, number=self.instrument.number, article=article)

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, line {self.line}"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A parsed file: its head and its rows by kind, each with its place in the file."""

    path: str
    instrument: InstrumentRow
    rows: dict[type, list[tuple[Any, Placed]]] = field(default_factory=dict)
