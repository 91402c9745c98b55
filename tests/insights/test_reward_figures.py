"""Honest figures of rewards: no cell points to a person, nor follows from the others."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Duty
from insights.rewards import Row, cells, reward_figures, where_days_go
from interface.figures import SMALLEST_CELL
from rewards.models import Reward
from rewards.services import pay_reward
from tests.desk.builders import text_of
from tests.factories import browser, reward_in, the

ROWS = st.lists(st.sampled_from("abcdefg"), max_size=60)


def row(place: str, *, fen: int = 100_00) -> Row:
    return Row("hazard", place, "machinery", fen, "paid", 10, is_late=False)


@pytest.mark.once
@given(ROWS)
def test_no_cell_is_small_and_none_follows_from_the_rest(places: list[str]) -> None:
    rows = [row(place) for place in places]
    found = cells(rows, "division", {})
    assert all(cell.count >= SMALLEST_CELL for cell in found)
    hidden = len(rows) - sum(cell.count for cell in found)
    assert hidden == 0 or (not found and hidden < SMALLEST_CELL)
    assert sum(cell.yuan for cell in found) == sum(cell.count for cell in found) * 100
    assert len(found) <= len(Counter(places))


@pytest.mark.django_db
def test_the_figures_count_what_was_awarded_collected_and_left() -> None:
    cache.clear()
    paid = [reward_in("paid") for _number in range(5)]
    today = timezone.localdate()
    since, until = today - datetime.timedelta(days=300), today + datetime.timedelta(days=1)
    found = reward_figures(since, until)
    assert (found.awarded, found.awarded_yuan, found.collected, found.unclaimed) == (5, 5 * 7_500, 5, 0)
    assert found.days == 0
    assert [[cell.count for cell in table] for _title, table in found.tables] == [[5], [5], [5]]
    cache.clear()
    Reward.objects.filter(pk=paid[0].pk).update(paid_at=timezone.now() + datetime.timedelta(days=1))
    reward_in("lapsed")  # one alone: said neither by itself nor by what is left over
    found = reward_figures(since, until)
    assert (found.awarded, found.collected, found.unclaimed) == (6, None, None)
    cache.clear()


@pytest.mark.django_db
def test_few_rewards_are_not_said_at_all() -> None:
    cache.clear()
    reward_in("paid")
    today = timezone.localdate()
    found = reward_figures(today - datetime.timedelta(days=300), today + datetime.timedelta(days=1))
    assert (found.awarded, found.awarded_yuan, found.collected, found.days) == (None, None, None, None)
    assert all(not table for _title, table in found.tables)
    cache.clear()
    assert browser(None).get("/figures/").status_code == 200


@pytest.mark.django_db
def test_the_office_sees_at_which_step_the_days_went(monkeypatch: pytest.MonkeyPatch) -> None:
    reward = reward_in("claimed")
    later = timezone.now() + datetime.timedelta(days=12)
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: later)
        pay_reward(reward, actor=the(Duty.CASHIER))
    stays = {str(stay.label): stay for stay in where_days_go(Reward.objects.all())}
    assert float(stays["Claimed"].middle) == pytest.approx(12, abs=0.2)
    assert float(stays["Assessed"].middle) == pytest.approx(0, abs=0.2)
    assert stays["From the report to the assessment"].count == 1
    page = text_of(browser(the(Duty.FINANCE)).get("/desk/figures/rewards/"))
    assert "Where the days go" in page
    assert "12.0" in page
    assert browser(the(Duty.DESK)).get("/desk/figures/rewards/").status_code == 404
