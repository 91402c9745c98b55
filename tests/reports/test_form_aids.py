"""What helps to answer the form and never stands in its way: squares, a point, the register, what everybody is told."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Duty
from reports.forms_public import tile_rows
from reports.forms_public.steps import division_choices
from reports.models import Report
from statutes.codes import HOME
from tests import factories
from tests.messy_tips import MESSY, Told
from tests.public_site import ANSWERS, Reporter, code_on, text_of, url_of
from vault.selectors import envelopes_of
from vault.services import open_envelope

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> Reporter:
    made = Reporter()
    made.answer("what")
    return made


def words_of(report: Report) -> dict[str, str]:
    (envelope,) = envelopes_of(report, purpose="words")
    found: dict[str, str] = open_envelope(envelope, identity=factories.identity_of(factories.the(Duty.DESK)))
    return found


# ---- Where -----------------------------------------------------------------------------------------------------
def test_every_division_has_one_square() -> None:
    squares = [tile.code for row in tile_rows() for tile in row if tile]
    assert sorted(squares) == sorted(code for code, _title in division_choices() if code not in {"", HOME})


def test_a_square_fills_the_list_without_scripts_and_stays_on_the_page(reporter: Reporter) -> None:
    response = reporter.post("/report/place/", {"division": "", "address": "河边", "tile": "500102121"})
    page = text_of(response)
    assert response.status_code == 200
    assert '<option value="500102121" selected>' in page
    assert re.search(r'value="500102121"[^>]*aria-pressed="true"', page)
    assert page.count('aria-pressed="true"') == 1
    assert "河边" in page
    reporter.answer("details")
    sent = {"division": "500102121", "address": "河边"}
    assert reporter.post("/report/place/", sent).url == "/report/unit/"


@pytest.mark.parametrize("tile", ["000000000", "", "x" * 99, "\x00"])
def test_a_square_that_does_not_exist_chooses_nothing(tile: str, reporter: Reporter) -> None:
    response = reporter.post("/report/place/", {"division": "", "tile": tile})
    assert response.status_code == 200
    assert 'aria-pressed="true"' not in text_of(response)


def test_enter_goes_on_and_presses_no_square(reporter: Reporter) -> None:
    for page in ("/report/place/", "/report/unit/"):
        form = re.search(r'<form class="cs-form".*?</form>', text_of(reporter.get(page)), re.S)
        assert form
        first = re.findall(r'<button[^>]*type="submit"[^>]*>', form[0])[0]
        assert "name=" not in first


@pytest.mark.parametrize("point", ["29.703, 107.390", "在江边那棵黄葛树下", "x" * 100])
def test_a_point_is_sealed_as_it_was_typed_and_stops_nobody(point: str, reporter: Reporter) -> None:
    reporter.file(place={**ANSWERS["place"], "point": point})
    report = Report.objects.get()
    assert words_of(report)["point"] == point
    assert point not in str(Report.objects.values())


def test_only_the_page_of_the_place_may_ask_the_device_where_it_is(reporter: Reporter) -> None:
    assert "geolocation=(self)" in reporter.get("/report/place/")["Permissions-Policy"]
    assert "camera=()" in reporter.get("/report/place/")["Permissions-Policy"]
    for page in ("/report/", "/report/unit/", "/report/words/"):
        assert "geolocation=()" in reporter.get(page)["Permissions-Policy"]


# ---- Which unit ------------------------------------------------------------------------------------------------
def test_the_register_is_searched_without_scripts_and_tells_name_and_code_alone(reporter: Reporter) -> None:
    unit = factories.unit("涪陵白涛试验厂（虚构）", legal_representative="甄老板", phone="02372999999")
    page = text_of(reporter.post("/report/unit/", {"unit_name": "白涛试验厂(虚", "look": ""}))
    assert unit.name in page
    assert f'name="unit_name" value="{unit.uscc}"' in page
    for hidden in (unit.legal_representative, unit.phone, unit.address):
        assert hidden not in page
    assert "govuk-error" not in page
    reporter.answer("details")
    reporter.answer("place")
    # The pressed unit is sent beside what stands in the field.
    chosen = {"unit_name": ["白涛试验厂", unit.uscc], "sector": ""}
    assert reporter.post("/report/unit/", chosen).url == "/report/words/"
    for step in ("words", "files", "you"):
        reporter.answer(step)
    assert unit.name in text_of(reporter.get("/report/check/"))
    reporter.post("/report/send/")
    assert Report.objects.get().unit == unit


def test_a_search_that_finds_nothing_says_that_the_words_are_enough(reporter: Reporter) -> None:
    page = text_of(reporter.post("/report/unit/", {"unit_name": "没有这个厂", "look": ""}))
    assert "The register has nothing like it" in page
    assert "没有这个厂" in page


def test_a_slip_in_a_credit_code_is_told(reporter: Reporter) -> None:
    code = factories.unit().uscc
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    response = reporter.answer("unit", unit_name=wrong)
    assert response.status_code == 400
    assert "a character is wrong" in text_of(response)
    assert wrong in text_of(response)


def test_a_credit_code_may_be_typed_with_spaces_and_in_full_width(reporter: Reporter) -> None:
    unit = factories.unit()
    typed = f"{unit.uscc[:6]} {unit.uscc[6:12]}-{unit.uscc[12:]}".translate(
        {number + 48: number + 0xFF10 for number in range(10)}
    )
    reporter.file(unit={"unit_name": typed.lower()})
    assert Report.objects.get().unit == unit


def test_brackets_of_either_width_name_the_same_unit(reporter: Reporter) -> None:
    unit = factories.unit("涪陵试验矿山（虚构）")
    reporter.file(unit={"unit_name": "涪陵试验矿山(虚构)"})
    assert Report.objects.get().unit == unit


# ---- What everybody is told ------------------------------------------------------------------------------------
def checked(about: str) -> tuple[str, int]:
    """Return the check page of a new report without its tokens, and how many statements it took."""
    reporter = Reporter()
    reporter.fill(unit={"unit_name": about})
    with CaptureQueriesContext(connection) as statements:
        page = text_of(reporter.get("/report/check/"))
    return re.sub(r'(value|data-\w+)="[^"]*"', "", page), len(statements)


def test_the_check_page_tells_nobody_whether_others_have_reported() -> None:
    unit = factories.unit()
    before = checked(unit.name)
    for _report in range(3):
        factories.file_report(about=unit, kind="hazard")
    assert checked(unit.name) == before
    assert "Others may have reported the same" in before[0]
    assert "order of arrival" in before[0]


# ---- As people really write ------------------------------------------------------------------------------------
@pytest.mark.parametrize("told", MESSY.values(), ids=MESSY)
def test_a_messy_tip_goes_in_as_it_was_written(told: Told) -> None:
    reporter = Reporter()
    for step, answers in told.items():
        response = reporter.post(url_of(step), answers)
        assert response.status_code == 302
    reporter.post("/report/send/")
    assert len(code_on(reporter.get("/report/receipt/"))) == 24
    words = words_of(Report.objects.get())
    assert words["text"].split() == told["words"]["text"].split()


@pytest.mark.parametrize(
    ("parts", "day", "about"),
    [
        (("2025", "4", ""), None, "2025-4 夜班"),
        (("２０２５", "", ""), None, "2025 夜班"),
        (("2025", "4", "9"), datetime.date(2025, 4, 9), "夜班"),
        (("", "", ""), None, "夜班"),
    ],
)
def test_a_month_or_a_year_is_an_answer_too(
    parts: tuple[str, str, str], day: datetime.date | None, about: str, reporter: Reporter
) -> None:
    typed = dict(zip(("happened_on_year", "happened_on_month", "happened_on_day"), parts, strict=True))
    reporter.file(details={**typed, "about_when": "夜班"})
    report = Report.objects.get()
    assert (report.happened_on, words_of(report)["about_when"]) == (day, about)


@pytest.mark.parametrize(
    "parts", [("1900", "4", ""), ("2999", "", ""), ("2025", "13", ""), ("2025", "", "9"), ("", "4", "")]
)
def test_what_is_no_time_at_all_is_refused(parts: tuple[str, str, str], reporter: Reporter) -> None:
    typed = dict(zip(("happened_on_year", "happened_on_month", "happened_on_day"), parts, strict=True))
    response = reporter.answer("details", **typed)
    assert response.status_code == 400
    assert "Enter a real date" in text_of(response)
