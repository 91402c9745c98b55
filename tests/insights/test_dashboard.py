"""Each figure of the page is counted a second time, in another way, over a random history of an office."""

from __future__ import annotations

import datetime
import io
import math
from collections import Counter
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Duty, User
from enterprises.models import Inspection, Unit
from insights.cells import are_sayable, partition
from insights.coverage import Rate
from insights.dashboard import Counted, count, dashboard, small_base
from insights.panels import percentile
from insights.spans import Span, span_called, spans
from interface.figures import SMALLEST_CELL
from investigations.models import Accident, Case, RectificationOrder
from reports.models import Report
from rewards.models import Reward
from sanctions.models import Penalty
from sanctions.states import IMPOSED
from statutes.clocks import CLOCKS
from statutes.codes import SECTORS
from tests import factories
from tests.desk.builders import text_of
from tests.insights.histories import History
from workflow.models import Clock

TODAY = datetime.date(2026, 10, 15)
SEEDS = (1, 2, 3)
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30))


def day_of(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment)


def lies_in(moment: datetime.datetime | None, span: Span) -> bool:
    return moment is not None and span.since <= day_of(moment) < span.until


# ---- The arithmetic of cells -----------------------------------------------------------------------------------
@given(COUNTS)
def test_a_table_is_a_partition_of_which_no_group_is_small(counts: dict[str, int]) -> None:
    groups = partition(counts)
    keys = [key for group in groups for key in group]
    assert len(keys) == len(set(keys))
    assert all(sum(counts[key] for key in group) >= SMALLEST_CELL for group in groups)
    total = sum(counts.values())
    said = sum(counts[key] for key in keys)
    assert said == total if total >= SMALLEST_CELL else not groups
    assert sum(len(group) > 1 for group in groups) <= 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40), st.sampled_from([0.5, 0.9]))
def test_a_percentile_is_the_least_day_by_which_so_many_were_done(days: list[int], share: float) -> None:
    found = percentile(Counter(days), share)
    assert found is not None
    wanted = math.ceil(share * len(days))
    assert sum(day <= found for day in days) >= wanted
    assert sum(day < found for day in days) < wanted


def test_parts_of_a_whole_are_said_where_none_is_small() -> None:
    assert are_sayable(0, 5, 90)
    assert not are_sayable(96, 4)


# ---- Counted a second time -------------------------------------------------------------------------------------
@pytest.mark.twice
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_what_a_second_count_finds(seed: int) -> None:
    History(seed, until=TODAY)
    for span in (spans(TODAY)[0], spans(TODAY)[1]):
        found = count(span, TODAY)
        check_accidents(found, span)
        check_tips(found, span)
        check_days(found, span)
        check_periods(found, span)
        check_enforcement(found, span)
        check_coverage(found)


def check_accidents(found: Counted, span: Span) -> None:
    standing = [one for one in Accident.objects.all() if one.case.state != "cancelled"]
    for counted, within in ((found.accidents, span), (found.accidents_before, span.before)):
        happened = [one for one in standing if lies_in(one.happened_at, within)]
        assert counted.count == len(happened)
        assert counted.deaths == sum(one.deaths for one in happened)
        assert counted.larger == sum(one.deaths >= 3 for one in happened)
        months = [timezone.localtime(one.happened_at).month for one in happened]
        assert counted.by_month == Counter(months)
        assert sum(counted.deaths_by_month.values()) == counted.deaths


def check_tips(found: Counted, span: Span) -> None:
    tips = [tip for tip in Report.objects.all() if not tip.is_internal and lies_in(tip.created_at, span)]
    assert found.tips.received == len(tips)
    for name, counted in found.tips.by.items():
        assert counted == Counter(getattr(tip, name) for tip in tips)
    waiting = [t for t in tips if t.state == "submitted" or (t.state == "withdrawn" and not t.accepted_at)]
    assert found.tips.decided == len(tips) - len(waiting)
    assert found.tips.accepted == len([tip for tip in tips if tip.accepted_at])
    ended = [
        case
        for case in Case.objects.filter(kind="tip")
        if lies_in(case.concluded_at, span) and not case.is_internal and case.state != "cancelled"
    ]
    proved = [case for case in ended if is_proved(case)]
    penalised = [case for case in proved if any(one.state in IMPOSED for one in case.penalties.all())]
    rewarded = [case for case in proved if any(one.approved_at for one in case.rewards.all())]
    funnel = found.funnel
    assert (funnel.verified, funnel.proved) == (len(ended), len(proved))
    assert (funnel.penalised, funnel.rewarded) == (len(penalised), len(rewarded))
    approved = [
        one
        for one in Reward.objects.all()
        if lies_in(one.approved_at, span) and one.amount_fen and not one.report.is_internal
    ]
    assert funnel.approved == len(approved)
    assert funnel.collected == len([one for one in approved if one.state in ("claimed", "paid")])


def is_proved(case: Case) -> bool:
    return any(
        one.approved_at and one.conclusion in ("substantiated", "partly") for one in case.findings.all()
    )


def check_days(found: Counted, span: Span) -> None:
    tips = [tip for tip in Report.objects.all() if not tip.is_internal]
    cases = [case for case in Case.objects.filter(kind="tip") if not case.is_internal and case.report]
    rewards = [reward for reward in Reward.objects.all() if not reward.report.is_internal]
    penalties = [one for one in Penalty.objects.filter(state__in=IMPOSED) if not one.case.is_internal]
    pairs: dict[str, list[tuple[Any, Any]]] = {
        "accept": [(tip.created_at, tip.accepted_at) for tip in tips],
        "verify": [(case.report.accepted_at, case.concluded_at) for case in cases if case.report],
        "pay": [(reward.approved_at, reward.paid_at) for reward in rewards],
        "answer": [(tip.created_at, tip.answered_at) for tip in tips],
    }
    for stage, moments in pairs.items():
        took = [(day_of(end) - day_of(start)).days for start, end in moments if lies_in(end, span)]
        assert found.days[stage] == Counter(took), stage
    decided = [one for one in penalties if one.decided_on and span.since <= one.decided_on < span.until]
    took = [max(0, (one.decided_on - day_of(one.case.created_at)).days) for one in decided if one.decided_on]
    assert found.days["penalise"] == Counter(took)


def check_periods(found: Counted, span: Span) -> None:
    internal = set(Report.objects.filter(is_internal=True).values_list("pk", flat=True))
    clocks = [one for one in Clock.objects.all() if one.subject_id not in internal]
    clocks = [one for one in clocks if CLOCKS[one.rule_id].binds == "office"]
    for rule_id in {one.rule_id for one in clocks}:
        of_rule = [one for one in clocks if one.rule_id == rule_id]
        ended = [one for one in of_rule if lies_in(one.ended_at, span)]
        late = [one for one in of_rule if one.is_running and one.due_at < timezone.now()]
        row = found.periods.get(rule_id)
        expected = (len([one for one in ended if one.outcome == "met"]), len(ended), len(late))
        assert ((row.kept, row.kept + row.missed, row.overdue) if row else (0, 0, 0)) == expected


def check_enforcement(found: Counted, span: Span) -> None:
    due = [
        one
        for one in RectificationOrder.objects.all()
        if span.since <= one.due_on < span.until and one.state != "cancelled" and not one.case.is_internal
    ]
    assert sum(one.due for one in found.orders.values()) == len(due)
    passed = [one for one in due if one.state == "passed"]
    assert sum(one.closed for one in found.orders.values()) == len(passed)
    in_time = [one for one in passed if one.rechecked_on and one.rechecked_on <= one.due_on]
    assert sum(one.in_time for one in found.orders.values()) == len(in_time)
    officers = [one for one in User.objects.all() if one.has_duty(Duty.INVESTIGATOR)]
    entered = [one for one in officers if one.certificate_no and one.last_login]
    assert found.online["figures.online.officers"] == Rate(len(entered), len(officers))
    there = {one.agency_id for one in officers}
    every = {one.agency_id for one in User.objects.all()}
    assert found.online["figures.online.units"] == Rate(len(there), len(every))
    seen = [
        c
        for c in Case.objects.filter(is_internal=False)
        if c.inspected_on and span.since <= c.inspected_on < span.until
    ]
    assert found.online["figures.online.cases"] == Rate(0, len(seen))
    ours = {unit.sector for unit in Unit.objects.all() if SECTORS[unit.sector].is_accepted}
    touched = {
        case.sector for case in Case.objects.filter(is_internal=False) if lies_in(case.created_at, span)
    }
    touched |= {v.unit.sector for v in Inspection.objects.all() if span.since <= v.inspected_on < span.until}
    assert found.online["figures.online.sectors"] == Rate(len(ours & touched), len(ours))


def check_coverage(found: Counted) -> None:
    month, half = datetime.date(2026, 9, 15), datetime.date(2026, 4, 15)
    key_units = [unit for unit in Unit.objects.all() if unit.is_key]
    complete = [unit for unit in key_units if unit.responsible_persons.filter(until=None).count() == 3]
    assert found.posted == Rate(len(complete), len(key_units))
    persons = [
        one
        for unit in key_units
        for one in unit.responsible_persons.all()
        if one.side in ("government", "sector")
    ]
    were_there = [one for one in persons if any(v.inspected_on >= month for v in one.inspections.all())]
    assert found.monthly == Rate(len(were_there), len(persons))
    seen = [
        unit for unit in Unit.objects.all() if any(v.inspected_on >= half for v in unit.inspections.all())
    ]
    by_place = Counter(unit.division for unit in Unit.objects.all())
    expected = {place: Rate(sum(unit.division == place for unit in seen), n) for place, n in by_place.items()}
    assert found.half_yearly == expected


# ---- The page --------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_page_asks_as_often_however_much_there_is_and_says_nothing_small() -> None:
    cache.clear()
    today = timezone.localdate()
    span = spans(today)[0]
    with CaptureQueriesContext(
        connection,
    ) as few:
        count(span, today)
    History(4, until=span.until, tips=120)
    with CaptureQueriesContext(connection) as many:
        count(span, today)
    assert len(few) == len(many) <= 25
    leader = factories.browser(factories.the(Duty.LEADER))
    page = text_of(leader.get("/desk/insights/"))
    panels = {panel.key: panel for section in dashboard(span, today) for panel in section.panels}
    for key in ("channel", "kind", "sector", "division"):
        assert all((row.cells[0].value or 0) >= SMALLEST_CELL for row in panels[key].rows)
        assert str(panels[key].title) in page
    assert "small base" in page
    book = openpyxl.load_workbook(io.BytesIO(leader.get("/desk/insights/figures.xlsx").content))
    assert len(book.sheetnames) == len(panels)
    assert book.worksheets[0].cell(2, 2).value == panels["accidents"].rows[0].cells[0].text
    table = leader.get(f"/desk/insights/rates.csv?span={span.key}").content.decode("utf-8-sig")
    assert table.splitlines()[1].split(",")[1] == panels["rates"].rows[0].cells[0].text
    assert leader.get("/desk/insights/nothing.csv").status_code == 404


@pytest.mark.django_db
def test_a_tip_against_the_office_is_in_no_figure() -> None:
    factories.office()
    today = timezone.localdate()
    span = Span("now", today, today + datetime.timedelta(days=1))
    for _number in range(SMALLEST_CELL):
        factories.file_report()
    before = count(span, today).tips.received
    Report.objects.update(is_internal=True)
    assert (before, count(span, today).tips.received) == (SMALLEST_CELL, 0)


def test_an_unknown_span_is_the_newest_and_january_offers_no_empty_year() -> None:
    assert span_called("rubbish", TODAY) == spans(TODAY)[0]
    assert spans(TODAY)[0].until == datetime.date(2026, 10, 1)
    assert spans(datetime.date(2026, 1, 9))[0].key == "2025"
    assert small_base(TODAY) == 10
    leap = Span("x", datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)).before
    assert leap.until == datetime.date(2023, 2, 28)
