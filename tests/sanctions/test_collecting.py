"""A fine that is not paid: reminder, demand, what the party says to it, the court; each with its paper and its day."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.models import Duty
from desk.selectors.collecting import to_follow_up, to_give_up
from notices.models import Notice
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests import factories
from tests.sanctions.test_enforcement import head, outcomes, today
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def paper(penalty, kind):
    return Notice.objects.get(subject_label=penalty.label(), subject_id=penalty.pk, kind=kind).context


def test_the_way_to_the_court_is_walked_on_paper_and_in_time(now):
    penalty = factories.penalty_in("served")  # to be paid by 16 June
    leader = factories.the(Duty.LEADER)
    for early in (sanctions.remind_party, sanctions.demand_payment):
        with pytest.raises(MoveRefused, match="period to pay has not ended"):
            early(penalty, actor=head())
    now.shift(20 * DAY)
    sanctions.remind_party(penalty, actor=head())
    reminded = paper(penalty, "payment_demand")
    assert (reminded["due_on"], "7,500.00元" in reminded["surcharge"]) == ("2026-06-16", True)
    sanctions.demand_payment(penalty, actor=head())
    demanded = paper(penalty, "enforcement_demand")
    assert [line["sum"] for line in demanded["sums"]] == ["50,000.00元", "7,500.00元"]
    assert (Decimal(demanded["amount"]), demanded["period"]) == (57500, "10个工作日")
    with pytest.raises(MoveRefused, match="demand has not reached the party"):
        sanctions.apply_to_court(penalty, actor=leader)
    with pytest.raises(MoveRefused, match="demand has not reached the party"):
        sanctions.hear_demand(penalty, actor=head(), statement="无力缴纳。", answer="可以申请。")
    assert list(to_follow_up(head())) == [penalty]
    with pytest.raises(MoveRefused, match="between the step before it and today"):
        sanctions.serve_demand(penalty, actor=head(), demand_served_on=today() + DAY)
    sanctions.serve_demand(penalty, actor=head(), demand_served_on=today())
    with pytest.raises(MoveRefused, match="served already"):
        sanctions.serve_demand(penalty, actor=head(), demand_served_on=today())
    sanctions.hear_demand(penalty, actor=head(), statement="资金困难。", answer="不影响缴款义务。")
    sanctions.hear_demand(penalty, actor=head(), statement="已经转产。", answer="同前。")
    with pytest.raises(MoveRefused, match="demand leaves the party time"):
        sanctions.apply_to_court(penalty, actor=leader)
    now.shift(30 * DAY)
    with pytest.raises(MoveRefused, match="can still ask for a reconsideration"):
        sanctions.apply_to_court(penalty, actor=leader)
    now.move_to("2026-12-10 10:00+08:00")
    sanctions.apply_to_court(penalty, actor=leader)
    assert outcomes(penalty)["enforcement.court"] == "met"
    application = paper(penalty, "court_application")
    assert (application["head"], Decimal(application["amount"])) == (leader.name, 100000)
    assert "资金困难。\n已经转产。" in application["party_opinion"]
    assert "不影响缴款义务。" in application["demand_record"]
    assert application["demand_number"] == demanded["number"]


def test_the_court_is_asked_before_it_answers_and_nothing_is_given_up_before_that(now):
    penalty, leader = factories.penalty_in("in_court"), factories.the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="has not answered yet"):
        sanctions.end_enforcement(penalty, actor=leader, note="无财产。")
    with pytest.raises(MoveRefused, match="Note that first"):
        sanctions.note_ruling(penalty, actor=head(), ruling="refused", ruled_on=today())
    assert list(to_follow_up(head())) == [penalty]
    taken = {"court_accepted_on": today(), "court_number": "（2026）渝0102行审9号"}
    sanctions.note_acceptance(penalty, actor=head(), **taken)
    with pytest.raises(MoveRefused, match="taken it up already"):
        sanctions.note_acceptance(penalty, actor=head(), **taken)
    with pytest.raises(MoveRefused, match="cannot have refused"):
        sanctions.note_ruling(penalty, actor=head(), ruling="not_accepted", ruled_on=today())
    now.shift(DAY)
    sanctions.note_ruling(penalty, actor=head(), ruling="refused", ruled_on=today())
    assert (list(to_follow_up(head())), list(to_give_up(leader))) == ([], [penalty])
    assert outcomes(penalty)["enforcement.court.rule"] == "met"
    sanctions.end_enforcement(penalty, actor=leader, note="法院裁定不准予执行。")
    assert penalty.state == "closed"


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "in_court"},
        {"demand_statement": "无力缴纳。"},
        {"ruling": "enforce"},
        {"ruled_on": "2026-06-01"},
    ],
)
def test_the_table_knows_no_court_without_a_served_demand_and_no_statement_without_an_answer(impossible):
    penalty = factories.penalty_in("demanded")
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(**impossible)


def test_a_demand_that_was_a_mistake_takes_its_paper_along():
    penalty = factories.penalty_in("demanded")
    factories.annul(penalty, "leader1", "investigator1")
    found = Notice.objects.get(
        subject_label=penalty.label(), subject_id=penalty.pk, kind="enforcement_demand"
    )
    assert (Penalty.objects.get(pk=penalty.pk).state, found.state) == ("served", "voided")


def test_the_papers_between_hearing_and_decision_say_who_found_what():
    penalty = factories.penalty_in("hearing_held")
    sanctions.report_hearing(penalty, actor=factories.the(Duty.CHAIR), opinion="按照告知的内容处罚。")
    record, report = paper(penalty, "hearing_record"), paper(penalty, "hearing_report")
    assert record["investigator_case"] == factories.HEARD["presented"]
    assert record["party_case"] == penalty.defence == factories.HEARD["record"]
    assert report["opinion"] == "按照告知的内容处罚。"
    reviewer = factories.the(Duty.REVIEWER)
    sanctions.send_back_penalty(penalty, actor=reviewer, note="照片没有核对。", **factories.CHECKED)
    refused = paper(penalty, "legal_review")
    assert "听证" in refused["trigger"]
    assert "照片没有核对。" in refused["opinion"]
    assert (refused["reviewer"], refused["qualification"]) == (
        reviewer.name,
        factories.CHECKED["qualification"],
    )
