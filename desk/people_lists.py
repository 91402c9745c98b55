"""Lists of people as an office fills them in: what each line says, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency, Duty, User
from accounts.policies import may_hold
from interface.sheets import Head, records_of

PARTS = re.compile(r"[、,，;；/\s]+")
PEOPLE = (
    Head("username", "用户名", "登录用，字母或数字，全局唯一", "wangwu", True, ("账号", "登录名")),
    Head("name", "姓名", "与执法证一致", "王五", True),
    Head("agency", "单位", "单位的代码或全称；空着即本机关", "", False, ("单位代码", "所属单位")),
    Head("duties", "职责", "多项用顿号分开，见下列可填的职责", "受理岗", True),
    Head("certificate_no", "执法证号", "调查人员应当填写", ""),
    Head("email", "邮箱", "有邮件服务时寄送邀请；可空", "", False, ("电子邮箱",)),
)


@dataclass(slots=True)
class Line:
    """A line of the list: whom it describes, and what is wrong with it."""

    number: int
    username: str
    name: str
    agency: Agency | None
    duties: tuple[str, ...]
    certificate_no: str = ""
    email: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def who(self) -> str:
        """Name the person with the name to sign in by."""
        return f"{self.name} ({self.username})"

    @property
    def duty_labels(self) -> str:
        """Name the duties in the reader's language."""
        return "、".join(str(Duty(duty).label) for duty in self.duties)


def duties_to_write() -> list[tuple[str, str]]:
    """List the duties in Chinese with their keys, for the sheet that explains the list."""
    with override("zh-hans"):
        return [(str(duty.label), duty.value) for duty in Duty]


def read_people(data: bytes) -> list[Line]:
    """Read a list of people; each line carries what is wrong with it. Raises `CannotRead`."""
    records = records_of(data, PEOPLE)
    agencies = _agencies()
    taken = set(User.objects.values_list("username", flat=True))
    found: list[Line] = []
    for number, row in records:
        line = _line(number, row, agencies)
        if line.username in taken:
            line.faults.append(_("Somebody has this user name already."))
        taken.add(line.username)
        found.append(line)
    return found


def _agencies() -> dict[str, Agency]:
    found = {}
    for agency in Agency.objects.all():
        found[agency.code] = found[agency.name] = agency
        if agency.is_office:
            found[""] = agency
    return found


def _line(number: int, row: dict[str, str], agencies: dict[str, Agency]) -> Line:
    names = [part for part in PARTS.split(row["duties"]) if part]
    known = duties_by_name()
    line = Line(
        number,
        row["username"],
        row["name"],
        agencies.get(row["agency"]),
        tuple(dict.fromkeys(known[name] for name in names if name in known)),
        row["certificate_no"],
        row["email"],
    )
    if line.agency is None:
        line.faults.append(_("There is no agency “%(name)s”.") % {"name": row["agency"]})
    if unknown := [name for name in names if name not in known]:
        line.faults.append(_("Not a duty: %(names)s.") % {"names": "、".join(unknown)})
    if not names:
        line.faults.append(_("Say at least one duty."))
    line.faults += faults_of(line)
    return line


def faults_of(line: Line) -> list[str]:
    """Say what is wrong with the person of a line, besides what could not be read."""
    found = []
    if not (verdict := may_hold(line.duties)):
        found.append(str(verdict.reason))
    if Duty.INVESTIGATOR in line.duties and not line.certificate_no:
        found.append(_("An investigator has an enforcement certificate: enter its number."))
    facts: dict[str, Any] = {"username": line.username, "name": line.name, "email": line.email}
    try:
        User(**facts, certificate_no=line.certificate_no).clean_fields(exclude=["password", "agency"])
        if line.email:
            validate_email(line.email)
    except ValidationError as error:
        found += error.messages
    return found


def duties_by_name() -> dict[str, str]:
    """Map what a duty is called, in Chinese, in English and by its key, to the key."""
    found: dict[str, str] = {duty.value: duty.value for duty in Duty}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {str(duty.label): duty.value for duty in Duty}
    return found
