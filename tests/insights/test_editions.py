"""Whoever adds up and subtracts all that was ever published isolates nobody: neither fewer than five, nor one."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from accounts.models import Duty
from insights import counting, services
from insights.duty_reports import reports_due
from insights.editions import OTHERS, publish, publish_due_editions, tables_of
from insights.models import DutyReport, Edition
from insights.spans import Span, half_of
from interface.figures import SMALLEST_CELL
from notices.files import read
from notices.rendering import render_sheet
from reports.models import Report
from tests import factories
from tests.desk.builders import text_of
from tests.insights.histories import History, receipt

TODAY = datetime.date(2026, 10, 15)
JANUARY = datetime.date(2025, 1, 1)
QUARTERS = [datetime.date(2025 + number // 4, 1 + 3 * (number % 4), 1) for number in range(9)]
PLACES = ("500102001", "500102002", "500102003", "500102004")
KINDS = ("hazard", "violation", "inaction")
# One tip: in which quarter, where, of what kind. An attempt to publish: from which quarter to which.
TIPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 2)), max_size=60)
ATTEMPTS = st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8)), min_size=1, max_size=4)
Atom = tuple[int, int]
Known = dict[frozenset[Atom], int]


# ---- The attacker ----------------------------------------------------------------------------------------------
def learned(editions: list[Edition], name: str, keys: tuple[str, ...]) -> Known:
    """Return what one sort of table tells: sets of (quarter, key) with their counts, totals included."""
    known: Known = {}
    for edition in editions:
        quarters = [at for at, day in enumerate(QUARTERS[:-1]) if edition.since <= day < edition.until]
        everything = frozenset((at, key) for at in quarters for key in range(len(keys)))
        tips = edition.tables["tips"]
        if tips["received"] is not None:
            known[everything] = tips["received"]
        named = {row[0]: row[1] for row in tips["tables"][name]}
        rest = everything
        for key, number in named.items():
            if key != OTHERS:
                cell = frozenset((at, keys.index(key)) for at in quarters)
                known[cell], rest = number, rest - cell
        if OTHERS in named:
            known[rest] = named[OTHERS]
    return known


def subtracted(known: Known) -> Known:
    """Add and subtract whatever nests or is apart, until nothing new comes out or it is plenty."""
    found = dict(known)
    for _round in range(3):
        fresh: Known = {}
        for one, of_one in found.items():
            for other, of_other in found.items():
                if one < other:
                    fresh[other - one] = of_other - of_one
                elif one.isdisjoint(other) and len(found) < 200:
                    fresh[one | other] = of_one + of_other
        if fresh.keys() <= found.keys():
            break
        found |= fresh
    return found


def file(tips: list[tuple[int, int, int]]) -> None:
    zone, rows = timezone.get_default_timezone(), []
    for number, (quarter, place, kind) in enumerate(tips):
        day = QUARTERS[quarter] + datetime.timedelta(days=number % 80)
        at = datetime.datetime.combine(day, datetime.time(12), zone)
        known = {"kind": KINDS[kind], "division": PLACES[place], "created_at": at}
        rows.append(Report(**receipt(number), unit_name="x", **known, accepted_at=at if number % 3 else None))
    Report.objects.bulk_create(rows)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TIPS, ATTEMPTS)
def test_who_subtracts_all_that_was_published_isolates_nobody(
    tips: list[tuple[int, int, int]], attempts: list[tuple[int, int]]
) -> None:
    Edition.objects.all().delete()
    Report.objects.all().delete()
    file(tips)
    for first, length in attempts:
        since, until = QUARTERS[first], QUARTERS[min(first + length, 8)]
        publish(Span(f"{since}-{until}"[:12], since, until))
    editions = list(Edition.objects.all())
    assert editions
    for name, keys in (("division", PLACES), ("kind", KINDS)):
        for cell, number in subtracted(learned(editions, name, keys)).items():
            assert number == 0 or number >= SMALLEST_CELL, (name, sorted(cell), number)
    for edition in editions:
        told = edition.tables["tips"]
        if told["accepted"] is not None:
            left = told["received"] - told["accepted"]
            assert all(part == 0 or part >= SMALLEST_CELL for part in (told["accepted"], left))


# ---- What is published -----------------------------------------------------------------------------------------
@pytest.mark.twice
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [5, 6])
def test_an_edition_says_what_a_second_count_finds(seed: int) -> None:
    History(seed, until=TODAY, tips=90)
    span = half_of(datetime.date(2026, 3, 1))
    told = tables_of(span)
    tips = [
        tip
        for tip in Report.objects.filter(is_internal=False)
        if span.since <= timezone.localdate(tip.created_at) < span.until
    ]
    assert told["tips"]["received"] == len(tips)
    for name, rows in told["tips"]["tables"].items():
        counted = Counter(getattr(tip, name) for tip in tips)
        named = {key: number for key, number in rows if key != OTHERS}
        assert all(counted[key] == number for key, number in named.items())
        assert sum(number for _key, number in rows) in (0, len(tips))
    rewards = list(counting.rewards_approved(span))
    for rows in told["rewards"]["tables"].values():
        assert sum(row[2] for row in rows) in (0, sum(reward.amount_fen for reward in rewards) // 100)


@pytest.mark.django_db
def test_a_half_year_is_published_once_when_it_has_ended_and_never_changed() -> None:
    factories.office()
    file([(0, 0, 0)] * 9 + [(2, 1, 1)] * 3)
    assert publish_due_editions(datetime.date(2025, 6, 30)) == 0
    assert publish_due_editions(datetime.date(2026, 1, 1)) == 2
    first = Edition.objects.get(key="2025-h1")
    assert first.tables["tips"]["received"] == 9
    assert Edition.objects.get(key="2025-h2").tables["tips"]["received"] is None
    Report.objects.all().delete()
    assert publish_due_editions(datetime.date(2026, 1, 1)) == 0
    assert not publish(Span("other", JANUARY, datetime.date(2025, 4, 1)))
    assert Edition.objects.get(key="2025-h1").tables == first.tables


@pytest.mark.django_db
def test_everybody_reads_the_editions_the_method_and_the_data(django_assert_num_queries: Any) -> None:
    reader = factories.browser(None)
    assert "Nothing has been published yet" in text_of(reader.get("/figures/"))
    factories.office()
    file([(0, place, 0) for place in range(4) for _number in range(6)] + [(3, 0, 1)] * 6)
    publish_due_editions(datetime.date(2026, 1, 1))
    with django_assert_num_queries(1):
        page = text_of(reader.get("/figures/?edition=2025-h1"))
    assert "<b>24</b> reports received" in page
    assert "Second half of 2025" in page
    assert "fewer than 5" in text_of(reader.get("/figures/method/"))
    rows = list(csv.DictReader(io.StringIO(reader.get("/figures/figures.csv").content.decode())))
    told = {(row["edition"], row["theme"], row["table"], row["key"]): row["count"] for row in rows}
    assert told["2025-h1", "tips", "division", "500102001"] == "6"
    document = json.loads(reader.get("/figures/figures.json").content)
    assert [one["edition"] for one in document["editions"]] == ["2025-h2", "2025-h1"]
    assert document["method"].endswith("/figures/method/")
    assert reader.get("/figures/figures.xml").status_code == 404


# ---- Briefs and reports ----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_reports_are_written_once_ranked_by_their_base_and_kept() -> None:

    today = timezone.localdate()
    history = History(7, until=today, tips=40)
    assert services.write_due_reports(today) == len(reports_due(today)) == 5
    assert services.write_due_reports(today) == 0
    yesterday = DutyReport.objects.get(kind="daily")
    assert services.write_due_reports(today + datetime.timedelta(days=1)) >= 1
    brief = DutyReport.objects.filter(kind="daily").exclude(pk=yesterday.pk).get()
    first, ranking = brief.words["sections"][0], brief.words["sections"][1]
    assert [row[1] for row in yesterday.words["sections"][0]["rows"]] == first["changes"]
    small = [row for row in ranking["rows"] if row[1] == "基数小"]
    assert len(small) == len({unit.division for unit in history.units}), "no place here has ten units"
    drawn = services.draw_reports(lambda template, words, style: words["title"].encode())
    assert drawn == DutyReport.objects.exclude(file="").count() == DutyReport.objects.count()
    leader = factories.browser(factories.the(Duty.LEADER))
    assert brief.title in text_of(leader.get("/desk/insights/reports/?kind=daily"))
    assert "日通报" in text_of(leader.get(f"/desk/insights/reports/{brief.key}/"))
    assert leader.get(f"/desk/insights/reports/{brief.key}/file.pdf").content.decode() == brief.title
    assert leader.get(f"/desk/insights/reports/{brief.key}/file.xlsx").content[:2] == b"PK"
    assert leader.get(f"/desk/insights/reports/{brief.key}/file.doc").status_code == 404


@pytest.mark.django_db
def test_a_brief_is_drawn_as_its_words_say() -> None:
    factories.office()
    services.write_report(reports_due(TODAY)[0])
    assert services.draw_reports(render_sheet) == 1, DutyReport.objects.get().failure
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(read(DutyReport.objects.get().file))).pages
    )
    said = ["涪陵区应急管理局", "安全生产工作日报", "日调度", "日通报", "部门排名"]
    assert [words for words in said if words not in text.replace("\n", "")] == []


@pytest.mark.django_db
def test_a_report_that_cannot_be_drawn_is_tried_again() -> None:

    factories.office()
    services.write_report(reports_due(TODAY)[0])

    def fail(*_args: Any, **_how: Any) -> bytes:
        raise OSError

    assert services.draw_reports(fail) == 0
    assert DutyReport.objects.get().failure == "OSError"
