"""Asking for more, more time, the objection and its re-check: the periods follow, and the reporter is told."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Duty
from reports import services as reports
from reports.models import Report
from tests import factories
from tests.reports.test_track import text_of, tracking
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def clock(report, rule_id):
    return Clock.objects.get(subject_label=report.label(), subject_id=report.pk, rule_id=rule_id)


def day(report, rule_id):
    return timezone.localdate(clock(report, rule_id).due_at)


def test_the_period_to_decide_stands_still_while_the_reporter_is_asked(now):
    filing = factories.file_report()
    report, desk = filing.report, factories.the(Duty.DESK)
    assert day(report, "tip.accept") == datetime.date(2026, 6, 10)
    now.shift(DAY)
    reports.ask_reporter(report, actor=desk, text="请说明是哪一台机器。")
    assert clock(report, "tip.accept").stopped_at is not None
    now.shift(6 * DAY)
    page = text_of(tracking(filing.receipt.code).get("/track/report/"))
    assert "请说明是哪一台机器。" in page
    reports.write_to_desk(report, text="三号冲压机。")
    assert clock(report, "tip.accept").stopped_at is None
    assert day(report, "tip.accept") == datetime.date(2026, 6, 16)


def test_an_extension_is_approved_by_the_next_level_and_told_with_its_reason(now):
    filing = factories.file_report()
    report, desk = filing.report, factories.the(Duty.DESK)
    reports.accept_report(report, actor=desk)
    approval = {
        "approval_number": "渝应急函〔2026〕12号",
        "approved_on": datetime.date(2026, 6, 1),
        "note": "需要技术鉴定。",
    }
    reports.extend_report(report, actor=desk, **approval)
    assert day(report, "tip.conclude") == datetime.date(2026, 8, 31)  # ninety days end on a Sunday
    page = text_of(tracking(filing.receipt.code).get("/track/report/"))
    assert "需要技术鉴定。" in page
    assert "The office must finish and answer you by" in page
    with pytest.raises(MoveRefused, match="extended already"):
        reports.extend_report(report, actor=desk, **approval)


def answered():
    filing = factories.file_report()
    factories.case_in("concluded", report=filing.report)
    return filing


def test_the_reporter_objects_in_time_and_the_recheck_has_its_period(now):
    filing = answered()
    browser = tracking(filing.receipt.code)
    page = text_of(browser.get("/track/report/"))
    assert "you may object by" in page
    assert browser.post("/track/object/", {"text": ""}).status_code == 400
    assert browser.post("/track/object/", {"text": "防护罩没有装上。"}).status_code == 302
    report = Report.objects.get(pk=filing.report.pk)
    assert clock(report, "tip.objection").outcome == "met"
    assert "finish the re-check and tell you by" in text_of(browser.get("/track/report/"))
    now.shift(20 * DAY)
    reports.conclude_recheck(report, actor=factories.the(Duty.DESK), text="经复查，原结论正确。")
    assert clock(report, "tip.recheck").outcome == "met"
    assert "经复查，原结论正确。" in text_of(tracking(filing.receipt.code).get("/track/report/"))
    reports.close_report(report, actor=factories.the(Duty.DESK))


def test_a_recheck_can_be_late(now):
    filing = answered()
    report = Report.objects.get(pk=filing.report.pk)
    reports.object_to_answer(report, text="不同意。")
    now.shift(40 * DAY)
    reports.conclude_recheck(report, actor=factories.the(Duty.DESK), text="经复查，原结论正确。")
    assert clock(report, "tip.recheck").outcome == "late"


def test_after_the_period_nobody_objects(now):
    filing = answered()
    now.shift(12 * DAY)
    browser = tracking(filing.receipt.code)
    assert "Object to the answer" not in text_of(browser.get("/track/report/"))
    assert browser.post("/track/object/", {"text": "不同意。"}).status_code == 409
    with pytest.raises(MoveRefused, match="has ended"):
        reports.object_to_answer(Report.objects.get(pk=filing.report.pk), text="不同意。")
