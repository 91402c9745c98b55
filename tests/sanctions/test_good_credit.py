"""The good-credit list: who can come on it, who decides, what is public, and what ends it at once."""

import datetime
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Inspection, ResponsiblePerson, Tie, Unit
from sanctions import services as sanctions
from sanctions.models import GoodCredit, Penalty, Shown
from sanctions.models.good_credit import Merit
from sanctions.selectors import shown_on
from sanctions.selectors_good_credit import CRITERIA, good_credit_candidates
from statutes.good_credit import candidate_rule, grounds_rule
from tests import factories
from tests.factories import browser, penalty_in, settle, the
from tests.public_site import Reporter, text_of
from tests.remembered import remembered
from tests.sanctions.builders import NOMINATION, fail, good_credit_in, measure_in
from workflow.errors import MoveRefused
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def fresh(entry: GoodCredit) -> GoodCredit:
    found: GoodCredit = GoodCredit.objects.get(pk=entry.pk)
    return found


def nominate(unit: Unit) -> GoodCredit:
    return sanctions.nominate_unit(unit, actor=the(Duty.INVESTIGATOR), **NOMINATION)


def penalise(unit: Unit) -> Penalty:
    """Decide a penalty against a unit."""
    penalty = penalty_in("heard")
    Penalty.objects.filter(pk=penalty.pk).update(unit=unit)
    penalty = Penalty.objects.get(pk=penalty.pk)
    sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
    settle()
    return penalty


def test_the_merits_are_those_of_the_rule_and_the_rule_is_the_offices_own() -> None:
    rule = grounds_rule(on=timezone.localdate())
    assert list(rule.keys) == list(Merit)
    assert rule.status.value == "unverified"


# ---- Who can come on it ----------------------------------------------------------------------------------------
def with_open_penalty() -> Unit:
    return penalty_in("notified").unit


def with_listing() -> Unit:
    return factories.listing_in("listed").unit


def with_measure() -> Unit:
    return measure_in().unit


@pytest.mark.parametrize(
    ("unit_of", "sentence"),
    [
        (with_open_penalty, "penalty proceeding"),
        (with_listing, "list of dishonest"),
        (with_measure, "further measure"),
    ],
)
def test_what_stands_against_a_nomination_is_said(unit_of: Any, sentence: str) -> None:
    unit = unit_of()
    Penalty.objects.filter(unit=unit).exclude(state="notified").update(decided_on="2010-01-01")
    with pytest.raises(MoveRefused, match=sentence):
        nominate(unit)


def test_a_penalty_counts_for_three_years_to_the_day() -> None:
    penalty = penalty_in("closed")
    today = timezone.localdate()
    Penalty.objects.filter(pk=penalty.pk).update(decided_on=today.replace(year=today.year - 3))
    with pytest.raises(MoveRefused, match="must be clean"):
        nominate(penalty.unit)
    Penalty.objects.filter(pk=penalty.pk).update(decided_on=today.replace(year=today.year - 3) - DAY)
    assert nominate(penalty.unit).state == "nominated"


def test_who_is_tied_to_the_unit_does_not_nominate_it_and_nobody_twice() -> None:
    entry = good_credit_in()
    with pytest.raises(MoveRefused, match="already"):
        nominate(entry.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoodCredit.objects.create(unit=entry.unit, nominated_by=entry.nominated_by, **NOMINATION)
    other = factories.unit()
    Tie.objects.create(user=the(Duty.INVESTIGATOR), unit=other, why="亲属任职")
    with pytest.raises(MoveRefused, match="tied"):
        nominate(other)


@remembered
def inspected(**facts: Any) -> Unit:
    unit = factories.unit(**facts)
    head = the(Duty.INVESTIGATOR)
    person = ResponsiblePerson.objects.create(
        unit=unit, side="sector", name="甄科长", post="科长", since=timezone.localdate() - 900 * DAY
    )
    Inspection.objects.create(
        unit=unit, person=person, inspected_on=timezone.localdate() - DAY, found="无。", recorded_by=head
    )
    return unit


def test_the_system_shows_whom_the_rule_fits_and_nominates_nobody() -> None:
    assert set(CRITERIA) == set(candidate_rule(on=timezone.localdate()).keys)
    head, unit = the(Duty.INVESTIGATOR), inspected()
    assert list(good_credit_candidates(head)) == [unit]
    assert not GoodCredit.objects.exists()
    page = text_of(browser(head).get("/desk/sanctions/good-credit/candidates/"))
    assert unit.name in page
    assert "good_credit.candidates" in page
    form = browser(head).get(f"/desk/sanctions/good-credit/nominate/?unit={unit.uscc}")
    assert form.context["form"]["unit"].value() == unit.uscc
    nominate(unit)
    assert list(good_credit_candidates(head)) == []


@pytest.mark.parametrize("trouble", ["uninspected", "accident", "open", "failed", "penalised", "tied"])
def test_whom_one_criterion_does_not_fit_is_no_candidate(trouble: str) -> None:
    unit, head = inspected(), the(Duty.INVESTIGATOR)
    case = None
    if trouble == "uninspected":
        Inspection.objects.all().delete()
    elif trouble == "accident":
        case = factories.accident_in("recorded").case
    elif trouble in ("open", "failed"):
        order = factories.order_in("reported")
        if trouble == "failed":
            fail(order)
            type(order).objects.filter(pk=order.pk).update(state="passed")
        type(order).objects.filter(pk=order.pk).update(unit=unit)
    elif trouble == "penalised":
        penalise(unit)
    else:
        Tie.objects.create(user=head, unit=unit, why="亲属任职")
    if case is not None:
        type(case).objects.filter(pk=case.pk).update(unit=unit)
    assert unit not in good_credit_candidates(head)


# ---- Consent and decision --------------------------------------------------------------------------------------
def test_without_the_consent_of_the_unit_nothing_is_recorded() -> None:
    entry = good_credit_in()
    typed = {"statement": "承诺守法。", "stated_on": timezone.localdate(), "seen": "nominated"}
    response = browser(the(Duty.INVESTIGATOR)).post(f"{entry.get_absolute_url()}declare/", typed)
    assert response.status_code == 400
    assert "consent" in text_of(response)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoodCredit.objects.update(state="listed", listed_on="2026-01-01", until_on="2027-01-01")


def test_a_leader_decides_and_nobody_who_nominated() -> None:
    entry = good_credit_in("stated")
    with pytest.raises(MoveRefused, match="A leader decides"):
        sanctions.enter_good_credit(entry, actor=the(Duty.INVESTIGATOR))
    sanctions.enter_good_credit(entry, actor=the(Duty.LEADER))
    today = timezone.localdate()
    assert (entry.listed_on, entry.until_on) == (today, today.replace(year=today.year + 1))


def test_what_came_up_since_the_nomination_stops_the_entry() -> None:
    entry = good_credit_in("stated")
    other = penalty_in("notified")
    Penalty.objects.filter(pk=other.pk).update(unit=entry.unit)
    with pytest.raises(MoveRefused, match="penalty proceeding"):
        sanctions.enter_good_credit(entry, actor=the(Duty.LEADER))
    assert "penalty proceeding" in text_of(browser(the(Duty.LEADER)).get(entry.get_absolute_url()))


# ---- Before the public, and the end ----------------------------------------------------------------------------
def public() -> tuple[str, Any]:
    reader = Reporter(office=False)
    page = text_of(reader.get("/lists/good-credit/"))
    return page, json.loads(text_of(reader.get("/lists/good-credit.json")))


def test_the_public_reads_who_is_on_it_and_nobody_else() -> None:
    entry, waiting = good_credit_in("listed"), good_credit_in("stated")
    page, data = public()
    assert entry.unit.name in page
    assert waiting.reference not in page
    assert [row["reference"] for row in data["subjects"]] == [entry.reference]
    shown = shown_on(on=timezone.localdate(), board="good_credit").get()
    assert shown.facts["credit_code"] == entry.unit.uscc


def test_a_penalty_ends_it_at_once_and_the_record_stays() -> None:
    entry = good_credit_in("listed")
    penalise(entry.unit)
    assert (fresh(entry).state, fresh(entry).end_reason) == ("ended", "受到行政处罚")
    assert public()[1]["count"] == 0
    assert Shown.objects.get(board="good_credit").why_hidden == "受到行政处罚"
    assert shown_on(on=timezone.localdate(), board="good_credit").exists()


def test_an_entry_on_the_dishonest_list_ends_it_at_once() -> None:
    entry = good_credit_in("listed")
    listing = factories.listing_in("heard")
    type(listing).objects.filter(pk=listing.pk).update(unit=entry.unit)
    listing = type(listing).objects.get(pk=listing.pk)
    sanctions.enter_listing(listing, actor=the(Duty.LEADER))
    settle()
    assert fresh(entry).end_reason == "被列入严重失信主体名单"


def test_a_penalty_ends_a_nomination_too() -> None:
    entry = good_credit_in("stated")
    penalise(entry.unit)
    assert fresh(entry).state == "ended"


def test_it_ends_by_the_calendar_the_day_after_its_last() -> None:
    entry = good_credit_in("listed")
    GoodCredit.objects.update(until_on=timezone.localdate())
    assert sanctions.end_good_credits() == 0
    GoodCredit.objects.update(until_on=timezone.localdate() - DAY)
    assert sanctions.end_good_credits() == 1
    assert fresh(entry).end_reason == "有效期届满"
    assert nominate(entry.unit).state == "nominated"


def test_a_leader_takes_it_off_with_a_reason() -> None:
    assert good_credit_in("ended").end_reason == "单位申请移出。"
    assert public()[1]["count"] == 0


def test_an_annulled_entry_leaves_the_public() -> None:
    entry = good_credit_in("listed")
    propose_annulment(entry, actor=the(Duty.LEADER), reason="误列。")
    confirm_annulment(entry, actor=the(Duty.INVESTIGATOR))
    assert entry.state == "stated"
    assert Shown.objects.get(board="good_credit").why_hidden == "列入决定因错误被撤回"


def test_a_unit_is_nominated_on_the_page_and_refusals_stand_in_the_form() -> None:
    unit, url = factories.unit(), "/desk/sanctions/good-credit/nominate/"
    head = browser(the(Duty.INVESTIGATOR))
    assert head.post(url, {**NOMINATION, "unit": unit.uscc}).status_code == 302
    response = head.post(url, {**NOMINATION, "unit": unit.uscc})
    assert response.status_code == 400
    assert "already" in text_of(response)
    assert browser(the(Duty.LEADER)).get(url).status_code == 404
