"""The three systems of a case, and the handover to the credit-information platform and back."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Unit
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import Handover, Penalty, RowFate
from sanctions.publishing import HEADINGS, faults_of, fields_on, row_of
from sanctions.systems import Fate, systems_of
from tests import factories
from tests.factories import browser, penalty_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db


def fates_of(penalty: Penalty) -> dict[str, str]:
    (found,) = systems_of(penalty.case, [penalty])
    return {str(step.title): step.fate for step in [*found.published, *found.recorded, *found.reviewed]}


# ---- The page of a case ----------------------------------------------------------------------------------------
def test_a_proceeding_by_the_book_lacks_nothing() -> None:
    penalty = penalty_in("published")
    fates = fates_of(penalty)
    assert Fate.MISSING not in fates.values()
    assert fates["Legal review before the decision"] == Fate.DONE
    assert fates["Decision published"] == Fate.DONE
    assert fates["Payment"] == Fate.WAITING


def test_what_is_not_published_in_its_time_is_missing() -> None:
    penalty = penalty_in("served")
    assert fates_of(penalty)["Decision published"] == Fate.WAITING
    factories.let_pass(penalty, "penalty.publish")
    assert fates_of(penalty)["Decision published"] == Fate.MISSING


def test_the_page_says_who_did_what_and_when() -> None:
    penalty = penalty_in("published")
    page = (
        browser(the(Duty.LEADER)).get(f"/desk/sanctions/systems/{penalty.case.reference}/").content.decode()
    )
    assert the(Duty.REVIEWER).name in page
    assert "Legal review before the decision" in page
    other = browser(the(Duty.FINANCE))
    assert other.get(f"/desk/sanctions/systems/{penalty.case.reference}/").status_code == 404


def test_a_case_that_has_found_nothing_yet_has_its_page() -> None:
    (found,) = systems_of(factories.case_in("investigating"), [])
    assert (found.penalty, found.missing) == (None, 0)


# ---- The rows ----------------------------------------------------------------------------------------------------
def test_every_field_of_the_standard_has_its_heading() -> None:
    assert fields_on(timezone.localdate()) == tuple(HEADINGS)


def test_a_good_penalty_makes_a_row_without_fault() -> None:
    penalty = penalty_in("decided")
    row = row_of(penalty)
    assert faults_of(row) == []
    assert (row["cf_nr_fk"], row["cf_cflb"], row["cf_xdr_shxym"]) == ("5", "罚款", penalty.unit.uscc)
    day = timezone.localdate()
    assert row["cf_gsjzq"] == f"{day.replace(year=day.year + 1):%Y/%m/%d}"


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("cf_xdr_mc", "", "missing"),
        ("cf_xdr_shxym", "91500102MA00000000", "code"),
        ("cf_cfjgdm", "", "missing"),
        ("cf_wsh", "12号", "number"),
        ("cf_cflb", "罚站", "class"),
        ("cf_jdrq", "2026-03-01", "day"),
        ("cf_jdrq", "2999/01/01", "day"),
        ("cf_gsjzq", "2001/01/01", "order"),
        ("cf_nr_fk", "0", "amount"),
        ("cf_nr_fk", "NaN", "amount"),
        ("cf_sy", "长" * 4001, "long"),
        ("cf_sy", "接群众举报后查明。", "reveals"),
    ],
)
def test_a_row_the_platform_would_refuse_is_found(field: str, value: str, kind: str) -> None:
    row = {**GOOD, field: value}
    assert (field, kind) in faults_of(row)


GOOD = {
    **dict.fromkeys(HEADINGS, ""),
    "cf_xdr_mc": "试验厂",
    "cf_xdr_shxym": "91999999MA9999999H",
    "cf_wsh": "涪应急罚〔2026〕12号",
    "cf_wfxw": "未设防护罩",
    "cf_sy": "3台冲压机未设防护罩。",
    "cf_yj": "第九十九条",
    "cf_cflb": "罚款",
    "cf_nr": "罚款",
    "cf_nr_fk": "5",
    "cf_jdrq": "2026/03/01",
    "cf_gsjzq": "2027/03/01",
    "cf_cfjg": "应急管理局",
    "cf_cfjgdm": "91999999MA9999999H",
    "cf_sjly": "应急管理局",
    "cf_sjlydm": "91999999MA9999999H",
}


# ---- There and back --------------------------------------------------------------------------------------------
def drawn(penalty: Penalty) -> Handover:
    response = browser(the(Duty.REVIEWER)).post("/desk/sanctions/handovers/draw/")
    assert response.status_code == 302
    return Handover.objects.latest("pk")


def answer(found: Handover, *rows: list[str]) -> Any:
    text = io.StringIO()
    csv.writer(text).writerows([["行政处罚决定书文号", "处理结果", "失败原因"], *rows])
    upload = SimpleUploadedFile("answer.csv", text.getvalue().encode())
    url = f"/desk/sanctions/handovers/{found.reference}/answer/"
    return browser(the(Duty.REVIEWER)).post(url, {"table": upload, "seen": "drawn"})


def test_the_files_hold_the_fields_in_the_order_of_the_standard() -> None:
    penalty = penalty_in("decided")
    found, reader = drawn(penalty), browser(the(Duty.REVIEWER))
    text = reader.get(f"/desk/sanctions/handovers/{found.reference}/csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(HEADINGS.values())
    book = openpyxl.load_workbook(
        io.BytesIO(reader.get(f"/desk/sanctions/handovers/{found.reference}/xlsx/").content)
    )
    sheet = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert sheet == rows
    assert penalty.unit.uscc in rows[1]


def test_a_faulty_row_is_held_back_and_goes_into_the_next_handover() -> None:
    penalty = penalty_in("decided")
    Unit.objects.filter(pk=penalty.unit_id).update(name="")
    found = drawn(penalty)
    assert found.rows.get().fate == RowFate.FAULTY
    page = browser(the(Duty.REVIEWER)).get(found.get_absolute_url()).content.decode()
    assert "行政相对人名称: is missing" in page
    Unit.objects.filter(pk=penalty.unit_id).update(name="试验厂")
    assert drawn(penalty).rows.get().fate == RowFate.READY


def test_what_the_platform_refused_goes_again_and_what_it_took_does_not() -> None:
    penalty = penalty_in("decided")
    number = notices_of(penalty).get(kind="penalty_decision").number
    first = drawn(penalty)
    assert answer(first, [number, "失败", "代码不存在"]).status_code == 302
    assert first.rows.get().answer == "代码不存在"
    second = drawn(penalty)
    assert second != first
    assert answer(second, [number, "成功", ""]).status_code == 302
    assert fates_of(penalty)["Taken by the credit-information platform"] == Fate.DONE
    with pytest.raises(MoveRefused, match="No penalty waits"):
        sanctions.draw_handover(actor=the(Duty.LEADER))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["涪应急罚〔2026〕999号", "成功", ""]], "not in this handover"),
        ([], "says nothing of"),
        ([["涪应急罚〔2026〕1号", "也许", ""]], "is neither"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words(rows: list[list[str]], sentence: str) -> None:
    found = drawn(penalty_in("decided"))
    response = answer(found, *rows)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert Handover.objects.get().state == "drawn"
