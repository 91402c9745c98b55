"""The replay as its users meet it: a command, a file, lines or JSON, papers, an exit code."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from config.replay.reading import read_table
from config.replay.values import NotExact, Sum, exact_day, exact_sums, exact_yuan, last_day, whole_number
from tests.config.replaying import DATA, Replay, replay, rows_asked_for

REWARDS = DATA / "rewards.csv"
HEADER = REWARDS.read_text(encoding="utf-8").splitlines()[0]


@pytest.fixture(scope="module")
def played(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Play what the tests of this module ask for, once."""
    folder = tmp_path_factory.mktemp("replay")
    return replay(rows_asked_for(request, REWARDS, folder), folder, "--json")


# ---- What came of the rows -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("case_id", "outcome", "published", "computed"),
    [
        ("T-floor", "agrees", 3000, 3000),
        ("T-differs", "differs", 14000, 15000),
        pytest.param("T-conceal", "agrees", 160000, 160000, marks=pytest.mark.full),
        pytest.param("T-place", "agrees", 50000, 50000, marks=pytest.mark.full),
        ("T-list", "agrees", 30000, 30000),
        pytest.param("T-unproved", "agrees", 0, 0, marks=pytest.mark.full),
        ("../T-away", "agrees", 30000, 30000),
        pytest.param("T-old", "agrees", 5000, 5000, marks=pytest.mark.full),
        ("T-strange", "not_loaded", 3000, None),
        ("T-nofacts", "skipped", 3000, None),
        ("T-nopay", "skipped", None, 3000),
        ("T-unpaid", "skipped", None, 6000),
        ("T-band", "agrees", 5000, 5000),
        pytest.param("T-outside", "differs", 8000, 5000, marks=pytest.mark.full),
        pytest.param("T-flat", "agrees", 500, 500, marks=pytest.mark.full),
        ("T-no-regime", "not_loaded", 3000, None),
        ("T-behind", "skipped", 75000, None),
        pytest.param("T-person", "agrees", 6000, 6000, marks=pytest.mark.full),
        pytest.param("T-fixed-level", "agrees", 20000, 20000, marks=pytest.mark.full),
        ("T-range", "skipped", None, None),
        ("T-finerange", "skipped", 3000, None),
        ("T-total", "skipped", None, None),
        ("T-inside", "skipped", 200, None),
        ("T-nodate", "skipped", 3000, None),
        ("T-shifted", "failed", None, None),
    ],
)
def test_each_row_has_its_outcome(
    played: Replay, case_id: str, outcome: str, published: int | None, computed: int | None
) -> None:
    found = played.results[case_id]
    assert (found["outcome"], found["published"], found["computed"]) == (outcome, published, computed), found
    assert found["why"]


def test_every_row_is_told_on_one_line_in_the_order_of_the_file(played: Replay) -> None:
    rows = [row.text("case_id") for row in read_table(played.file).rows]
    assert [json.loads(line)["case_id"] for line in played.stdout.splitlines()] == rows


def test_a_failed_row_makes_the_exit_code_one(played: Replay) -> None:
    assert played.code == 1


def test_the_reason_shows_how_the_amount_was_reached(played: Replay) -> None:
    why = played.results["T-floor"]["why"]
    assert "12,000.00" in why
    assert "15%" in why
    assert "3,000.00" in why


def test_an_amount_without_its_fine_is_counted_back(played: Replay) -> None:
    assert "500,000.00" in played.results["T-behind"]["why"]


def test_a_choice_within_bounds_shows_the_bounds(played: Replay) -> None:
    assert "3,000.00" in played.results["T-band"]["why"]
    assert "5,000.00" in played.results["T-band"]["why"]


# ---- Papers ----------------------------------------------------------------------------------------------------
def test_the_papers_of_a_case_lie_in_its_folder(played: Replay) -> None:
    assert {path.name for path in (played.out / "T-floor").iterdir()} == {
        "acceptance.pdf",
        "rectification_order.pdf",
        "result.pdf",
        "penalty_prior_notice.pdf",
        "filing_approval.pdf",
        "legal_review.pdf",
        "penalty_decision.pdf",
        "service_proof.pdf",
        "reward_preliminary.pdf",
        "case_closing.pdf",
        "case_index.pdf",
        "reward_notice.pdf",
    }


def test_the_reward_notice_names_the_computed_amount(played: Replay) -> None:
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(played.out / "T-differs/reward_notice.pdf").pages
    )
    assert "15,000.00" in text
    assert "14,000" not in text


def test_a_paper_for_the_unit_never_says_that_somebody_reported(played: Replay) -> None:
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(played.out / "T-floor/penalty_decision.pdf").pages
    )
    assert "举报" not in text.replace("\n", "")


def test_a_concealed_accident_brings_the_unit_on_the_list_and_two_fines_two_decisions(played: Replay) -> None:
    names = {path.name for path in (played.out / "T-list").iterdir()}
    assert {"listing_decision.pdf", "penalty_decision.pdf", "penalty_decision-2.pdf"} <= names


def test_a_case_id_is_no_path(played: Replay) -> None:
    assert not (played.out.parent / "T-away").exists()
    assert (played.out / "_T-away" / "reward_notice.pdf").is_file()


def test_a_skipped_row_leaves_no_papers(played: Replay) -> None:
    assert not (played.out / "T-nofacts").exists()


# ---- The office is left alone ----------------------------------------------------------------------------------
def test_the_office_own_database_and_data_are_not_touched(played: Replay) -> None:
    assert [path.name for path in played.home.iterdir()] == ["fonts"]


def test_nothing_but_json_comes_on_standard_output_and_no_bar_without_a_terminal(played: Replay) -> None:
    assert all(line.startswith("{") for line in played.stdout.splitlines())
    assert "%|" not in played.stderr


def test_lines_for_people_end_with_the_counts(tmp_path: Path) -> None:
    rows = REWARDS.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "two.csv"
    chosen = [row for row in rows if row.startswith(("T-conceal", "T-nofacts"))]
    file.write_text("\r\n".join([HEADER, *chosen]), encoding="gb18030")
    done = replay(file, tmp_path)
    assert done.code == 0, done.stderr
    _heading, concealed, skipped, counts = done.stdout.splitlines()
    assert concealed.split()[0] == "T-conceal"
    assert concealed.count("160,000.00") >= 2
    assert skipped.split()[0] == "T-nofacts"
    assert "1" in counts


# ---- Files that cannot be used ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"a,b,c\n1,2,3\n", "header is not known"),
        (b"case_id,reward_yuan\nT,1\n", "lacks these columns"),
        (b"tip_id\nTP\n", "header is not known"),
        (b"accident_date,deaths\n2024,1\n", "lacks these columns"),
        (b"case_id,case_id,reward_yuan\n", "same name"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x80\xff", "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refused:
        call_command("replay", file, out=tmp_path / "out")
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        call_command("replay", tmp_path / "nowhere.csv", out=tmp_path / "out")
    with pytest.raises(CommandError, match="folder"):
        call_command("replay", tmp_path, out=tmp_path / "out")


def test_a_folder_for_papers_that_is_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(CommandError, match="cannot be put") as refused:
        call_command("replay", REWARDS, out=tmp_path / "out")
    assert refused.value.returncode == 2


# ---- Encodings, numbers, days ----------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_whatever_program_wrote_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(f' Case_ID{delimiter}findings\r\n甲{delimiter}"两\r\n行"\r\n\r\n乙\r\n'.encode(encoding))
    table = read_table(file)
    assert table.columns == ("case_id", "findings")
    assert [row.text("case_id") for row in table.rows] == ["甲", "乙"]
    assert not any(row.fault for row in table.rows)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12000", 12000),
        ("12,000.50元", Decimal("12000.50")),
        ("1.2万", 12000),
        ("１２０００", 12000),
        ("￥3千", 3000),
        ("人民币3万元整", 30000),
        ("0", 0),
        ("未载", None),
        ("", None),
    ],
)
def test_an_exact_amount_is_read_in_every_published_form(text: str, amount: Decimal | int | None) -> None:
    assert exact_yuan(text) == amount


@pytest.mark.parametrize(
    "text", ["1000-10000", "3000~5000", "25万或11万", "约3000", "最高5000", "30余万", "-5", "许多"]
)
def test_what_is_not_one_exact_amount_is_not_guessed(text: str) -> None:
    with pytest.raises(NotExact):
        exact_yuan(text)


def test_several_fines_are_kept_apart_by_whom_they_hit() -> None:
    assert exact_sums("单位3万元，主要负责人1万元") == (
        Sum(Decimal(30000)),
        Sum(Decimal(10000), is_on_person=True),
    )
    assert exact_sums("12,000") == (Sum(Decimal(12000)),)
    with pytest.raises(NotExact):
        exact_sums("30000,10000")


@pytest.mark.parametrize(("text", "count"), [("4", 4), ("4.0", 4), ("4人", 4), ("未载", None)])
def test_a_count_is_read(text: str, count: int | None) -> None:
    assert whole_number(text) == count


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-08-21", datetime.date(2023, 8, 21)),
        ("2023年8月21日", datetime.date(2023, 8, 21)),
        ("20230821", datetime.date(2023, 8, 21)),
        ("2023-05", datetime.date(2023, 5, 31)),
        ("2023-12前后", datetime.date(2023, 12, 31)),
        ("2025-10(报道时已兑现)", datetime.date(2025, 10, 31)),
        ("2023Q1", datetime.date(2023, 3, 31)),
        ("2023上半年", datetime.date(2023, 6, 30)),
        ("2024/2", datetime.date(2024, 2, 29)),
        ("2020末", datetime.date(2020, 12, 31)),
        ("06-27前后(年份未载)", None),
        ("", None),
    ],
)
def test_an_unsure_day_is_the_last_one_that_it_can_be(text: str, day: datetime.date | None) -> None:
    assert last_day(text) == day


def test_only_a_day_is_an_exact_day() -> None:
    assert exact_day("2024年6月5日(报道)") == datetime.date(2024, 6, 5)
    assert exact_day("2024-06") is None
    assert exact_day("2024年末") is None
