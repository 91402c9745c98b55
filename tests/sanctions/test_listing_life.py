"""An entry of the list from its prior notice to its end: papers, departments, removal, restoration, the record."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Unit
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import Listing, Shown, Telling
from sanctions.selectors import shown_on
from statutes.listing import SITUATIONS
from statutes.rules import get_rule
from tests import factories
from tests.factories import browser, listing_in, penalty_in, the
from tests.public_site import Reporter, text_of
from workflow.errors import MoveRefused
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def fresh(listing: Listing) -> Listing:
    found: Listing = Listing.objects.get(pk=listing.pk)
    return found


def kinds_of(listing: Listing) -> list[str]:
    return sorted(notices_of(listing).values_list("kind", flat=True))


def test_the_party_is_told_of_cause_basis_measures_and_rights_before_anything_else() -> None:
    listing = listing_in("notified")
    paper = notices_of(listing).get(kind="listing_prior_notice")
    assert paper.context["cause"] == listing.cause
    assert paper.context["basis"] == [str(SITUATIONS["concealment"].citation)]
    assert len(paper.context["measures"]) == 2
    assert paper.context["penalty_number"]


def test_every_department_of_the_law_is_told_of_the_entry_and_of_its_end() -> None:
    listing = listing_in("removed")
    departments = get_rule("listing.departments", on=timezone.localdate()).keys
    for of in Telling.Of:
        told = Telling.objects.filter(listing=listing, of=of)
        assert told.count() == len(departments)
        assert notices_of(listing).filter(number=told[0].paper_number, kind="listing_letter").exists()
    page = text_of(browser(the(Duty.LEADER)).get(listing.get_absolute_url()))
    assert "生态环境主管部门" in page


def test_the_end_by_the_calendar_comes_by_itself_with_its_paper() -> None:
    listing = listing_in("listed")
    Listing.objects.filter(pk=listing.pk).update(until_on=timezone.localdate())
    assert sanctions.remove_expired_listings() == 0
    Listing.objects.filter(pk=listing.pk).update(until_on=timezone.localdate() - DAY)
    assert sanctions.remove_expired_listings() == 1
    assert fresh(listing).removal_reason == "列入期限届满"
    assert "listing_removal" in kinds_of(listing)
    assert not fresh(listing).was_removed_early


# ---- Early removal ---------------------------------------------------------------------------------------------
def ask(listing: Listing, **changed: Any) -> None:
    facts = {**factories.REMOVAL, **changed}
    sanctions.ask_removal(listing, actor=the(Duty.INVESTIGATOR), asked_on=timezone.localdate(), **facts)


def remove(listing: Listing) -> None:
    sanctions.remove_listing(listing, actor=the(Duty.LEADER), note="符合条件。")


def test_nobody_asks_before_a_year_is_over() -> None:
    listing = listing_in("listed")
    factories.listed_for(listing, days=300)
    with pytest.raises(MoveRefused, match="A year on the list is not over yet"):
        ask(listing)


@pytest.mark.parametrize("missing", ["is_harm_removed", "has_no_ban_running"])
def test_an_application_whose_conditions_are_not_met_is_not_granted(missing: str) -> None:
    listing = listing_in("long_listed")
    factories.pay_up(listing.penalty)
    ask(listing, **{missing: False})
    with pytest.raises(MoveRefused, match="It is not noted"):
        remove(fresh(listing))


def test_an_unpaid_fine_and_a_new_candidate_stand_against_early_removal() -> None:
    listing = listing_in("long_listed")
    ask(listing)
    with pytest.raises(MoveRefused, match="The penalty is not performed"):
        remove(fresh(listing))
    factories.pay_up(listing.penalty)
    case = factories.case_in("concluded", proposes_penalty=True, is_concealed=True, deaths=1)
    other = penalty_in("decided", case=case)
    Listing.objects.filter(penalty=other).update(unit=listing.unit)
    with pytest.raises(MoveRefused, match="has come up for the list again"):
        remove(fresh(listing))


def test_who_has_not_asked_is_not_removed_early_and_a_refusal_leaves_the_entry() -> None:
    listing = listing_in("long_listed")
    with pytest.raises(MoveRefused, match="has not asked"):
        remove(listing)
    ask(listing)
    sanctions.refuse_removal(listing, actor=the(Duty.LEADER), note="隐患未消除。")
    assert (fresh(listing).state, fresh(listing).asked_on) == ("listed", None)
    assert Shown.objects.get().hidden_at is None


def test_fraud_brings_the_entry_back_for_a_new_period() -> None:
    listing = listing_in("removed")
    sanctions.restore_listing(listing, actor=the(Duty.LEADER), note="以虚假材料取得移出决定。")
    today = timezone.localdate()
    assert fresh(listing).state == "listed"
    assert fresh(listing).until_on == today.replace(year=today.year + 3)
    assert listing.unit.uscc in text_of(Reporter(office=False).get("/lists/dishonest/"))
    assert Shown.objects.count() == 2


def test_only_an_early_removal_can_be_undone() -> None:
    listing = listing_in("listed")
    Listing.objects.filter(pk=listing.pk).update(until_on=timezone.localdate() - DAY)
    sanctions.remove_expired_listings()
    with pytest.raises(MoveRefused, match="Only what was removed early"):
        sanctions.restore_listing(fresh(listing), actor=the(Duty.LEADER), note="弄虚作假。")


# ---- When the penalty changes ----------------------------------------------------------------------------------
def serve_and_review(penalty: Any) -> None:
    today = timezone.localdate()
    sanctions.serve_penalty(penalty, actor=the(Duty.INVESTIGATOR), served_on=today)
    sanctions.open_review(penalty, actor=the(Duty.INVESTIGATOR), opened_on=today)


@pytest.mark.parametrize(
    ("state", "target"), [("candidate", "cancelled"), ("heard", "cancelled"), ("listed", "removed")]
)
def test_what_rests_on_an_annulled_penalty_falls_with_it(state: str, target: str) -> None:
    listing = listing_in(state)
    serve_and_review(listing.penalty)
    sanctions.revoke_penalty(
        listing.penalty, actor=the(Duty.INVESTIGATOR), closed_on=timezone.localdate(), note="撤销。"
    )
    factories.settle()
    assert fresh(listing).state == target
    assert not Shown.objects.filter(hidden_at=None).exists()


def test_a_worker_whose_clock_is_behind_takes_an_entry_down_all_the_same() -> None:
    listing = listing_in("listed")
    serve_and_review(listing.penalty)
    today = timezone.localdate()
    sanctions.revoke_penalty(listing.penalty, actor=the(Duty.INVESTIGATOR), closed_on=today, note="撤销。")
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1), tick=True):
        factories.settle()
    shown = Shown.objects.get()
    assert (fresh(listing).state, shown.hidden_at) == ("removed", shown.shown_at)


def test_a_fine_beyond_the_bracket_brings_up_and_a_reduced_one_takes_away() -> None:
    penalty = penalty_in("reviewed", deaths=1)
    type(penalty).objects.filter(pk=penalty.pk).update(fine_fen=2_000_000_00, most_fen=2_000_000_00)
    penalty = type(penalty).objects.get(pk=penalty.pk)
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    factories.settle()
    listing = penalty.listings.get(situation="especially_serious_fine")
    serve_and_review(penalty)
    sanctions.reduce_penalty(
        penalty,
        actor=the(Duty.INVESTIGATOR),
        closed_on=timezone.localdate(),
        fine=Decimal(800_000),
        note="变更。",
    )
    factories.settle()
    assert fresh(listing).state == "cancelled"


def test_who_lets_it_come_to_the_court_is_noted() -> None:
    penalty = penalty_in("in_court")
    assert penalty.listings.get().situation == "refuses_penalty"


# ---- By hand ---------------------------------------------------------------------------------------------------
def test_a_person_is_brought_up_by_hand_beside_the_unit() -> None:
    penalty = penalty_in("decided")
    url = f"/desk/sanctions/{penalty.reference}/propose/"
    typed = {
        "situation": "unlicensed_operation",
        "person_name": "甄厂长",
        "person_role": "厂长",
        "note": "无证。",
    }
    assert browser(the(Duty.LEADER)).post(url, typed).status_code == 403
    assert browser(the(Duty.INVESTIGATOR)).post(url, {**typed, "person_role": ""}).status_code == 400
    assert browser(the(Duty.INVESTIGATOR)).post(url, typed).status_code == 302
    listing = penalty.listings.get()
    assert (listing.party_name, listing.unit) == ("甄厂长", penalty.unit)
    assert browser(the(Duty.INVESTIGATOR)).post(url, typed).status_code == 400


@pytest.mark.parametrize(
    ("sector", "situation", "sentence"),
    [
        ("road_transport", "other_serious", "does not cover the sector"),
        (None, "no_rescue_or_flight", "a person is listed, not the unit"),
    ],
)
def test_who_the_list_does_not_cover_is_not_brought_up(
    sector: str | None, situation: str, sentence: str
) -> None:
    penalty = penalty_in("decided")
    if sector:
        Unit.objects.filter(pk=penalty.unit_id).update(sector=sector)
        penalty = type(penalty).objects.get(pk=penalty.pk)
    with pytest.raises(MoveRefused, match=sentence):
        sanctions.propose_listing(
            penalty, actor=the(Duty.INVESTIGATOR), situation=situation, note="情节恶劣。"
        )


# ---- What was public when --------------------------------------------------------------------------------------
def test_any_past_day_is_answered_with_the_words_of_that_day() -> None:
    listing = listing_in("removed")
    today = timezone.localdate()
    Shown.objects.update(shown_at=timezone.now() - 10 * DAY, hidden_at=timezone.now() - 5 * DAY)
    name = listing.unit.name
    Unit.objects.filter(pk=listing.unit_id).update(name="改了名字的厂")
    answers = [shown_on(on=today - days * DAY).count() for days in (11, 10, 7, 5, 4, 0)]
    assert answers == [0, 1, 1, 1, 0, 0]
    page = browser(the(Duty.LEADER)).get("/desk/sanctions/public/", {"on": str(today - 7 * DAY)})
    assert name in text_of(page)
    assert "改了名字的厂" not in text_of(page)


@pytest.mark.parametrize(("on", "status"), [("2026-02-30", 400), ("9999-12-31", 400), ("0001-01-01", 400)])
def test_a_day_that_cannot_be_asked_about_gets_a_sentence(on: str, status: int) -> None:
    assert browser(the(Duty.LEADER)).get("/desk/sanctions/public/", {"on": on}).status_code == status


def test_an_entry_that_was_a_mistake_is_taken_from_the_public_and_the_departments_hear_of_it() -> None:
    listing = listing_in("listed")
    propose_annulment(listing, actor=the(Duty.LEADER), reason="点错了按钮。")
    confirm_annulment(listing, actor=the(Duty.INVESTIGATOR))
    assert Shown.objects.get().hidden_at is not None
    assert Telling.objects.filter(of="end").exists()
