"""An anonymous reporter with an agreed password is paid where the office has chosen so, from the form to the window."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from reports.forms_public.steps import mode_hints
from reports.models import Report
from reports.prospects import is_name_needed
from reports.states import Mode
from rewards.models import Reward
from rewards.services import facts_of
from statutes.rewards import RewardFacts, assess
from statutes.rules import HOME, get_rule
from statutes.services import set_office_setting
from tests.factories import agree, browser, case_in, file_report, office, reward_in, settle_amount, the, unit
from tests.journeys.desk import Officer
from tests.journeys.public_form import ANSWERS, answer_all, send

pytestmark = pytest.mark.django_db

PASSWORD = "麻柳湾的石桥"
YOU = {"mode": "anonymous", "name": "", "phone": "", "reach": "", "claim_password": PASSWORD}
NAMELESS = {"is_real_name": False, "has_contact": False}


def decide(rule_id: str = "reward.setting.anonymous", value: str = "true") -> None:
    """Let the office choose, as at its founding."""
    office()
    set_office_setting(
        get_rule(rule_id, place=HOME, on=timezone.localdate()),
        value,
        effective_from=datetime.date(2018, 1, 4),
        reason="局务会议决定",
        actor=the(Duty.ADMIN),
        is_founding=True,
    )


def filed() -> tuple[Report, str]:
    """File through the form with a password and no name; return the report and its receipt."""
    office()
    unit(str(ANSWERS["unit"]["unit_name"]))
    public = browser(None)
    answer_all(public, you=YOU)
    code = send(public)
    return Report.objects.get(), code


def test_an_anonymous_reporter_is_paid_from_the_form_to_the_window() -> None:
    decide()
    report, code = filed()
    reward = reward_in("assessed", report=report)
    assert reward.amount_fen > 0
    waived = [step for step in reward.assessment["steps"] if step["operation"] == "waive"]
    assert {step["rule_id"] for step in waived} == {
        "reward.setting.anonymous",
        "reward.setting.mailbox_contact",
    }
    reward = settle_amount(reward)
    Officer(the(Duty.REWARDS)).press(reward, "rewards:propose")
    Officer(agree(reward)).press(reward, "rewards:approve")
    reporter = browser(None)
    reporter.post(reverse("tips:track"), {"code": code})
    wanted = {"way": "pick_up", "password": "window-word"}
    assert reporter.post(reverse("claims:reward"), {**wanted, "agreed": "falsch"}).status_code == 403
    assert reporter.post(reverse("claims:reward"), {**wanted, "agreed": PASSWORD}).status_code == 302
    reward.refresh_from_db()
    cashier = Officer(the(Duty.CASHIER))
    assert "window-word" in cashier.opened(reverse("rewards:payee", args=[reward.reference]))
    cashier.press(reward, "rewards:pay")
    assert Reward.objects.get().state == "paid"


def test_without_the_offices_decision_the_national_measures_want_a_name() -> None:
    report, _code = filed()
    reward = reward_in("assessed", report=report)
    assert reward.amount_fen == 0
    assert "匿名举报不予奖励" in reward.assessment["steps"][0]["sentence_zh"]


def amount(**facts: Any) -> Any:
    """Assess a fined violation in this district under the facts."""
    told = RewardFacts(
        **{"fines": (100_000,), "is_penalised": True, "is_violation": True, **NAMELESS, **facts}
    )
    return assess(told, place=HOME, on=timezone.localdate())


def test_who_agreed_no_password_is_not_paid_whatever_the_office_decided() -> None:
    decide()
    assert amount(has_agreed_password=True).is_eligible
    assert not amount().is_eligible


def test_the_office_can_want_a_telephone_number_all_the_same() -> None:
    decide()
    decide("reward.setting.mailbox_contact", "false")
    assert not amount(has_agreed_password=True).is_eligible
    assert amount(has_agreed_password=True, has_contact=True).is_eligible


def test_in_a_mine_no_mailbox_replaces_the_telephone_number_that_the_rules_want() -> None:
    told: dict[str, Any] = {
        "fines": (100_000,),
        "is_penalised": True,
        "is_violation": True,
        "is_mining": True,
        "mining_tier": "first",
        "has_agreed_password": True,
    }
    on = datetime.date(2022, 3, 1)
    silent = assess(RewardFacts(**{**told, **NAMELESS}), place=HOME, on=on, schedule="mining_2021")
    reached = assess(RewardFacts(**told, is_real_name=False), place=HOME, on=on, schedule="mining_2021")
    assert not silent.is_eligible
    assert reached.is_eligible


def test_the_public_form_follows_the_offices_decision() -> None:
    today = timezone.localdate()
    assert is_name_needed(today)
    assert "go to reporters who gave their name" in str(mode_hints()[Mode.ANONYMOUS])
    decide()
    assert not is_name_needed(today)
    hint = str(mode_hints()[Mode.ANONYMOUS])
    assert "a password that you choose before sending" in hint
    assert "go to reporters who gave their name" not in hint


def test_the_facts_of_a_tip_say_how_its_reporter_can_be_reached_and_the_class_of_a_mine() -> None:
    office()
    mine = unit(sector="coal_mine")
    nameless = file_report(about=mine, mode="anonymous", claim_password=PASSWORD).report
    named = file_report(about=mine).report
    facts = facts_of(nameless, case_in("concluded", report=nameless, mining_tier="second"))
    assert (facts.has_contact, facts.has_agreed_password, facts.mining_tier) == (False, True, "second")
    facts = facts_of(named, case_in("concluded", report=named))
    assert (facts.has_contact, facts.has_agreed_password, facts.mining_tier) == (True, False, None)


def test_the_findings_ask_for_the_class_in_a_mine_alone() -> None:
    office()
    for sector, asked in (("coal_mine", True), ("machinery", False)):
        case = case_in("investigating", report=file_report(about=unit(sector=sector)).report)
        page = browser(the(Duty.INVESTIGATOR)).get(
            reverse("investigations:submit_findings", args=[case.reference])
        )
        assert ("mining_tier" in page.context["form"].fields) is asked
