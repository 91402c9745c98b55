"""Posters and cards: what they say, where their code leads, and that no tip can be traced to one."""

from __future__ import annotations

import datetime
import io
import random
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Duty
from notices.rendering import render_poster
from outreach import services
from outreach.drawing import draw_sheets
from outreach.models import Board, Sheet, Tally
from outreach.posters import poster_words
from outreach.selectors import participation, reach_of_boards
from reports.models import Report
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from tests.public_site import Reporter
from workflow.models import LogEntry

pytestmark = pytest.mark.django_db
SIZES = {"a3": (842, 1191), "a4": (595, 842), "cards": (595, 842)}


@pytest.fixture
def lots(monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """Draw lots that a test can repeat."""
    drawn = random.Random(20261128)  # noqa: S311
    monkeypatch.setattr(services.secrets, "randbelow", drawn.randrange)
    monkeypatch.setattr(services.secrets, "choice", drawn.choice)
    return drawn


def report_by(board: Board) -> None:
    reporter = Reporter()
    assert reporter.get(f"/report/?from={board.code}").status_code == 200
    reporter.post(f"/report/?from={board.code}", {"kind": "hazard", "is_danger_now": "no"})
    reporter.file()


def filed(board: Board | None) -> int:
    return sum(Tally.objects.filter(board=board).values_list("filed", flat=True))


# ---- On paper --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
def test_a_sheet_is_one_page_of_its_size_and_says_all_there_is_to_say(size: str) -> None:
    words = poster_words("https://jubao.example.gov.cn/report/?from=bcd234", on=datetime.date(2026, 11, 28))
    data = render_poster(f"outreach/sheet_{size}.html", words)
    (page,) = pypdfium2.PdfDocument(data)
    assert tuple(round(side) for side in page.get_size()) == SIZES[size]
    text = PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\n", "")
    said = ["12350", "看见危险", "涪陵区应急管理局", "可以不留姓名"]
    said += [] if size == "cards" else [*words["what"], "最高可得奖励30万元", "119"]
    assert [sentence for sentence in said if sentence not in text] == []
    assert text.count("12350") == (10 if size == "cards" else 1)


def test_the_amount_is_that_of_the_rules_or_none() -> None:
    assert "实名举报" in poster_words("", on=datetime.date(2026, 11, 28))["reward"]
    assert poster_words("", on=datetime.date(1990, 1, 1))["reward"] == "经查证属实的，依照规定给予奖励"


def test_a_sheet_that_cannot_be_drawn_is_tried_again() -> None:
    def fail(_template: str, _words: Any) -> bytes:
        raise OSError

    board = services.make_board(place="候车室", unit=None, actor=the(Duty.DESK))
    assert draw_sheets(fail) == 0
    page = text_of(browser(the(Duty.DESK)).get(reverse("outreach:boards")))
    assert "could not be drawn, is tried again" in page
    assert draw_sheets(lambda _template, _words: b"%PDF") == len(SIZES)
    assert draw_sheets(fail) == 0, "nothing waits any more"
    client = browser(the(Duty.DESK))
    answer = client.get(reverse("outreach:sheet", args=[board.code, "a3"]))
    assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")
    assert client.get(reverse("outreach:sheet", args=[board.code, "a5"])).status_code == 404


# ---- At the desk -----------------------------------------------------------------------------------------------
def test_the_desk_makes_a_board_for_a_unit_and_takes_it_out_of_use() -> None:
    client, unit = browser(the(Duty.DESK)), factories.unit()
    url = reverse("outreach:boards")
    assert client.post(url, {"place": "", "unit": "nobody"}).status_code == 400
    assert client.post(url, {"place": "食堂门口", "unit": unit.name}).status_code == 302
    board = Board.objects.get()
    assert unit.name in text_of(client.get(url))
    assert board.unit == unit
    assert board.code not in unit.uscc
    assert Sheet.objects.get(board=board, size="a4").words["address"].endswith(f"/report/?from={board.code}")
    for _ in range(2):
        assert client.post(reverse("outreach:retire", args=[board.code])).status_code == 302
    assert "out of use" in text_of(client.get(url))


# ---- Counted, and not traced -----------------------------------------------------------------------------------
def test_a_report_by_a_board_is_counted_there_and_knows_nothing_of_it(lots: random.Random) -> None:
    board = factories.board()
    report_by(board)
    assert (filed(board), filed(None)) == (1, 1)
    assert Tally.objects.get(board=board).opened == 1
    report = Report.objects.get()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model in (Board, Tally, Sheet):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            assert board.code not in str(cursor.fetchall()), model
    assert not {field.name for field in Tally._meta.fields} & {"at", "report", "created_at"}
    assert not LogEntry.objects.about(report).filter(canonical__contains=board.code).exists()


def test_a_count_rises_without_a_board_too_so_that_a_rise_proves_nothing(lots: random.Random) -> None:
    boards = [factories.board(), factories.board()]
    for _ in range(400):
        services.count_filing("")
    decoys = sum(filed(board) for board in boards)
    assert filed(None) == 400
    assert 70 < decoys < 130


def test_the_decoys_are_taken_out_of_the_figures_again(lots: random.Random) -> None:
    with time_machine.travel("2026-10-10 10:00+08:00", tick=False):
        good, quiet = factories.board(), factories.board()
        for number in range(600):
            services.count_filing(good.code if number % 6 == 0 else "")
    reach = reach_of_boards(datetime.date(2026, 11, 28))
    assert abs((reach[good.pk].filed or 0) - 100) < 25
    assert (reach[quiet.pk].filed or 0) < 25


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, None), (5, 5)])
def test_a_small_count_is_not_said(count: int, shown: int | None) -> None:
    board = factories.board()
    month = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    Board.objects.update(made_at=timezone.now() - datetime.timedelta(days=90))
    for key in (board, None):
        Tally.objects.create(board=key, month=month, opened=count, filed=count)
    assert reach_of_boards()[board.pk] == participation()
    assert (participation().opened, participation().filed) == (shown, shown)


def test_the_present_month_is_left_out() -> None:
    board = factories.board()
    for _ in range(9):
        services.count_opening(board.code)
    assert participation().opened == 0


@pytest.mark.parametrize("code", ["", "x", "bcdfgh", "x" * 3000, "\x00" * 6, "涪陵区应急局"])
def test_a_code_of_no_board_opens_the_form_and_counts_nowhere(code: str) -> None:
    assert browser(None).get("/report/", {"from": code}).status_code == 200
    assert not Tally.objects.exists()


def test_a_board_out_of_use_counts_no_more() -> None:
    board = factories.board()
    services.retire_board(board)
    report_by(board)
    assert filed(board) == 0
