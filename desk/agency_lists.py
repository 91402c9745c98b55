"""Lists of authorities as an office fills them in: what each line says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency
from desk.forms_setup import AgencyForm, kinds_of_authority
from interface.sheets import Head, records_of
from statutes.codes import DIVISIONS, HOME

AGENCIES = (
    Head("name", "单位名称", "全称，与印章一致", "甄县公安局", True, ("名称", "全称")),
    Head("short_name", "简称", "用于文号和列表", "甄公安", True),
    Head("code", "代码", "字母、数字或连字符，全局唯一", "gongan", True, ("单位代码",)),
    Head("place", "所在区划", "区划名称或代码；空着即本区县", "", False, ("区划", "区划代码")),
    Head("competence", "主管类别", "见下列可填的类别；空着即其他", "公安", False, ("类别",)),
)


@dataclass(slots=True)
class Line:
    """A line of the list: the authority it describes, and what is wrong with it."""

    number: int
    agency: Agency
    kind: str
    faults: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name the authority."""
        return self.agency.name

    @property
    def short_name(self) -> str:
        """Name the authority shortly."""
        return self.agency.short_name

    @property
    def code(self) -> str:
        """Say by which handle it is named in lists of people."""
        return self.agency.code

    @property
    def place(self) -> str:
        """Name the place it stands for."""
        found = DIVISIONS.get(self.agency.place)
        return found.title_zh if found else self.agency.place


def kinds_to_write() -> list[tuple[str, str]]:
    """List the kinds of authority in Chinese with their keys, for the sheet that explains the list."""
    with override("zh-hans"):
        return [(str(label), key) for key, label in kinds_of_authority() if key]


def read_agencies(data: bytes) -> list[Line]:
    """Read a list of authorities; each line carries what is wrong with it. Raises `CannotRead`."""
    kinds, seen = _kinds_by_name(), set[str]()
    found = []
    for number, row in records_of(data, AGENCIES):
        line = _line(number, row, kinds)
        if {line.name, line.code} & seen:
            line.faults.append(_("This authority stands twice in the list."))
        seen |= {line.name, line.code}
        found.append(line)
    return found


def _line(number: int, row: dict[str, str], kinds: dict[str, str]) -> Line:
    kind = kinds.get(row["competence"])
    given = {**row, "place": _division(row["place"]), "competence": kind or ""}
    form = AgencyForm(given)
    shown = str(dict(kinds_of_authority())[kind]) if kind else row["competence"]
    line = Line(number, form.instance, shown)
    if kind is None:
        line.faults.append(_("Not a kind of authority: %(name)s.") % {"name": row["competence"]})
    line.faults += _faults_of(form)
    # What does not fit is not on the instance; the page shows what was read.
    line.agency.name, line.agency.short_name, line.agency.code = row["name"], row["short_name"], row["code"]
    return line


def _faults_of(form: AgencyForm) -> Iterator[str]:
    for name, faults in form.errors.items():
        heading = next((head.heading for head in AGENCIES if head.field == name), "")
        yield from (f"{heading}：{fault}" if heading else str(fault) for fault in faults)


def _division(text: str) -> str:
    if not text:
        return HOME
    order = sorted(DIVISIONS.values(), key=lambda one: HOME not in (one.code, one.parent))
    return next((one.code for one in order if one.title_zh == text), text)


def _kinds_by_name() -> dict[str, str]:
    found = {"": ""}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= dict(
                chain.from_iterable(((str(label), key), (key, key)) for key, label in kinds_of_authority())
            )
    return found
