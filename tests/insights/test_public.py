"""Open rules and figures: cited, and never so small that they point to somebody."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from insights.selectors import SMALLEST_CELL, open_figures, reporter_clocks, reward_rules, suppressed
from reports.models import Report
from tests import factories
from tests.public_site import Reporter, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_cache() -> None:
    cache.clear()


def test_the_rules_page_cites_every_reward_rule_and_period() -> None:
    page = text_of(Reporter(office=False).get("/rules/"))
    rules = reward_rules(timezone.localdate())
    assert len(rules) > 20
    for rule in rules:
        assert rule.text_en.partition("'")[0] in page
        assert rule.citation.article in page
    for clock in reporter_clocks():
        assert clock.title_en in page
        assert str(clock.citation) in page


@pytest.mark.parametrize(("count", "said"), [(0, 0), (1, None), (4, None), (5, 5), (123, 123)])
def test_small_counts_are_not_said(count: int, said: int | None) -> None:
    assert SMALLEST_CELL == 5
    assert suppressed(count) == said


def test_the_present_month_is_left_out() -> None:
    for _number in range(6):
        factories.file_report()
    assert open_figures().figures[0].value == 0
    Report.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))
    cache.clear()
    assert open_figures().figures[0].value == 6


def test_few_accepted_or_few_refused_are_not_said_either() -> None:
    filings = [factories.file_report() for _number in range(6)]
    last_month = timezone.now() - datetime.timedelta(days=31)
    Report.objects.update(created_at=last_month)
    Report.objects.exclude(pk=filings[0].report.pk).update(accepted_at=last_month)
    received, accepted = open_figures().figures[:2]
    assert received.value == 6
    assert accepted.value is None


def test_the_figures_page_says_few_and_reads_each_table_once_in_ten_minutes(
    django_assert_num_queries: object,
) -> None:
    factories.file_report()
    Report.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))
    reader = Reporter(office=False)
    assert "<b>few</b>" in text_of(reader.get("/figures/"))
    with django_assert_num_queries(0):  # type: ignore[operator]
        reader.get("/figures/")
