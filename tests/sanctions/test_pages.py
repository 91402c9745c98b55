"""The staff's pages of penalties and of the list of dishonest subjects."""

import pytest
from django.utils import timezone

from accounts.models import Duty
from sanctions.models import Penalty
from tests import factories
from tests.desk.builders import refuse_strangers, text_of, walk_move
from tests.factories import CHECKED, HANDED_OVER, browser, listing_in, penalty_in, the

pytestmark = pytest.mark.django_db

PLAN = {**{name: str(value) for name, value in factories.FINE.items()}, "kinds": "fine"}


@pytest.mark.parametrize(
    ("state", "move", "duty", "not_duty", "sends", "needs", "target"),
    [
        ("filed", "report", Duty.INVESTIGATOR, Duty.LEADER, PLAN, ("kinds", "reasons"), "reported"),
        ("investigated", "notify", Duty.INVESTIGATOR, Duty.LEADER, {}, (), "notified"),
        (
            "investigated",
            "withdraw_report",
            Duty.INVESTIGATOR,
            Duty.LEADER,
            {"note": "补"},
            ("note",),
            "filed",
        ),
        (
            "notified",
            "hear",
            Duty.INVESTIGATOR,
            Duty.REVIEWER,
            {"defence": "已整改", "is_waived": "on"},
            (),
            "heard",
        ),
        ("heard", "review", Duty.REVIEWER, Duty.INVESTIGATOR, CHECKED, ("law_applied",), "reviewed"),
        (
            "heard",
            "send_back",
            Duty.REVIEWER,
            Duty.LEADER,
            {**CHECKED, "note": "证据不足"},
            ("note",),
            "filed",
        ),
        ("reviewed", "decide", Duty.LEADER, Duty.REVIEWER, {}, (), "decided"),
        ("reviewed", "drop", Duty.LEADER, Duty.INVESTIGATOR, {"note": "情节轻微"}, ("note",), "dropped"),
        (
            "decided",
            "serve",
            Duty.INVESTIGATOR,
            Duty.FINANCE,
            {**HANDED_OVER, "served_on": "today"},
            ("served_on",),
            "served",
        ),
        ("served", "pay", Duty.FINANCE, Duty.INVESTIGATOR, {"paid_on": "today"}, ("paid_on",), "paid"),
        ("proposed", "file", Duty.LEADER, Duty.INVESTIGATOR, {}, (), "filed"),
        ("proposed", "drop", Duty.LEADER, Duty.INVESTIGATOR, {"note": "不予立案"}, ("note",), "dropped"),
        ("ending", "close", Duty.LEADER, Duty.INVESTIGATOR, {}, (), "closed"),
    ],
)
def test_each_step_of_a_penalty_has_its_person(state, move, duty, not_duty, sends, needs, target):
    today = timezone.localdate().isoformat()
    sends = {name: today if value == "today" else value for name, value in sends.items()}
    walk_move(
        penalty_in(state), move, by=the(duty), not_by=the(not_duty), sends=sends, needs=needs, target=target
    )


@pytest.mark.parametrize("fine", ["-5", "五万", "1e3x", "12.345"])
def test_a_fine_that_is_no_amount_comes_back_in_words(fine):
    penalty = penalty_in("filed")
    url = f"{penalty.get_absolute_url()}report/"
    response = browser(the(Duty.INVESTIGATOR)).post(url, {**PLAN, "fine": fine, "seen": "filed"})
    assert response.status_code == 400
    assert response.context["form"].errors["fine"]
    assert PLAN["reasons"] in text_of(response)


def test_days_out_of_order_are_refused_in_the_form():
    penalty = penalty_in("decided")
    url = f"{penalty.get_absolute_url()}serve/"
    for day in ("2020-01-01", "2999-01-01"):
        response = browser(the(Duty.INVESTIGATOR)).post(url, {"seen": "decided", "served_on": day})
        assert response.status_code == 400
        assert day in text_of(response)


def test_a_paper_that_would_give_the_report_away_is_refused_and_nothing_typed_is_lost():
    penalty = penalty_in("investigated")
    Penalty.objects.filter(pk=penalty.pk).update(reasons="据群众举报，情节严重。")
    url = f"{penalty.get_absolute_url()}notify/"
    response = browser(the(Duty.INVESTIGATOR)).post(url, {"note": "写给案卷。", "seen": "investigated"})
    assert response.status_code == 400
    assert "写给案卷。" in text_of(response)
    assert Penalty.objects.get(pk=penalty.pk).state == "investigated"


def test_a_reviewer_who_handled_the_file_reads_why_not():
    both = factories.person("both", Duty.INVESTIGATOR, Duty.REVIEWER)
    case = factories.case_in("opened")
    factories.cases.form_team(
        case, actor=the(Duty.LEADER), head=the(Duty.INVESTIGATOR), members=[both, the(Duty.INVESTIGATOR, 2)]
    )
    told = {**factories.FINDINGS, "proposes_penalty": True, "inspected_on": timezone.localdate()}
    factories.cases.submit_findings(case, actor=the(Duty.INVESTIGATOR), **told)
    factories.cases.review_findings(case, actor=both)
    factories.cases.approve_findings(case, actor=the(Duty.LEADER))
    factories.settle()
    penalty = penalty_in("heard", case=case)
    page = text_of(browser(both).get(penalty.get_absolute_url()))
    assert "A member of the investigating team cannot review the penalty." in page


@pytest.mark.parametrize(
    ("state", "move", "duty", "not_duty", "sends", "needs", "target"),
    [
        ("candidate", "notify", Duty.INVESTIGATOR, Duty.LEADER, {}, (), "notified"),
        ("notified", "hear", Duty.INVESTIGATOR, Duty.LEADER, {}, (), "heard"),
        ("heard", "enter", Duty.LEADER, Duty.INVESTIGATOR, {}, (), "listed"),
        ("heard", "dismiss", Duty.LEADER, Duty.INVESTIGATOR, {"note": "不符合"}, ("note",), "dismissed"),
        ("asked", "remove", Duty.LEADER, Duty.INVESTIGATOR, {"note": "已修复"}, ("note",), "removed"),
    ],
)
def test_each_step_of_a_listing_has_its_person(state, move, duty, not_duty, sends, needs, target):
    walk_move(
        listing_in(state), move, by=the(duty), not_by=the(not_duty), sends=sends, needs=needs, target=target
    )


def test_finance_sees_the_penalty_and_neither_its_case_nor_the_report():
    penalty = penalty_in("served")
    refuse_strangers(penalty.get_absolute_url())
    page = text_of(browser(the(Duty.FINANCE)).get(penalty.get_absolute_url()))
    assert penalty.case.reference not in page
    assert penalty.case.report.reference not in page
    assert browser(the(Duty.FINANCE)).get("/desk/sanctions/listings/").status_code == 404


def test_the_annulment_of_a_decision_voids_its_paper():
    penalty = penalty_in("decided")
    url = f"{penalty.get_absolute_url()}annul/"
    head, leader = browser(the(Duty.INVESTIGATOR)), browser(the(Duty.LEADER))
    assert browser(the(Duty.REVIEWER)).get(url).status_code == 403
    assert leader.post(url, {"seen": "decided", "reason": "金额有误"}).status_code == 302
    assert head.post(url, {"seen": "decided"}).status_code == 302
    assert Penalty.objects.get(pk=penalty.pk).state == "reviewed"
    assert "voided" in text_of(head.get(penalty.get_absolute_url()))


def test_a_listing_is_annulled_by_two_people():
    listing = listing_in("listed")
    url = f"{listing.get_absolute_url()}annul/"
    refuse_strangers(url)
    assert browser(the(Duty.INVESTIGATOR)).post(url, {"seen": "listed", "reason": "错"}).status_code == 302
    assert browser(the(Duty.LEADER)).post(url, {"seen": "listed"}).status_code == 302
    listing.refresh_from_db(fields=["listed_on"])
    assert listing.listed_on is None
