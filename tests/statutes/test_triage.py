"""Where a tip belongs: a table of invented cases, each with the law that says so, and how rows come and go.

What stands in `routes.csv` was argued from the law by category, in its last column, before any of it was computed.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

from statutes.codes import SECTORS
from statutes.rules import load_rulebook
from statutes.rules.rows import RouteRow
from statutes.triage import Act, Matter, route_of

TODAY = datetime.date(2026, 11, 28)
with (Path(__file__).parent / "routes.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))


def matter_of(case: dict[str, str]) -> Matter:
    return Matter(
        kind=case["kind"],
        sector=case["sector"],
        division=case["division"],
        deaths=int(case["deaths"] or 0),
        is_accused=bool(case["accused"]),
        text=case["text"],
    )


def test_every_case_goes_where_the_law_sends_it() -> None:
    assert len(CASES) >= 200
    wrong = []
    for case in CASES:
        route = route_of(matter_of(case), on=TODAY)
        got = (route.act.value, route.competent, route.led_by.value if route.led_by else "")
        if got != (case["act"], case["competent"], case["led_by"]):
            wrong.append((case["text"], got, case["why"]))
    assert wrong == []


def test_the_table_knows_every_row_and_every_sector() -> None:
    reached = {route_of(matter_of(case), on=TODAY).key for case in CASES}
    rows = {row.key for row, _ in load_rulebook().rows(RouteRow)}
    assert reached >= rows
    assert reached - rows == {f"sector.{key}" for key in SECTORS}


def test_a_suggestion_names_its_article_and_how_sure_we_are() -> None:
    for case in CASES:
        route = route_of(matter_of(case), on=TODAY)
        assert route.citation.article
        assert route.status
        assert route.title_zh
        assert route.title_en


def test_a_row_counts_only_while_its_law_is_in_force() -> None:
    accused = Matter(kind="inaction", sector="machinery", division="500102006", is_accused=True)
    assert route_of(accused, on=TODAY).competent == "discipline"
    assert route_of(accused, on=datetime.date(2018, 3, 19)).act is Act.ACCEPT


def test_words_count_only_where_the_sector_is_not_known() -> None:
    text = "小区旁边的工厂"
    known = Matter(kind="hazard", sector="machinery", division="500102006", text=text)
    assert route_of(known, on=TODAY).competent == "emergency"
    unknown = Matter(kind="hazard", sector="", division="500102006", text=text)
    assert route_of(unknown, on=TODAY).competent == "fire"
