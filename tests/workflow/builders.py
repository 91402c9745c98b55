"""Subjects for tests of the engine: plain rows, moved only through the engine."""

import itertools

from accounts.services import create_agency, create_person
from investigations.models import Case
from reports.models import Report
from workflow.services import begin

_locators = itertools.count(1)


def make_office():
    return create_agency(
        code="office", name="涪陵区应急管理局", short_name="涪应急", place="500102", is_office=True
    )


def make_person(username, *duties, office):
    return create_person(
        username=username, name=username, agency=office, password="correct horse battery", duties=duties
    )


def make_report(**fields):
    report = Report(
        receipt_locator=f"{next(_locators):07d}",
        receipt_salt=b"s" * 16,
        receipt_digest=b"d" * 32,
        receipt_algorithm="none",
        mailbox_public_key=b"k" * 32,
        kind="hazard",
        division="500102006",
        unit_name="某某机械厂",
        **fields,
    )
    begin(report, move="submit", actor=None)
    return report


def make_case(office, **fields):
    case = Case(title="某某机械厂存在事故隐患的问题", division="500102006", lead_agency=office, **fields)
    begin(case, move="open", actor=None)
    return case
