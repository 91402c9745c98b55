"""Search: what it finds, for whom, what it never reads, and that both databases answer alike."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Duty
from desk.selectors.seeking import KINDS, SHELF_ROWS, Wanted, files_found
from reports.models import Report
from reports.services import write_to_desk
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, report_in, the
from workflow.words import pairs_of

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
TEXT = "冲压车间三号压机的双手按钮被短接，ABC型光幕拆除。"


def found(user, **query):
    """Search as somebody; return the references found, newest first, by kind of file."""
    page = browser(user).get("/desk/search/", query)
    assert page.status_code == 200
    return [file.reference for shelf in page.context["shelves"] for file in shelf.subjects]


@pytest.fixture
def tip():
    report = report_in("accepted")
    Report.objects.filter(pk=report.pk).update(working_text=TEXT)
    report_in("accepted")
    return report


@pytest.mark.parametrize("words", ["双手按钮", "按钮", "短接，abc", "三号压机 光幕", "光幕 双手按钮 冲压"])
def test_words_are_found_wherever_they_stand(tip, words):
    assert found(the(Duty.DESK), q=words) == [tip.reference]


@pytest.mark.parametrize(("day", "is_found"), [("until", True), ("since", False)])
def test_the_last_day_of_the_calendar_can_be_typed(tip, day, is_found):
    assert found(the(Duty.DESK), q="双手按钮", **{day: "9999-12-31"}) == [tip.reference] * is_found


@pytest.mark.parametrize("words", ["按双手", "钮按", "光幕 锅炉", "双_按钮", "双%", "压机的双手按鈕"])
def test_every_word_must_stand_there_as_it_is_written(tip, words):
    assert found(the(Duty.DESK), q=words) == []


def test_a_file_is_found_by_unit_code_person_place_state_and_day():
    case = case_in("investigating")
    report, unit = case.report, case.unit
    unit.legal_representative = "欧阳法人"
    unit.save()
    unit.responsible_persons.create(side="sector", name="司徒监管", post="科长", since=timezone.localdate())
    head = case.members.first().user
    head.name = "端木调查"
    head.save()
    leader = the(Duty.LEADER)
    for words in (unit.name[:6], unit.uscc, unit.uscc[4:14].lower(), "欧阳法人", "司徒监管", "端木调查"):
        assert {report.reference, case.reference} <= set(found(leader, q=words)), words
    other = case_in("opened")
    today = timezone.localdate()
    assert found(leader, kind="cases", state="investigating") == [case.reference]
    assert found(leader, kind="cases", since=str(today)) == [other.reference, case.reference]
    assert found(leader, kind="cases", until=str(today - datetime.timedelta(days=1))) == []
    type(case).objects.filter(pk=other.pk).update(division="500102009")
    assert found(leader, kind="cases", place="500102009") == [other.reference]


def test_a_search_and_its_counts_know_only_what_the_person_may_see(tip):
    """The team of a case that somebody may not see finds them nothing, nor does a report kept from them."""
    case = case_in("investigating")
    head = case.members.first().user
    head.name = "端木调查"
    head.save()
    assert found(the(Duty.DESK), q="端木调查") == []
    Report.objects.filter(pk=tip.pk).update(is_internal=True)
    for duty in set(Duty) - {Duty.SUPERVISION}:
        page = browser(the(duty)).get("/desk/search/", {"q": "双手按钮", "kind": "reports"})
        assert tip.reference not in text_of(page), duty
        if page.status_code == 200:
            assert page.context["page"].paginator.total == "0", duty
    assert found(the(Duty.SUPERVISION), q="双手按钮") == [tip.reference]


def test_what_is_sealed_is_in_no_search():
    report = factories.file_report().report
    write_to_desk(report, text="信箱里的独特词句")
    for words in (factories.WORDS[:6], "信箱里的", factories.IDENTITY["name"], factories.IDENTITY["phone"]):
        assert found(the(Duty.DESK), q=words) == [], words


def test_the_index_holds_these_columns_and_no_other():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%workflow_pairs%'")
        kept = dict(cursor.fetchall())
        assert all("fastupdate=off" in definition for definition in kept.values())
        assert kept.keys() == {
            "enterprises_unit_name_words",
            "enterprises_unit_uscc_words",
            "enterprises_unit_legal_representative_words",
            "enterprises_responsibleperson_name_words",
            "investigations_case_title_words",
            "reports_report_unit_name_words",
            "reports_report_working_text_words",
            "sanctions_penalty_cause_words",
            "sanctions_penalty_person_name_words",
            "sanctions_listing_cause_words",
        }
        for text in ("双手按钮", "aB", "é一", "x", "", "a\nb 😀一"):
            cursor.execute("SELECT workflow_pairs(%s)", [text])
            assert sorted(cursor.fetchone()[0]) == pairs_of(text)
        long = "涪陵李渡榨菜食品有限公司"
        cursor.execute("SELECT workflow_pairs(%s)", [long])
        assert set(pairs_of(long)) < set(cursor.fetchone()[0])
        assert set("".join(pairs_of(long))) == set(long)


@pytest.mark.postgres
def test_what_the_index_has_answered_is_not_worked_out_for_each_row(tip):
    factories.unit("白石滩精细化工有限公司（虚构）")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    for word in ("双手按钮", "白石滩"):
        plan = files_found(the(Duty.LEADER), KINDS[0], Wanted(words=[word]))[0].explain()
        assert "Index Cond: (workflow_pairs" in plan, plan
        assert not any("workflow_pairs" in line for line in plan.splitlines() if "Filter:" in line), plan


def test_of_a_word_that_many_of_the_newest_hold_the_newest_are_shown(tip):
    """Where a page is full of the newest, they are compared one by one; they are the same that the index names."""
    unit = factories.unit("白石滩精细化工有限公司（虚构）")
    filed = [factories.file_report(about=unit).report.reference for _number in range(SHELF_ROWS + 2)]
    desk = the(Duty.DESK)
    assert found(desk, q="白石滩") == filed[:1:-1]
    listed = browser(desk).get("/desk/reports/", {"q": "白石滩"}).context["page"]
    assert [subject.reference for subject in listed] == filed[::-1]


def test_more_than_a_shelf_is_leafed_through_by_kind(monkeypatch):
    monkeypatch.setattr("desk.selectors.seeking.SHELF_ROWS", 1)
    monkeypatch.setattr("desk.views.SEARCH_ROWS", 2)
    unit = factories.unit("白石滩精细化工有限公司（虚构）")
    reports = [factories.file_report(about=unit).report for _number in range(3)]
    desk = browser(the(Duty.DESK))
    page = desk.get("/desk/search/", {"q": "白石滩"})
    assert "kind=reports" in text_of(page)
    one = desk.get("/desk/search/", {"q": "白石滩", "kind": "reports"})
    two = desk.get("/desk/search/", {"q": "白石滩", "kind": "reports", "page": 2})
    assert one.context["page"].paginator.total == "3"
    listed = [file.pk for page in (one, two) for shelf in page.context["shelves"] for file in shelf.subjects]
    assert listed == [report.pk for report in reversed(reports)]


def test_a_search_that_makes_no_sense_is_answered_in_words():
    desk = browser(the(Duty.DESK))
    for odd in ({"since": "neulich"}, {"kind": "nonsense"}, {"kind": "cases", "state": "nonsense"}):
        assert desk.get("/desk/search/", odd).status_code == 400, odd
    for odd in ({"q": "一"}, {"q": "%_\\'\""}, {"q": "字 " * 400}, {"page": "999", "kind": "reports"}):
        assert desk.get("/desk/search/", odd).status_code == 200, odd


def test_a_search_costs_the_same_queries_for_one_file_and_for_thirty(django_assert_max_num_queries):
    unit = factories.unit("白石滩精细化工有限公司（虚构）")
    factories.file_report(about=unit)
    desk = browser(the(Duty.DESK))
    desk.get("/desk/search/", {"q": "白石滩"})
    for more in (0, 29):
        for _number in range(more):
            factories.file_report(about=unit)
        # Session, person, duties, three for the word, seven kinds (some are empty for the desk at once), units.
        with django_assert_max_num_queries(14):
            desk.get("/desk/search/", {"q": "白石滩"})
