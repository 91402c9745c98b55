"""At which step the days of a reward went."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from accounts.models import Duty
from insights.rewards import where_days_go
from rewards.models import Reward
from rewards.services import pay_reward
from tests.desk.builders import text_of
from tests.factories import browser, reward_in, the

pytestmark = pytest.mark.twice


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
