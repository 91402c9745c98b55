"""Open rules: cited, and worked out by example."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Duty
from insights.calculator import estimate, examples
from insights.selectors import reporter_clocks, reward_rules
from interface.figures import SMALLEST_CELL, suppressed
from statutes.rulebook import entries_called
from statutes.services import confirm_rule
from tests import factories
from tests.public_site import Reporter, text_of

pytestmark = pytest.mark.django_db


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


# ---- The calculator --------------------------------------------------------------------------------------------
def work_out(**answers: object) -> object:
    return Reporter(office=False).client.get("/rules/", answers)


@pytest.mark.parametrize(
    ("answers", "amount", "because"),
    [
        ({"kind": "major", "fine": "10000"}, "3,000.00", "Below the minimum"),
        ({"kind": "major", "fine": "100000"}, "15,000.00", "100,000.00 yuan × 15%"),
        ({"kind": "violation", "fine": "2000001"}, "300,000.00", "Above the maximum"),
        ({"kind": "major", "fine": "100000", "person_fine": "20000"}, "18,000.00", "120,000.00"),
        ({"kind": "major", "fine": "0"}, "3,000.00", "Below the minimum"),
        (
            {"kind": "concealment", "concealed_deaths": "2", "level": "ordinary"},
            "60,000.00",
            "2 concealed deaths",
        ),
        ({"kind": "concealment", "concealed_deaths": "7", "level": "larger"}, "280,000.00", "40,000.00"),
        (
            {"kind": "concealment", "concealed_deaths": "8", "level": "larger"},
            "300,000.00",
            "Above the maximum",
        ),
    ],
)
def test_the_calculator_gives_an_amount_and_its_reasons(
    answers: dict[str, str], amount: str, because: str
) -> None:
    response = work_out(**answers)
    page = text_of(response)
    assert f"The reward would be {amount} yuan" in page
    assert because in page
    assert "第十一条" in page
    for step in response.context["estimate"].reasons:
        assert page.count(f'id="{step["rule_id"]}"') == 1, "each step leads to its rule on the same page"


def test_an_employee_is_told_what_the_uplift_is() -> None:
    with_it = work_out(kind="major", fine="100000", is_employee="on").context["estimate"]
    assert any(
        step["rule_id"].startswith(("reward.employee", "reward.setting.employee")) for step in with_it.reasons
    )


def test_the_calculator_speaks_chinese() -> None:
    page = text_of(Client(headers={"accept-language": "zh-CN"}).get("/rules/?kind=major&fine=100000"))
    assert "奖励金额为 15,000.00 元" in page
    assert "行政处罚金额 100,000.00 元 × 15% = 15,000.00 元。" in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"kind": ""}, "Choose one."),
        ({"kind": "x"}, "Choose one."),
        ({"kind": "major"}, "Enter the fine, or 0 where there was none."),
        ({"kind": "major", "fine": "a lot"}, "Enter an amount in yuan, such as 20000, or 0."),
        ({"kind": "major", "fine": "-1"}, "Enter an amount in yuan"),
        ({"kind": "major", "fine": "1e99"}, "Enter an amount in yuan"),
        ({"kind": "major", "fine": "0.001"}, "Enter an amount in yuan"),
        ({"kind": "concealment", "level": "larger"}, "Enter a whole number of people."),
        (
            {"kind": "concealment", "concealed_deaths": "1.5", "level": "larger"},
            "Enter a whole number of people.",
        ),
        ({"kind": "concealment", "concealed_deaths": "2"}, "Choose the level of the accident."),
        ({"kind": "concealment", "concealed_deaths": "2", "level": "x"}, "Choose one."),
    ],
)
def test_what_cannot_be_worked_out_is_said_in_words(answers: dict[str, str], sentence: str) -> None:
    response = work_out(**answers)
    assert response.status_code == 400
    assert sentence in text_of(response)
    assert "The reward would" not in text_of(response)


def test_a_place_without_loaded_amounts_gets_no_guess() -> None:
    today = timezone.localdate()
    found = estimate({"kind": "major", "fine": Decimal(100_000)}, today, place="31")
    assert (found.amount, found.steps) == (None, ())
    assert "上海市" in found.reason
    assert examples(today, place="31") == ()


def test_the_examples_are_those_at_which_the_schedule_turns() -> None:
    found = [(int(example.fine), int(example.amount)) for example in examples(timezone.localdate())]
    turns = [(0, 3000), (20_000, 3000), (100_000, 15_000), (2_000_000, 300_000), (4_000_000, 300_000)]
    assert found == turns
    page = text_of(Reporter(office=False).get("/rules/"))
    assert 'href="?kind=major&amp;fine=100000#result"' in page


def test_no_name_stands_twice_on_the_page() -> None:
    ids = re.findall(r' id="([^"]+)"', text_of(work_out(kind="major", fine="100000")))
    assert len(ids) == len(set(ids))


def test_a_confirmed_rule_is_shown_as_confirmed() -> None:
    entry = entries_called("tip.accept")[0]
    confirm_rule(entry, read_on=timezone.localdate(), source="原件", actor=factories.the(Duty.ADMIN))
    page = text_of(Reporter(office=False).get("/rules/"))
    row = page[page.index('id="tip.accept"') :]
    assert "confirmed" in row[: row.index("</tr>")]


@pytest.mark.parametrize(("count", "said"), [(0, 0), (1, None), (4, None), (5, 5), (123, 123)])
def test_small_counts_are_not_said(count: int, said: int | None) -> None:
    assert SMALLEST_CELL == 5
    assert suppressed(count) == said
