"""The replay of accidents, penalties, entries of the list and tips, as its users meet it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest

from config.replay.reading import read_table
from tests.config.replaying import DATA, Replay, play, rows_asked_for


@pytest.fixture(scope="module")
def played(
    request: Any,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> dict[str, Replay]:
    """Play of all four tables what the tests ask for."""
    found = {}
    for name in ("accidents", "penalties", "blacklist", "tips"):
        folder = tmp_path_factory.mktemp(name)
        with django_db_blocker.unblock():
            found[name] = play(rows_asked_for(request, DATA / f"{name}.csv", folder), folder)
    return found


@pytest.fixture(scope="module")
def results(played: dict[str, Replay]) -> dict[str, dict[str, Any]]:
    """Every row of every table by its id."""
    return {key: row for done in played.values() for key, row in done.results.items()}


def test_every_row_is_told_and_the_exit_code_says_whether_one_failed(
    played: dict[str, Replay], results: dict[str, dict[str, Any]]
) -> None:
    for name, done in played.items():
        rows = [row.text("case_id", "entry_id", "tip_id") for row in read_table(done.file).rows]
        assert len(rows) > 2, name
        assert list(done.results) == rows, done.stderr
        assert {"case_id", "published", "computed", "outcome", "why"} <= set(
            next(iter(done.results.values()))
        )
        failed = any(row["outcome"] == "failed" for row in done.results.values())
        assert done.code == failed
    assert all(row["why"] for row in results.values())


@pytest.mark.parametrize(
    ("case_id", "outcome", "published", "computed", "investigates", "due"),
    [
        ("A-ordinary", "agrees", "一般", "一般", "district", "2024-08-05"),
        ("A-by-loss", "agrees", "较大", "较大", "city", "2023-04-20"),
        pytest.param("A-missing", "agrees", "重大", "重大", "province", "2022-08-30", marks=pytest.mark.full),
        pytest.param("A-poison", "agrees", "较大", "较大", "city", "2021-07-19", marks=pytest.mark.full),
        pytest.param("A-serious", "agrees", "一般", "一般", "district", "2022-06-02", marks=pytest.mark.full),
        pytest.param("A-cq-major", "agrees", "重大", "重大", "city", "2023-11-23", marks=pytest.mark.full),
        pytest.param("A-sh-major", "agrees", "重大", "重大", "city", "2023-11-23", marks=pytest.mark.full),
        pytest.param(
            "A-extra", "agrees", "特别重大", "特别重大", "nation", "2015-10-12", marks=pytest.mark.full
        ),
        ("A-differs", "differs", "一般", "较大", "city", "2023-03-06"),
        ("A-may-be-graver", "skipped", "较大", "一般", "district", "2023-03-06"),
        ("A-unstated", "skipped", None, "一般", "district", "2023-03-06"),
        pytest.param("A-month", "agrees", "一般", "一般", "district", None, marks=pytest.mark.full),
        ("A-old", "not_loaded", "较大", None, None, None),
        ("A-no-facts", "skipped", "一般", None, None, "2023-03-06"),
        ("A-range", "skipped", None, None, None, None),
        ("A-no-accident", "skipped", None, None, None, None),
        ("A-shifted", "failed", None, None, None, None),
    ],
)
def test_the_level_of_an_accident_is_derived_anew(
    results: dict[str, dict[str, Any]],
    case_id: str,
    outcome: str,
    published: str | None,
    computed: str | None,
    investigates: str | None,
    due: str | None,
) -> None:
    row = results[case_id]
    found = (row["outcome"], row["published_level"], row["computed_level"])
    assert found == (outcome, published, computed), row
    assert (row["investigating_level_key"], row["report_due_on"]) == (investigates, due), row


def test_the_injured_take_no_part_where_they_are_not_told_apart(results: dict[str, dict[str, Any]]) -> None:
    assert "15" in results["A-may-be-graver"]["why"]


@pytest.mark.parametrize(
    ("case_id", "outcome", "published", "low", "high"),
    [
        pytest.param("P-within", "agrees", 15_000, 0, 100_000, marks=pytest.mark.full),
        pytest.param("P-beyond", "differs", 150_000, 0, 100_000, marks=pytest.mark.full),
        pytest.param("P-overdue", "agrees", 150_000, 100_000, 200_000, marks=pytest.mark.full),
        pytest.param("P-joined", "agrees", 80_000, 0, 100_000, marks=pytest.mark.full),
        pytest.param("P-same-act", "agrees", 30_000, 0, 50_000, marks=pytest.mark.full),
        ("P-principal", "agrees", 30_000, 20_000, 50_000),
        ("P-manager", "differs", 40_000, 10_000, 30_000),
        ("P-share", "agrees", None, 0.6, 0.6),
        ("P-both", "agrees", 90_000, 50_000, 150_000),
        pytest.param("P-level", "agrees", 500_000, 300_000, 1_000_000, marks=pytest.mark.full),
        pytest.param("P-old-law", "differs", 60_000, 0, 50_000, marks=pytest.mark.full),
        pytest.param("P-493", "agrees", 2_000_000, 1_000_000, 5_000_000, marks=pytest.mark.full),
        ("P-income", "skipped", 120_000, 0.6, 1),
        ("P-unloaded", "not_loaded", 20_000, None, None),
        ("P-no-law", "skipped", 20_000, None, None),
        ("P-no-article", "skipped", 20_000, None, None),
        ("P-broken-unloaded", "not_loaded", None, None, None),
        ("P-broken-loaded", "skipped", None, None, None),
        ("P-named", "skipped", 5_600_000, None, None),
        ("P-no-fine", "skipped", None, 0, 50_000),
        ("P-vague", "skipped", None, None, None),
        ("P-no-year", "skipped", 20_000, None, None),
    ],
)
def test_a_fine_is_held_against_the_bracket_of_its_article(
    results: dict[str, dict[str, Any]],
    case_id: str,
    outcome: str,
    published: int | None,
    low: float | None,
    high: float | None,
) -> None:
    row = results[case_id]
    found = (row["outcome"], row["published"], row["bracket_low"], row["bracket_high"])
    assert found == (outcome, published, low, high), row


def test_what_is_not_loaded_is_named(results: dict[str, dict[str, Any]]) -> None:
    assert "试验省安全生产条例" in results["P-unloaded"]["why"]
    assert "试验省红黑名单管理办法" in results["L-local"]["why"]


def test_an_exact_fine_is_played_to_its_decision(played: dict[str, Replay]) -> None:
    folder = played["penalties"].out / "P-principal"
    assert {path.name for path in folder.iterdir()} == {
        "filing_approval.pdf",
        "penalty_prior_notice.pdf",
        "legal_review.pdf",
        "penalty_decision.pdf",
        "service_proof.pdf",
        "case_closing.pdf",
        "case_index.pdf",
    }
    text = "".join(page.extract_text() for page in pypdf.PdfReader(folder / "penalty_decision.pdf").pages)
    assert "30,000" in text
    assert "举报" not in text.replace("\n", "")
    assert len(list((played["penalties"].out / "P-both").iterdir())) == 14
    assert not (played["penalties"].out / "P-unloaded").exists()


@pytest.mark.parametrize(
    ("case_id", "outcome", "situation", "years"),
    [
        ("L-new", "agrees", "concealment", 3),
        pytest.param("L-three", "agrees", "false_safety_service", 3, marks=pytest.mark.full),
        ("L-wrong-period", "differs", "unlicensed_operation", 3),
        pytest.param("L-one-larger", "differs", None, 3, marks=pytest.mark.full),
        ("L-2016", "agrees", "major_accident", 1),
        pytest.param("L-2019", "agrees", "larger_accident", 1, marks=pytest.mark.full),
        pytest.param("L-2018-again", "agrees", "evades_supervision", 3, marks=pytest.mark.full),
        pytest.param("L-unpublished-period", "agrees", "refuses_penalty", 3, marks=pytest.mark.full),
        ("L-local", "not_loaded", None, None),
        ("L-early", "not_loaded", None, None),
        ("L-no-cause", "skipped", None, 3),
        ("L-other-words", "skipped", None, 3),
        ("L-batch", "skipped", None, None),
        ("L-no-year", "skipped", None, None),
    ],
)
def test_an_entry_is_judged_by_the_list_of_its_day(
    results: dict[str, dict[str, Any]], case_id: str, outcome: str, situation: str | None, years: int | None
) -> None:
    row = results[case_id]
    assert (row["outcome"], row["situation_key"], row["period_years"]) == (outcome, situation, years), row
    assert bool(row["situation"]) == bool(situation)


@pytest.mark.parametrize(
    ("case_id", "state", "until"),
    [
        ("L-new", "listed", "2027-03-05"),
        ("L-2016", "removed", "2017-07-22"),
        ("L-local", None, None),
        ("L-no-cause", None, None),
    ],
)
def test_an_entry_is_played_from_the_candidate_to_its_end_or_to_today(
    played: dict[str, Replay],
    results: dict[str, dict[str, Any]],
    case_id: str,
    state: str | None,
    until: str | None,
) -> None:
    row, folder = results[case_id], played["blacklist"].out / case_id
    assert (row["listing_state"], row["listed_until"]) == (state, until), row
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    wanted = {"listing_prior_notice.pdf", "listing_decision.pdf"} if state else set()
    assert wanted <= names
    assert ("listing_removal.pdf" in names) is (state == "removed")


def test_what_a_row_without_an_article_names_is_told(results: dict[str, dict[str, Any]]) -> None:
    assert "试验省市场条例第3条" in results["P-broken-unloaded"]["why"]
    assert "安全生产法第35条" in results["P-broken-loaded"]["why"]
    assert "493号条例" in results["P-named"]["why"]


@pytest.mark.parametrize(
    ("case_id", "outcome", "route"),
    [
        ("T-mine", "agrees", "accepted"),
        pytest.param("T-site", "agrees", "transferred", marks=pytest.mark.full),
        ("T-stairs", "differs", "transferred"),
        ("T-nothing", "skipped", "accepted"),
        ("T-empty", "skipped", None),
    ],
)
def test_a_tip_is_filed_and_goes_to_whom_it_belongs(
    results: dict[str, dict[str, Any]], case_id: str, outcome: str, route: str | None
) -> None:
    row = results[case_id]
    assert (row["outcome"], row["route"]) == (outcome, route), row
    assert row["reference"].startswith("JB-") == (route is not None)


def test_lines_for_people_show_the_levels(
    tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    rows = (DATA / "accidents.csv").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "two.csv"
    file.write_text("\r\n".join(rows[:3]), encoding="gb18030")
    with django_db_blocker.unblock():
        done = play(file, tmp_path, is_json=False)
    assert done.code == 0
    _heading, first, second, counts = done.stdout.splitlines()
    assert first.count("一般") >= 2
    assert second.count("较大") >= 2
    assert "2" in counts
