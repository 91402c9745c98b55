"""A hotline's list of a day: checked before anything is filed, filed line by line, nothing lost and nothing doubled."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Duty
from partners.models import Batch, Line
from partners.services import file_lines
from partners.services import lists as services
from reports.models import Report
from tests import factories
from tests.partners.builders import HEADS, batch_in, good_lines, machine, partner, table_of
from tests.public_site import Reporter
from vault.models import Envelope

pytestmark = pytest.mark.django_db
# Invented, in the shape of what really comes: no date, a wild date, two people, a name in the text, wrong characters.
MESSY = [
    "TP1,隐患,某采石厂（虚构）,我们村民反映：无证盗采，用炸药炸山！！！每天有挖机铲车,荔枝街道,,,",
    "TP2,安全隐患,不清楚,单心爆炸，羊拴在装置旁养了三个月,,今年九月,网友,",
    "TP3,瞒报事故,试验煤矿（虚构）,死5伤8,500102,2023年4月1日,甄举报,19900000000",
    "TP4,违法行为,塔吊公司（虚构）,吊臂伸到两个院上方,,20150721,,19900000001",
    'TP5,不作为,街道（虚构）,"97户一千多口。\n更甚的是，消防水池被填",,2099-01-01,,',
    "ｔｐ 3,隐患,重复（虚构）,同一编号,,,,",
    ",隐患,没有编号（虚构）,第七行,,,,",
    "TP8,表扬,小区（虚构）,谢谢,,,,",
    "TP9,隐患," + "长" * 121 + ",太长,,,,",
    "TP10,隐患,液化气点（虚构）,夏天暴晒，怕炸一串,北京市,,,",
]


def desk() -> Client:
    factories.office()
    return factories.browser(factories.the(Duty.DESK), has_key=True)


def send(client: Client, data: bytes, name: str = "day.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("imports:upload"), {"partner": partner().pk, "table": file})


def checked(client: Client, *lines: str) -> Batch:
    response = send(client, table_of(*lines))
    assert response.status_code == 302, response.context["form"].errors
    return Batch.objects.latest("pk")


def press(client: Client, batch: Batch, name: str) -> Any:
    return client.post(reverse(f"imports:{name}", args=[batch.reference]))


def release(client: Client, batch: Batch) -> None:
    assert press(client, batch, "release").status_code == 302


# ---- The check -------------------------------------------------------------------------------------------------
def test_a_list_is_checked_line_by_line_and_nothing_is_filed() -> None:
    client = desk()
    machine().file(number="tp 4")
    batch = checked(client, *MESSY)
    found = {line.number: (line.state, line.faults) for line in batch.lines.all()}
    assert found == {
        2: ("good", []),
        3: ("bad", [["happened_on", "date_from_datetime_parsing"], ["reporter.phone", "missing"]]),
        4: ("good", []),
        5: ("bad", [["number", "taken"]]),
        7: ("bad", [["happened_on", "date_past"]]),
        8: ("bad", [["number", "twice"]]),
        9: ("bad", [["number", "missing"]]),
        10: ("bad", [["kind", "enum"]]),
        11: ("bad", [["unit_name", "string_too_long"]]),
        12: ("bad", [["division", "string_pattern_mismatch"]]),
    }
    assert batch.unused_columns == ["处理时限"]
    assert Report.objects.count() == 1
    page = client.get(batch.get_absolute_url()).content.decode()
    for sentence in ("This number stands twice in the list.", "联系电话: This is missing.", "处理时限"):
        assert sentence in page


def test_the_form_asks_for_the_partner_by_its_name() -> None:
    partner()
    assert "12345热线（虚构）" in desk().get(reverse("imports:upload")).content.decode()


def test_an_excel_file_says_the_same() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADS.split(","))
    book.active.append(
        [
            "X1",
            "事故隐患",
            "厂（虚构）",
            "漏",
            500102013,
            datetime.datetime.fromisoformat("2026-01-05"),
            "",
            "",
        ]
    )
    file = io.BytesIO()
    book.save(file)
    client = desk()
    assert send(client, file.getvalue(), "day.xlsx").status_code == 302
    batch = Batch.objects.get()
    assert [line.faults for line in batch.lines.all()] == [[]]
    release(client, batch)
    press(client, batch, "go_on")
    assert str(Report.objects.get().happened_on) == "2026-01-05"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.csv", "The file is empty."),
        ("工单编号,举报类别\n1,2".encode(), "a.csv", "被举报单位、举报内容"),
        (HEADS.encode(), "a.csv", "There is no line below the headings."),
        ((HEADS + ",编号\n1").encode(), "a.csv", "Two columns of the list mean the same."),
        (b"\x81\x20\xff", "a.csv", "neither in UTF-8 nor in GB 18030"),
        ((HEADS + '\n"').encode(), "a.csv", "is no CSV"),
        ((HEADS + "\n1" * 2001).encode(), "a.csv", "The list is too long. Split it."),
        (b"\x00" * 50, "a.csv", "need"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes, name: str, sentence: str) -> None:
    response = send(desk(), data, name)
    assert response.status_code == 400
    assert sentence in str(response.context["form"].errors)
    assert not Batch.objects.exists()


# ---- Filing ----------------------------------------------------------------------------------------------------
def test_the_good_lines_are_filed_and_their_receipts_open_the_track_page() -> None:
    client = desk()
    batch = checked(client, *MESSY)
    release(client, batch)
    page = press(client, batch, "go_on").content.decode()
    assert "10 of 10 lines are settled." in page
    assert set(Report.objects.values_list("arrival__number", flat=True)) == {"TP1", "TP3", "TP4"}
    rows = list(csv.DictReader(io.StringIO(press(client, batch, "results").content.decode("utf-8-sig"))))
    assert len(rows) == len(MESSY)
    assert [row["Line"] for row in rows if row["Why"]] == ["3", "7", "8", "9", "10", "11", "12"]
    receipts = [row["Receipt code"] for row in rows if row["Receipt code"]]
    assert len(receipts) == 3
    assert Reporter(office=False).open(receipts[0]).status_code == 200


def test_a_run_that_ends_early_goes_on_where_it_was() -> None:
    batch, clerk = batch_in("filing", *good_lines(5)), factories.the(Duty.DESK)
    identity = factories.identity_of(clerk)
    left = [file_lines(batch, actor=clerk, identity=identity, seconds=0) for _run in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert Report.objects.count() == 5


def test_a_process_that_dies_in_the_middle_of_a_line_neither_loses_nor_doubles_it(monkeypatch: Any) -> None:
    batch, clerk = batch_in("filing", *good_lines(3)), factories.the(Duty.DESK)
    identity, mark = factories.identity_of(clerk), services._mark
    deaths = iter([False, True, False, False, False])

    def die(*given: Any, **facts: Any) -> None:
        mark(*given, **facts)
        if next(deaths):
            raise KeyboardInterrupt

    monkeypatch.setattr(services, "_mark", die)
    with pytest.raises(KeyboardInterrupt):
        file_lines(batch, actor=clerk, identity=identity)
    assert Report.objects.count() == batch.lines.filter(state="filed").count() == 1
    assert file_lines(batch, actor=clerk, identity=identity) == 0
    assert sorted(Report.objects.values_list("arrival__number", flat=True)) == ["GD-0", "GD-1", "GD-2"]


def test_a_number_that_came_by_another_way_meanwhile_is_reported_at_its_line() -> None:
    client = desk()
    batch = checked(client, *good_lines(2))
    machine().file(number="GD-0")
    release(client, batch)
    page = press(client, batch, "go_on").content.decode()
    assert [line.state for line in batch.lines.all()] == ["failed", "filed"]
    assert "This number has been filed before." in page


def test_the_same_list_again_files_nothing_more() -> None:
    client = desk()
    for _time in range(2):
        batch = checked(client, *good_lines(2))
        release(client, batch)
        press(client, batch, "go_on")
    assert Report.objects.count() == 2
    assert [line.faults for line in batch.lines.all()] == [[["number", "taken"]]] * 2


def test_nothing_is_filed_before_it_is_released_nor_after_it_is_closed() -> None:
    client = desk()
    batch = checked(client, *good_lines(1))
    assert press(client, batch, "go_on").status_code == 409
    assert press(client, batch, "close").status_code == 302
    assert press(client, batch, "go_on").status_code == 409
    assert not Report.objects.exists()


def test_a_list_with_lines_waiting_cannot_be_closed() -> None:
    client = desk()
    batch = checked(client, *good_lines(1))
    release(client, batch)
    assert press(client, batch, "close").status_code == 403


# ---- Secrets ---------------------------------------------------------------------------------------------------
def test_no_line_is_plain_in_the_database_or_on_the_disk(settings: Any) -> None:
    client = desk()
    checked(client, *good_lines(2))
    with connection.cursor() as cursor:
        for table in ("partners_batch", "partners_line", "vault_envelope", "workflow_logentry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            rows = str(cursor.fetchall())
            assert "19900000000" not in rows
            assert "甄举报".encode().hex() not in rows
    assert [path for path in Path(settings.VAULT_DIR).rglob("*") if path.is_file()] == []


def test_closing_destroys_the_key_and_what_the_lines_held() -> None:
    client = desk()
    batch = checked(client, *good_lines(2))
    release(client, batch)
    press(client, batch, "go_on")
    assert press(client, batch, "close").status_code == 302
    envelope = Envelope.objects.get(subject_label=Batch.label())
    assert envelope.destroyed_at is not None
    assert {bytes(line.sealed) for line in Line.objects.all()} == {b""}
    assert Report.objects.count() == 2


def test_a_session_without_a_key_files_nothing() -> None:
    batch = batch_in("filing")
    locked = factories.browser(factories.the(Duty.DESK))
    assert press(locked, batch, "go_on").status_code == 403
    assert not Report.objects.exists()


def test_a_colleague_with_a_key_goes_on() -> None:
    colleague = factories.person("desk2", Duty.DESK)
    batch = batch_in("filing")
    assert press(factories.browser(colleague, has_key=True), batch, "go_on").status_code == 200
    assert Report.objects.count() == 2
    assert house.SITE  # the settings are the house's own
