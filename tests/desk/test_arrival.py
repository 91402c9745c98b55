"""Tips that were handled on paper come in with their numbers, days and history, sealed like any other, and once."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.models import Report
from tests import factories
from vault.models import Envelope
from workflow.models import LogEntry
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db

HEADS = "原编号,举报类别,被举报单位,举报内容,收到日期,受理日期,来源,举报人,联系电话,办理经过"
SECRET = "甄举报人"


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def row(
    number: str, *, received: int = 40, accepted: str = "", more: str = "电话,,,", text: str = "护罩拆除"
) -> str:
    return f"{number},事故隐患,甄某加工厂（虚构）,{text},{ago(received)},{accepted},{more}"


def choose(*rows: str, checked: str = "", as_: str = Duty.DESK) -> Any:
    file = SimpleUploadedFile("arrival.csv", "\n".join([HEADS, *rows]).encode())
    client = factories.browser(factories.the(as_), has_key=True)
    return client.post(reverse("desk:arrival"), {"file": file, "checked": checked})


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def take_in(*rows: str) -> Any:
    digest = re.search(r'name="checked" value="(\w+)"', choose(*rows).content.decode())
    assert digest
    return choose(*rows, checked=digest[1])


@pytest.fixture(autouse=True)
def _office():
    factories.office()


def test_the_check_takes_nothing_in():
    answer = choose(row("举1号"))
    assert answer.status_code == 200
    assert "Every line can be taken in" in text(answer)
    assert not Report.objects.exists()


def test_a_tip_arrives_with_its_number_its_days_and_what_was_done():
    history = f"电话,{SECRET},023 7200 0000,{ago(39)} 通知镇街；{ago(30)} 现场查看"
    take_in(row("举〔2026〕17号", accepted=str(ago(36)), more=history))
    report = Report.objects.get()
    assert report.arrival.number == "举〔2026〕17号"
    assert report.received_on == ago(40)
    assert report.state == "accepted"
    assert timezone.localdate(report.accepted_at) == ago(36)
    clock = running_clock(report, "tip.conclude")
    assert timezone.localdate(clock.started_at) == ago(36)
    notes = LogEntry.objects.filter(subject_id=report.pk, move="arrive").order_by("pk")
    assert [entry.note.text for entry in notes] == [f"{ago(39)} 通知镇街", f"{ago(30)} 现场查看"]
    page = text(factories.browser(factories.the(Duty.DESK), has_key=True).get(report.get_absolute_url()))
    assert "It was handled on paper before it came in." in page
    assert "通知镇街" in page


def test_what_has_not_been_accepted_is_due_from_the_day_on_the_paper():
    take_in(row("举1号", received=3))
    report = Report.objects.get()
    assert report.state == "submitted"
    assert timezone.localdate(running_clock(report, "tip.accept").started_at) == ago(3)


def test_who_reported_lies_sealed_and_stands_nowhere_in_plain():
    take_in(row("举1号", more=f"来信,{SECRET},023 7200 0000,"))
    assert set(Envelope.objects.values_list("purpose", flat=True)) == {"words", "identity"}
    everything = str([list(model.objects.values()) for model in (Report, LogEntry)])
    assert SECRET not in everything
    assert "护罩拆除" not in everything


def test_a_number_arrives_once():
    take_in(row("举1号"))
    again = take_in(row(" 举1号"), row("举2号"))
    assert f"it is in: {Report.objects.earliest('pk').reference}" in text(again)
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("", received=3), "原编号"),
        (row("举2号").replace("事故隐患", "天气"), "举报类别"),
        (row("举2号", received=-3), "收到日期"),
        (row("举2号", received=3, accepted=str(ago(5))), "It was accepted before it was received."),
        (row("举2号", accepted="昨天"), "受理日期"),
        (row("举2号", more="鸽子,,,"), "来源"),
        (row("举1号"), "This number stands twice in the list."),
        (row("举2号", more=f"电话,{SECRET},,{SECRET}来催"), "The history names the reporter"),
    ],
)
def test_one_bad_line_says_why_and_keeps_all_out(bad, said):
    answer = choose(row("举1号"), bad)
    assert answer.status_code == 400
    assert said in text(answer)
    assert 'name="checked" value="' not in answer.content.decode()
    assert not Report.objects.exists()


def test_only_the_file_that_was_checked_is_taken_in():
    digest = re.search(r'name="checked" value="(\w+)"', choose(row("举1号")).content.decode())
    assert choose(row("举3号"), checked=digest[1]).status_code == 400
    assert not Report.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_list_can_be_filled_in_and_read(form):
    client = factories.browser(factories.the(Duty.DESK), has_key=True)
    given = client.get(reverse("desk:arrival_template", args=[form])).content
    answer = client.post(reverse("desk:arrival"), {"file": SimpleUploadedFile(f"a.{form}", given)})
    assert answer.status_code == 200, text(answer)
    assert "举〔2026〕17号" in text(answer)


def test_there_is_no_list_in_another_form():
    client = factories.browser(factories.the(Duty.DESK))
    assert client.get(reverse("desk:arrival_template", args=["pdf"])).status_code == 404
