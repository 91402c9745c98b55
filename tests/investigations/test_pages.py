"""The staff's pages of a case and of its orders."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Unit
from investigations.models import Case
from tests import factories
from tests.desk.builders import refuse_strangers, text_of, walk_move
from tests.factories import browser, case_in, order_in, the

pytestmark = pytest.mark.django_db

RECHECKED = {"rechecked_on": "today", "rechecked_with": "other"}
FINDINGS = {
    "conclusion": "substantiated",
    "inspected_on": "2026-01-05",
    "facts": "经查，3台冲压机未安装安全防护装置。",
    "violations": "《安全生产法》第三十六条第一款\n\n《安全生产法》第四十一条",
    "deaths": "1",
    "concealed_deaths": "0",
    "serious_injuries": "0",
    "loss": "12,345.60",
    "proposal": "责令限期改正。",
}


def test_a_leader_names_a_team_of_two_agencies():
    case, head, member = case_in("opened"), the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2)
    url = f"{case.get_absolute_url()}form_team/"
    alone = browser(the(Duty.LEADER)).post(url, {"seen": "opened", "head": head.pk, "members": [head.pk]})
    assert alone.status_code == 400
    assert "besides the head" in text_of(alone)
    walk_move(
        case,
        "form_team",
        by=the(Duty.LEADER),
        not_by=the(Duty.REVIEWER),
        sends={"head": head.pk, "members": [head.pk, member.pk]},
        needs=("head", "members"),
        target="investigating",
    )
    page = text_of(browser(head).get(case.get_absolute_url()))
    assert head.agency.name in page
    assert member.agency.name in page


def test_the_team_submits_findings():
    case = case_in("investigating")
    day = timezone.localdate().isoformat()
    sends = {**FINDINGS, "loss": "12345.60", "inspected_on": day, "proposes_penalty": "on"}
    walk_move(
        case,
        "submit_findings",
        by=the(Duty.INVESTIGATOR),
        not_by=the(Duty.LEADER),
        sends=sends,
        needs=("conclusion", "facts", "inspected_on"),
        target="found",
    )
    finding = Case.objects.get(pk=case.pk).finding
    assert finding.violations == ["《安全生产法》第三十六条第一款", "《安全生产法》第四十一条"]
    assert finding.loss_fen == 1234560


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"loss": "很多"}, "loss"),
        ({"deaths": "1", "concealed_deaths": "2", "is_concealed": "on"}, "concealed_deaths"),
        ({"concealed_deaths": "1"}, "is_concealed"),
        ({"inspected_on": "2999-01-01"}, "inspected_on"),
        ({"inspected_on": "2026-02-30"}, "inspected_on"),
        ({"conclusion": "unfounded", "proposes_penalty": "on"}, "proposes_penalty"),
        ({"violations": "", "proposes_penalty": "on"}, "violations"),
    ],
)
def test_findings_that_contradict_themselves_come_back_with_a_sentence_and_what_was_typed(wrong, field):
    case = case_in("investigating")
    sends = {**FINDINGS, "loss": "0", **wrong, "seen": "investigating"}
    response = browser(the(Duty.INVESTIGATOR)).post(f"{case.get_absolute_url()}submit_findings/", sends)
    assert response.status_code == 400
    assert response.context["form"].errors[field]
    assert FINDINGS["facts"] in text_of(response)


@pytest.mark.parametrize(
    ("state", "move", "sends", "needs", "target"),
    [
        ("found", "return_findings", {"note": "缺询问笔录"}, ("note",), "investigating"),
        ("reviewed", "return_findings", {"note": "缺询问笔录"}, ("note",), "investigating"),
        ("reviewed", "approve_findings", {}, (), "concluded"),
        ("concluded", "close", {}, (), "closed"),
    ],
)
def test_a_leader_decides_on_a_case_and_the_team_does_not(state, move, sends, needs, target):
    walk_move(
        case_in(state),
        move,
        by=the(Duty.LEADER),
        not_by=the(Duty.INVESTIGATOR),
        sends=sends,
        needs=needs,
        target=target,
    )


def test_a_leader_who_sits_on_the_team_reads_why_they_cannot_approve():
    boss = factories.person("boss", Duty.LEADER, Duty.INVESTIGATOR)
    case = case_in("opened")
    factories.cases.form_team(case, actor=the(Duty.LEADER), head=the(Duty.INVESTIGATOR), members=[boss])
    factories.cases.submit_findings(
        case, actor=the(Duty.INVESTIGATOR), inspected_on=timezone.localdate(), **factories.FINDINGS
    )
    factories.cases.review_findings(case, actor=boss)
    page = text_of(browser(boss).get(case.get_absolute_url()))
    assert "A member of the team cannot approve its findings." in page
    assert (
        browser(boss).post(f"{case.get_absolute_url()}approve_findings/", {"seen": "reviewed"}).status_code
        == 403
    )


def test_a_case_belongs_to_its_team():
    case, other = case_in("investigating"), factories.person("other", Duty.INVESTIGATOR)
    refuse_strangers(case.get_absolute_url())
    assert browser(other).get(case.get_absolute_url()).status_code == 404
    assert browser(the(Duty.DESK)).get(case.get_absolute_url()).status_code == 404
    for person in (the(Duty.INVESTIGATOR), the(Duty.INVESTIGATOR, 2), the(Duty.LEADER), the(Duty.REVIEWER)):
        assert browser(person).get(case.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("state", "move", "sends", "needs", "target"),
    [
        ("ordered", "report_done", {}, (), "reported"),
        ("ordered", "pass_recheck", RECHECKED, ("rechecked_on", "rechecked_with"), "passed"),
        (
            "reported",
            "fail_recheck",
            {**RECHECKED, "result_1": "not_done", "due_on_1": "later"},
            ("rechecked_on",),
            "ordered",
        ),
        ("ordered", "cancel", {"note": "开错了"}, ("note",), "cancelled"),
    ],
)
def test_the_team_keeps_its_orders(state, move, sends, needs, target):
    order = order_in(state)
    days = {
        "other": the(Duty.INVESTIGATOR, 2).pk,
        "today": timezone.localdate(),
        "later": timezone.localdate() + datetime.timedelta(days=5),
    }
    walk_move(
        order,
        move,
        by=the(Duty.INVESTIGATOR),
        not_by=the(Duty.LEADER),
        sends={name: days.get(value, value) for name, value in sends.items()},
        needs=needs,
        target=target,
    )


def test_the_team_orders_a_rectification_and_its_paper_stands_on_the_page():
    case = case_in("investigating")
    url = f"{case.get_absolute_url()}order_rectification/"
    refuse_strangers(url)
    assert browser(the(Duty.LEADER)).get(url).status_code == 403
    head = browser(the(Duty.INVESTIGATOR))
    told = {
        "problem_1": "没有防护罩",
        "basis_1": "《安全生产法》第三十六条",
        "demand_1": "装上",
        "responsible_1": "甄厂长",
        "seen": "investigating",
    }
    past = head.post(url, {**told, "due_on_1": "2020-01-01"})
    assert past.status_code == 400
    assert "没有防护罩" in text_of(past)
    assert head.post(url, {**told, "due_on_1": timezone.localdate()}).status_code == 302
    page = text_of(head.get(case.get_absolute_url()))
    assert "责令限期整改指令书" in page
    assert "没有防护罩" in page


def test_a_second_click_does_not_order_twice():
    case = case_in("investigating")
    url = f"{case.get_absolute_url()}order_rectification/"
    head = browser(the(Duty.INVESTIGATOR))
    told = {
        "problem_1": "没有防护罩",
        "basis_1": "《安全生产法》第三十六条",
        "demand_1": "装上",
        "responsible_1": "甄厂长",
        "due_on_1": timezone.localdate(),
        "click": head.get(url).context["form"]["click"].value(),
    }
    assert [head.post(url, told).status_code for _click in range(2)] == [302, 409]
    assert case.orders.count() == 1
    again = {**told, "click": head.get(url).context["form"]["click"].value()}
    assert head.post(url, again).status_code == 302, "a new page may order again"


def test_a_case_without_a_registered_unit_gets_one_from_the_register():
    report = factories.file_report(unit_name="门口那家厂").report
    case = case_in("investigating", report=report)
    unit, url = factories.unit(), f"{case.get_absolute_url()}name_unit/"
    assert case.unit is None
    head = browser(the(Duty.INVESTIGATOR))
    unknown = head.post(url, {"seen": "investigating", "unit": "没有这家"})
    assert unknown.status_code == 400
    assert "没有这家" in text_of(unknown)
    assert head.post(url, {"seen": "investigating", "unit": unit.uscc}).status_code == 302
    assert Case.objects.get(pk=case.pk).unit == Unit.objects.get(pk=unit.pk)


def test_the_case_keeps_the_periods_of_its_report():
    case = case_in("investigating")
    page = text_of(browser(the(Duty.LEADER)).get(case.get_absolute_url()))
    assert "Conclude the tip" in page


def test_a_page_asks_for_no_kind_of_part_that_the_case_has_none_of():
    case, head = case_in("investigating"), the(Duty.INVESTIGATOR)
    asked = tables_asked(head, case)
    assert not asked & {f"investigations_{name}" for name in ("task", "target", "referral", "disaster")}
    assert "investigations_rectificationorder" not in asked
    order_in("ordered", case=case)
    assert "investigations_rectificationorder" in tables_asked(head, case)


def tables_asked(person, case):
    """Return the tables whose rows the page of a case reads."""
    reader = browser(person)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(case.get_absolute_url()).status_code == 200
    return {match[1] for one in queries if (match := re.match(r'SELECT .*?"id".*? FROM "(\w+)"', one["sql"]))}
