"""Findings that higher floors compute with: allegations, who is responsible, provisions, and three pairs of eyes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import Case, Finding
from investigations.selectors import allegations_of
from notices.selectors import notices_of
from reports import services as reports
from reports.models import MailboxItem
from reports.selectors import reports_visible_to
from tests import factories
from tests.desk.builders import text_of, walk_move
from tests.factories import browser, case_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

RULE = "fine.work_safety.97.1_2_3_4_5_6_7.unit"


def head():
    return the(Duty.INVESTIGATOR)


def found(**facts):
    return {**factories.FINDINGS, "inspected_on": timezone.localdate(), **facts}


def two_tips():
    """Return a case at work that answers two tips, each with its allegations as the desk wrote them."""
    first, second = factories.file_report().report, factories.file_report().report
    reports.accept_report(first, actor=the(Duty.DESK))
    factories.settle()
    reports.merge_report(second, actor=the(Duty.DESK), into=first)
    cases.list_allegations(first, actor=the(Duty.DESK), texts=["冲压机没有防护罩", "工人没有培训"])
    cases.list_allegations(second, actor=the(Duty.DESK), texts=["安全出口上锁"])
    case = first.cases.get()
    factories._step_case(case, "investigating", {})
    factories.settle()
    return case, first, second


def outcomes_for(case, **by_text):
    return {one.pk: by_text.get(one.text, "substantiated") for one in allegations_of(case)}


# ---- Three pairs of eyes ---------------------------------------------------------------------------------------
def test_a_colleague_reviews_before_a_leader_approves():
    case = walk_move(
        factories.drafted_case_in(),
        "review_findings",
        by=head(),
        not_by=the(Duty.INVESTIGATOR, 2),  # who drafted them
        target="reviewed",
    )
    walk_move(case, "approve_findings", by=the(Duty.LEADER), not_by=head(), target="concluded")
    finding = Case.objects.get(pk=case.pk).finding
    people = {finding.drafted_by, finding.reviewed_by, finding.approved_by}
    assert people == {the(Duty.INVESTIGATOR, 2), head(), the(Duty.LEADER)}


def test_the_team_takes_its_findings_back_and_the_next_draft_counts():
    case = case_in("reviewed")
    sends = {"note": "数据有误"}
    case = walk_move(
        case, "take_back_findings", by=head(), not_by=the(Duty.LEADER), sends=sends, target="investigating"
    )
    cases.submit_findings(case, actor=the(Duty.INVESTIGATOR, 2), **found())
    cases.review_findings(case, actor=head())
    assert case.finding.reviewed_by == head()


@pytest.mark.parametrize(
    "columns", ["reviewed_by drafted_by", "approved_by drafted_by", "approved_by reviewed_by"]
)
def test_the_database_refuses_one_person_for_two_of_the_steps(columns):
    case = case_in("reviewed")
    one, other = columns.split()
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(case=case).update(**{one: getattr(case.finding, other)})


# ---- Allegations -----------------------------------------------------------------------------------------------
def test_only_the_desk_knows_who_alleged_what():
    case, first, second = two_tips()
    page = text_of(browser(head()).get(case.get_absolute_url()))
    for words in ("冲压机没有防护罩", "工人没有培训", "安全出口上锁"):
        assert words in page
    assert second.reference not in page
    assert not reports_visible_to(head()).filter(pk=second.pk).exists()
    url = f"/desk/cases/tips/{first.reference}/allegations/"
    assert browser(head()).get(url).status_code == 403
    shown = text_of(browser(the(Duty.DESK)).get(url))
    assert "冲压机没有防护罩" in shown
    assert "安全出口上锁" not in shown


def test_every_allegation_needs_its_outcome_and_the_conclusion_agrees_with_them():
    case, _first, _second = two_tips()
    outcomes = outcomes_for(case, 工人没有培训="unfounded", 安全出口上锁="unverifiable")
    part = dict(list(outcomes.items())[:2])
    with pytest.raises(MoveRefused, match="every allegation"):
        cases.submit_findings(case, actor=head(), **found(outcomes=part))
    with pytest.raises(MoveRefused, match="does not agree"):
        cases.submit_findings(case, actor=head(), **found(conclusion="unfounded", outcomes=outcomes))
    cases.submit_findings(case, actor=head(), **found(conclusion="partly", outcomes=outcomes))
    assert cases.finding_facts(case)["outcomes"] == {str(key): value for key, value in outcomes.items()}


def test_each_reporter_is_told_of_their_own_allegations_alone():
    case, first, second = two_tips()
    outcomes = outcomes_for(case, 工人没有培训="unfounded")
    cases.submit_findings(case, actor=head(), **found(conclusion="partly", outcomes=outcomes))
    before = MailboxItem.objects.filter(report=second).count()
    factories._step_case(case, "reviewed", {})
    factories._step_case(case, "concluded", {})
    paper = notices_of(first).get(kind="result").context
    assert paper["conclusion"] == "“冲压机没有防护罩”属实；“工人没有培训”不属实"
    other = notices_of(second).get(kind="result").context
    assert other["conclusion"] == "“安全出口上锁”属实"
    assert MailboxItem.objects.filter(report=second).count() == before + 1


def test_what_is_alleged_stands_fast_once_findings_are_approved():
    case, first, _second = two_tips()
    cases.submit_findings(case, actor=head(), **found(outcomes=outcomes_for(case)))
    factories._step_case(case, "reviewed", {})
    factories._step_case(case, "concluded", {})
    with pytest.raises(MoveRefused, match="approved already"):
        cases.list_allegations(first, actor=the(Duty.DESK), texts=["别的事"])


def test_the_form_asks_for_the_outcome_of_every_allegation():
    case, _first, _second = two_tips()
    client, url = browser(head()), f"{case.get_absolute_url()}submit_findings/"
    sends = {
        "seen": "investigating",
        "conclusion": "partly",
        "facts": "经查属实。",
        "inspected_on": timezone.localdate().isoformat(),
        "deaths": "0",
        "concealed_deaths": "0",
        "serious_injuries": "0",
        "loss": "0",
        "rule_ids": [RULE],
        "proposals": ["accountability"],
        "proposes_penalty": "on",
    }
    lacking = client.post(url, sends)
    assert lacking.status_code == 400
    assert "Say of every allegation what came of it." in text_of(lacking)
    given = {
        f"allegation_{key}": value for key, value in outcomes_for(case, 安全出口上锁="unfounded").items()
    }
    assert client.post(url, {**sends, **given}).status_code == 302
    facts = cases.finding_facts(case)
    assert facts["rule_ids"] == [RULE]
    assert facts["proposals"] == ["penalty", "accountability"]
    assert any("第九十七条" in line for line in case.finding.violations)


# ---- Who is responsible ----------------------------------------------------------------------------------------
def test_the_findings_freeze_who_is_responsible_for_what():
    case, client = case_in("investigating"), browser(head())
    url = f"{case.get_absolute_url()}name_responsible/"
    who = {
        "name": "甄厂长",
        "position": "厂长",
        "capacity": "principal",
        "liability": "unit",
        "fault": "未组织检修。",
        "proposal": "penalty",
    }
    assert client.post(url, {**who, "liability": ""}).status_code == 400
    assert client.post(url, who).status_code == 302
    assert (
        client.post(
            url, {**who, "name": "甄科长", "capacity": "supervisor", "liability": "sector"}
        ).status_code
        == 302
    )
    assert client.post(url, {**who, "name": "误列者"}).status_code == 302
    assert client.post(url, {**who, "name": "误列者", "is_mistake": "on"}).status_code == 302
    cases.submit_findings(case, actor=head(), **found())
    named = cases.finding_facts(case)["responsible"]
    assert [(one["name"], one["liability"]) for one in named] == [("甄厂长", "unit"), ("甄科长", "sector")]
    with pytest.raises(MoveRefused, match="stands fast"):
        cases.name_responsible(case, actor=head(), **who)
