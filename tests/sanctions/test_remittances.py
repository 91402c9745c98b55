"""Money in: the treasury's file, line by line, into the right penalty, once, and never by a private hand."""

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Duty
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import LineFate, Penalty, Received, Remittance
from sanctions.remittances import references_in
from tests import factories
from tests.factories import browser, penalty_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

HEADS = ["流水号", "附言", "付款人", "金额（元）", "交易日期", "收款账号"]
TREASURY = settings.TREASURY_ACCOUNTS[0]
Line = list[Any]


def line(serial: str, matter: str, amount: Any, *, account: str = TREASURY, on: Any = None) -> Line:
    return [serial, matter, "试验厂", str(amount), str(on or timezone.localdate()), account]


def as_csv(*lines: Line, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *lines])
    return text.getvalue().encode(encoding)


def as_xlsx(*lines: Line) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [HEADS, *lines]:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def bring(data: bytes, name: str = "list.csv") -> Any:
    upload = SimpleUploadedFile(name, data)
    return browser(the(Duty.FINANCE)).post("/desk/sanctions/payments/bring/", {"table": upload})


def brought(data: bytes, name: str = "list.csv") -> Remittance:
    response = bring(data, name)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return Remittance.objects.latest("pk")


def booked(data: bytes) -> Remittance:
    found = brought(data)
    sanctions.book_remittance(found, actor=the(Duty.FINANCE))
    return found


def fates(found: Remittance) -> list[str]:
    return list(found.lines.values_list("fate", flat=True))


def fresh(penalty: Penalty) -> Penalty:
    found: Penalty = Penalty.objects.get(pk=penalty.pk)
    return found


@pytest.fixture
def penalty() -> Penalty:
    return penalty_in("served")


@pytest.fixture
def number(penalty: Penalty) -> str:
    return str(notices_of(penalty).get(kind="penalty_decision").number)


def test_a_payment_in_full_ends_the_collection(penalty: Penalty, number: str) -> None:
    found = booked(as_csv(line("Y1", f"缴纳罚款 {number}", "50,000.00")))
    assert fates(found) == [LineFate.BOOKED]
    assert (fresh(penalty).state, fresh(penalty).paid_on) == ("paid", timezone.localdate())


@pytest.mark.parametrize("write", [as_xlsx, lambda *rows: as_csv(*rows, encoding="gb18030")])
def test_excel_and_the_bank_s_own_encoding_are_read(penalty: Penalty, write: Any) -> None:
    data = write(line("Y1", penalty.reference, 50000))
    assert fates(brought(data, "list.xlsx" if write is as_xlsx else "list.csv")) == [LineFate.GOOD]


def test_the_check_books_nothing(penalty: Penalty, number: str) -> None:
    found = brought(as_csv(line("Y1", number, 50000)))
    assert fresh(penalty).state == "served"
    assert not Received.objects.exists()
    sanctions.discard_remittance(found, actor=the(Duty.FINANCE), note="拿错了文件。")
    assert brought(as_csv(line("Y1", number, 50000))).state == "checked"


def test_parts_add_up_and_what_is_too_much_is_returned(penalty: Penalty, number: str) -> None:
    booked(as_csv(line("Y1", number, 20000)))
    assert fresh(penalty).state == "served"
    assert sanctions.received_for(penalty) == Decimal(20000)
    booked(as_csv(line("Y2", number, 30000.5), line("Y3", number, 10)))
    assert fresh(penalty).state == "paid"
    assert sanctions.received_for(penalty) == Decimal(50000)
    assert list(Received.objects.order_by("serial").values_list("excess_fen", flat=True)) == [0, 50, 1000]


def test_the_same_file_and_the_same_line_count_once(penalty: Penalty, number: str) -> None:
    data = as_csv(line("Y1", number, 20000))
    booked(data)
    assert bring(data).status_code == 400
    again = booked(as_csv(line("Y1", number, 20000), line("Y2", number, 10), line("Y2", number, 10)))
    assert fates(again) == [LineFate.KNOWN, LineFate.BOOKED, LineFate.KNOWN]
    assert sanctions.received_for(penalty) == Decimal(20010)


def test_two_checked_files_with_one_payment_book_it_once(penalty: Penalty, number: str) -> None:
    first = brought(as_csv(line("Y1", number, 20000)))
    second = brought(as_csv(line("Y1", number, 20000), line("Y9", "x", 1)))
    for found in (first, second):
        sanctions.book_remittance(found, actor=the(Duty.FINANCE))
    assert fates(second)[0] == LineFate.KNOWN
    assert Received.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "fate"),
    [
        ({"account": "9999000000000000002"}, LineFate.PRIVATE),
        ({"account": ""}, LineFate.PRIVATE),
        ({"matter": "罚款"}, LineFate.UNMATCHED),
        ({"matter": "涪应急罚〔2026〕99999号"}, LineFate.UNMATCHED),
        ({"serial": ""}, LineFate.UNREADABLE),
        ({"amount": "-5"}, LineFate.UNREADABLE),
        ({"amount": "0.001"}, LineFate.UNREADABLE),
        ({"amount": "NaN"}, LineFate.UNREADABLE),
        ({"amount": "1e400"}, LineFate.UNREADABLE),
        ({"on": "2026-02-30"}, LineFate.UNREADABLE),
        ({"on": "2999-01-01"}, LineFate.UNREADABLE),
        ({"on": "2001-01-01"}, LineFate.EARLY),
    ],
)
def test_a_line_that_cannot_be_booked_says_why(
    penalty: Penalty, number: str, changed: dict[str, Any], fate: str
) -> None:
    found = booked(as_csv(line(**{"serial": "Y1", "matter": number, "amount": 50000, **changed})))
    assert fates(found) == [fate]
    assert fresh(penalty).state == "served"


def test_a_decision_that_was_not_served_takes_no_money() -> None:
    penalty = penalty_in("decided")
    assert fates(brought(as_csv(line("Y1", penalty.reference, 1)))) == [LineFate.NOT_SERVED]


def test_a_late_payment_owes_the_surcharge_to_its_own_day() -> None:
    penalty = penalty_in("overdue")
    clock = factories.Clock.objects.filter(rule_id="penalty.surcharge").latest("pk")
    day = timezone.localdate() + datetime.timedelta(days=1)
    assert sanctions.owed_for(penalty, on=timezone.localdate()) == penalty.fine
    clock.started_at = timezone.now() - datetime.timedelta(days=10)
    clock.save(update_fields=["started_at"])
    assert sanctions.owed_for(penalty, on=day - datetime.timedelta(days=9)) == Decimal(53000)
    booked(as_csv(line("Y1", penalty.reference, 50000)))
    assert fresh(penalty).state == "served"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "columns with these headings"),
        ((",".join(HEADS) + "\n").encode(), "no line below"),
        (b'"', "no CSV"),
        ((",".join([*HEADS, "摘要"]) + "\n1,2,3,4,5,6,7\n").encode(), "mean the same"),
    ],
)
def test_a_file_that_is_none_gets_a_sentence(data: bytes, sentence: str) -> None:
    response = bring(data)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_nobody_but_finance_brings_or_books() -> None:
    assert browser(the(Duty.LEADER)).get("/desk/sanctions/payments/bring/").status_code == 404
    found = brought(as_csv(line("Y1", "x", 1)))
    with pytest.raises(MoveRefused, match="Only finance"):
        sanctions.book_remittance(found, actor=the(Duty.INVESTIGATOR))


def test_a_number_is_found_however_its_brackets_are_typed() -> None:
    wanted = "涪应急罚〔2026〕12号"
    for typed in (
        "涪应急罚〔2026〕12号",
        "涪应急罚[2026]12号",
        "涪应急罚（2026） 012 号",
        "涪应急罚【2026】12号",
    ):
        assert references_in(typed) == (wanted,), typed
    assert references_in("cf-2026-000012 罚款") == ("CF-2026-000012",)


def test_the_page_says_what_becomes_of_each_line(penalty: Penalty, number: str) -> None:
    found = booked(as_csv(line("Y1", number, 50001), line("Y2", "x", 1)))
    page = browser(the(Duty.FINANCE)).get(found.get_absolute_url()).content.decode()
    assert "No decision with this number" in page
    assert "is more than was owed" in page
