"""The same messy tip on every way: whoever takes it, it ends as the same kind of tip, with the same words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from partners.models import Batch
from reports.models import Report
from reports.selectors import words_of
from tests import factories
from tests.partners.builders import machine, partner
from tests.public_site import Reporter
from vault.services import open_envelope

pytestmark = pytest.mark.django_db
HEADS = ("工单编号", "举报类别", "被举报单位", "举报内容")
# Invented, as people really write: wrong characters, much feeling, two matters in one, signs of all kinds.
MESSY = (
    ("不清楚", "领导把羊拴在化工装置旁养了三个月，我们单心爆炸，谁来管管？？？"),
    ("某采石厂（虚构）", "我们村民反映：无证盗采！！！用炸药炸山，以经好几年\n还有人收钱"),
    ("塔吊“联众”公司 & 兄弟 <二分部>", "执法队走后又开采，离高压线基座只有１０来米 😡🧨; '--"),
)


def by_web(unit: str, text: str) -> None:
    Reporter().file(unit={"unit_name": unit}, words={"text": text, "how_known": "saw"}, what=HAZARD)


HAZARD = {"kind": "hazard", "is_danger_now": "no"}
ON_THE_WAY: dict[str, dict[str, str]] = {
    "call": {},
    "counter": {},
    "letter": {"number": "XF-7"},
    "transfer_in": {"sender": "区信访办（虚构）", "number": "7"},
}


def by_clerk(way: str) -> Callable[[str, str], None]:
    def enter(unit: str, text: str) -> None:
        factories.office()
        clerk, url = factories.browser(factories.the(Duty.DESK)), reverse(f"hotline:{way}")
        clerk.get(url)
        told = {**HAZARD, "hazard-since": "很久", "division": factories.DIVISION, "mode": "anonymous"}
        day = {"received_on": timezone.localdate().isoformat()}
        extra = {**day, **ON_THE_WAY[way]} if ON_THE_WAY[way] else {}
        words = {"unit_name": unit, "text": text, "how_known": "saw", "filing_key": "ab" * 32}
        response = clerk.post(url, {**told, **words, **extra})
        assert response.status_code == 302, [form.errors for form in response.context["forms"]]

    return enter


def by_program(unit: str, text: str) -> None:
    assert machine().file(unit_name=unit, text=text).status_code == 201


def by_transfer(unit: str, text: str) -> None:
    department = machine("transfer", of=partner("市场监管局系统（虚构）", "department", agency="market"))
    told = {"unit_name": unit, "text": text, "basis": "第六十五条"}
    assert department.file(where="/api/v1/transfers", **told).status_code == 201


def by_list(unit: str, text: str) -> None:
    hotline = partner()
    factories.office()
    clerk = factories.browser(factories.the(Duty.DESK), has_key=True)
    table = io.StringIO()
    csv.writer(table).writerows([HEADS, ("GD-1", "事故隐患", unit, text)])
    file = SimpleUploadedFile("day.csv", table.getvalue().encode())
    assert clerk.post(reverse("imports:upload"), {"partner": hotline.pk, "table": file}).status_code == 302
    for press in ("release", "go_on"):
        clerk.post(reverse(f"imports:{press}", args=[Batch.objects.latest("pk").reference]))


WAYS: dict[str, Callable[[str, str], None]] = {
    "web": by_web,
    **{way: by_clerk(way) for way in ON_THE_WAY},
    "program": by_program,
    "transfer": by_transfer,
    "list": by_list,
}


def is_taken_whole(unit: str, text: str) -> bool:
    """Whether the desk finds the tip with its unit and every word."""
    report = Report.objects.get()
    envelope = words_of(report)
    assert envelope is not None
    opened = open_envelope(envelope, identity=factories.identity_of(factories.the(Duty.DESK)))
    # A form sends its line ends as HTTP wants them.
    return (report.kind, report.unit_name, opened["text"].replace("\r\n", "\n")) == ("hazard", unit, text)


@pytest.mark.parametrize("told", MESSY, ids=range(len(MESSY)))
@pytest.mark.parametrize("way", WAYS)
def test_a_messy_tip_ends_as_the_same_tip_on_every_way(way: str, told: tuple[str, str]) -> None:
    WAYS[way](*told)
    assert is_taken_whole(*told)
