"""The reward in the hands of who holds the receipt: explained, claimed once, sealed to the cashier."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Duty
from reports.services import Filing
from rewards.models import Claim, Reward
from tests import factories
from tests.public_site import Reporter, text_of, tracking
from tests.reports.test_public import no_keys
from vault.services import open_envelope

pytestmark = pytest.mark.django_db
BANK = {"way": "bank", "name": "甄收款", "bank": "试验银行涪陵支行", "account": "9999 9900 ００００ 0000"}


@pytest.fixture
def filing() -> Filing:
    return factories.file_report()


def ready(filing: Filing) -> Reporter:
    factories.reward_in("approved", report=filing.report)
    return tracking(filing.receipt.code)


def test_the_reward_stands_on_the_track_page_with_its_amount(filing: Filing) -> None:
    page = text_of(ready(filing).get("/track/report/"))
    assert f"{Reward.objects.get().amount:,.2f} yuan" in page
    assert "/track/reward/" in page


def test_an_amount_is_not_said_before_the_reporter_is_told(filing: Filing) -> None:
    reward = factories.reward_in("found", report=filing.report)
    reporter = tracking(filing.receipt.code)
    for url in ("/track/report/", "/track/reward/"):
        page = text_of(reporter.get(url))
        assert "you are told the intended amount" in page
        assert f"{reward.amount:,.2f}" not in page


def test_without_a_reward_there_is_no_panel_and_no_page(filing: Filing) -> None:
    reporter = tracking(filing.receipt.code)
    assert "Your reward" not in text_of(reporter.get("/track/report/"))
    assert reporter.get("/track/reward/").status_code == 404
    assert reporter.post("/track/reward/", BANK).status_code == 404


def test_the_amount_is_explained_step_by_step_with_the_rule(filing: Filing) -> None:
    page = text_of(ready(filing).get("/track/reward/"))
    steps = Reward.objects.get().assessment["steps"]
    assert steps
    for step in steps:
        assert step["citation"] in page
        assert step["sentence_en"] in page


def test_a_claim_is_sealed_to_the_cashier(filing: Filing) -> None:
    reporter = ready(filing)
    assert reporter.post("/track/reward/", BANK).url == "/track/reward/"
    claim = Claim.objects.get()
    identity = factories.identity_of(factories.the(Duty.CASHIER))
    assert open_envelope(claim.envelope, identity=identity) == {
        **BANK,
        "account": "9999990000000000",
        "holder": "own",
    }
    page = text_of(reporter.get("/track/reward/"))
    assert "Claimed" in page
    assert "甄收款" not in page


def test_a_claim_at_the_window_needs_no_name(filing: Filing) -> None:
    reporter = ready(filing)
    reporter.post("/track/reward/", {"way": "pick_up", "password": "江边的老槐树", "name": "不该留下的名字"})
    payee = open_envelope(
        Claim.objects.get().envelope, identity=factories.identity_of(factories.the(Duty.CASHIER))
    )
    assert payee == {"way": "pick_up", "password": "江边的老槐树"}


def test_a_second_click_claims_nothing(filing: Filing) -> None:
    reporter = ready(filing)
    reporter.post("/track/reward/", BANK)
    response = reporter.post("/track/reward/", BANK)
    assert response.status_code == 409
    assert "claimed already" in text_of(response)
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose how you want to receive it"),
        ({"way": "cash"}, "Select a valid choice"),
        ({**BANK, "account": ""}, "Write the account number"),
        ({**BANK, "account": "12ab"}, "8 to 30 of them"),
        ({**BANK, "name": " "}, "Write the name of the account holder"),
        ({**BANK, "bank": "x" * 101}, "at most 100 characters"),
        ({"way": "pick_up"}, "Choose a password"),
        ({"way": "pick_up", "password": "abc"}, "at least 6 characters"),
    ],
)
def test_a_claim_that_cannot_be_paid_is_refused_in_words(
    data: dict[str, Any], sentence: str, filing: Filing
) -> None:
    response = ready(filing).post("/track/reward/", data or {"way": ""})
    page = text_of(response)
    assert response.status_code == 400
    assert sentence in page
    assert all(value in page for name, value in data.items() if name != "way" and value.strip())
    assert not Claim.objects.exists()


def test_a_claim_that_comes_too_late_is_a_sentence(filing: Filing) -> None:
    reporter = ready(filing)
    Reward.objects.update(claim_until=timezone.localdate() - datetime.timedelta(days=1))
    assert "can be extended" in text_of(reporter.get("/track/reward/"))
    response = reporter.post("/track/reward/", BANK)
    assert response.status_code == 409
    assert "can be extended" in text_of(response)


def test_a_claim_that_no_cashier_could_read_is_not_taken(filing: Filing) -> None:
    reporter = ready(filing)
    no_keys()
    response = reporter.post("/track/reward/", BANK)
    assert response.status_code == 503
    assert "12350" in text_of(response)
    assert "试验银行" in text_of(response)
