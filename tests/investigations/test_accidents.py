"""Accidents, preserved evidence and referrals: their periods follow by themselves, and nonsense is refused in words."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from tests import factories
from workflow.errors import MoveRefused
from workflow.models import Clock
from workflow.selectors import running_clock

pytestmark = pytest.mark.django_db

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def clock(rule_id):
    return Clock.objects.filter(rule_id=rule_id).latest("pk")


def head():
    return factories.the(Duty.INVESTIGATOR)


def test_the_unit_is_late_after_its_hour_and_the_office_after_two(now):
    accident = factories.accident_in("recorded", unit_reported_at=None)
    assert clock("accident.unit_report").outcome == "running"
    cases.receive_unit_report(accident, actor=factories.the(Duty.DESK), unit_reported_at=timezone.now())
    assert clock("accident.unit_report").outcome == "late"
    now.shift(2 * HOUR)
    cases.report_up(accident, actor=factories.the(Duty.DESK), reported_up_at=timezone.now())
    assert clock("accident.upward_report").outcome == "late"


def test_a_unit_that_reported_in_its_hour_has_kept_it_from_the_start(now):
    factories.accident_in("recorded")
    assert clock("accident.unit_report").outcome == "met"


def test_the_time_of_an_appraisal_is_not_counted_and_the_government_may_extend_once(now):
    accident = factories.accident_in("reported")
    assert timezone.localdate(clock("accident.report").due_at) == datetime.date(2026, 7, 31)
    cases.begin_appraisal(accident, actor=head(), began_on=datetime.date(2026, 6, 1), note="鉴定冲压机。")
    now.shift(20 * DAY)
    assert clock("accident.report").stopped_at is not None
    with pytest.raises(MoveRefused, match="End the technical appraisal"):
        cases.submit_report(accident, actor=head(), submitted_on=timezone.localdate())
    cases.end_appraisal(accident, actor=head(), ended_on=timezone.localdate())
    assert timezone.localdate(clock("accident.report").due_at) == datetime.date(2026, 8, 20)
    approval = {
        "approval_number": "涪府〔2026〕31号",
        "approved_on": timezone.localdate(),
        "note": "案情复杂。",
    }
    cases.extend_report(accident, actor=head(), **approval)
    assert timezone.localdate(clock("accident.report").due_at) == datetime.date(2026, 10, 19)
    with pytest.raises(MoveRefused, match="extended already"):
        cases.extend_report(accident, actor=head(), **approval)
    factories.annul(accident, "leader1", "investigator1")
    assert timezone.localdate(clock("accident.report").due_at) == datetime.date(2026, 8, 20)


def test_what_ran_out_can_no_longer_be_extended(now):
    accident = factories.accident_in("reported")
    now.shift(90 * DAY)
    with pytest.raises(MoveRefused, match="ran out before"):
        cases.extend_report(
            accident, actor=head(), approval_number="1", approved_on=timezone.localdate(), note="案情复杂。"
        )


def test_the_missing_count_as_dead_when_the_window_closes(now):
    accident = factories.accident_in("reported", missing=3)
    assert accident.level == "ordinary"
    now.shift(31 * DAY)
    assert accident.level == "larger"
    with pytest.raises(MoveRefused, match="has ended"):
        cases.update_casualties(
            accident, actor=factories.the(Duty.DESK), deaths=3, missing=0, serious_injuries=0, loss=0
        )


def test_the_dead_do_not_come_back(now):
    accident = factories.accident_in("reported", deaths=2)
    with pytest.raises(MoveRefused, match="Fewer deaths"):
        cases.update_casualties(
            accident, actor=factories.the(Duty.DESK), deaths=1, missing=0, serious_injuries=0, loss=0
        )


def test_the_reply_to_an_extraordinary_accident_has_a_longer_period(now):
    factories.accident_in("submitted")
    assert clock("accident.reply").outcome == "running"
    grave = factories.accident_in("submitted", deaths=30)
    assert running_clock(grave, "accident.reply.extraordinary").outcome == "running"
    assert not Clock.objects.filter(rule_id="accident.reply", subject_id=grave.pk).exists()


def test_a_traffic_accident_has_the_shorter_window(now):
    factories.accident_in("recorded", is_traffic_or_fire=True)
    assert not Clock.objects.filter(rule_id="accident.casualty_update").exists()
    assert timezone.localdate(clock("accident.casualty_update.traffic_fire").due_at) == datetime.date(
        2026, 6, 8
    )


def test_a_cancelled_record_takes_its_case_along(now):
    accident = factories.accident_in("cancelled")
    accident.case.refresh_from_db(fields=["title"])
    assert type(accident.case).objects.get(pk=accident.case_id).state == "cancelled"
    assert set(Clock.objects.filter(subject_label=accident.label()).values_list("outcome", flat=True)) == {
        "cancelled",
        "met",  # the unit had reported in its hour
    }


def test_a_case_does_not_close_over_preserved_evidence_or_an_open_referral(now):
    case = factories.case_in("investigating")
    preservation, referral = factories.preservation_in(case=case), factories.referral_in(case=case)
    for stage in ("found", "reviewed", "concluded"):
        factories._step_case(case, stage, {})
        factories.settle()
    leader = factories.the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="still preserved"):
        cases.close_case(case, actor=leader)
    cases.settle_evidence(preservation, actor=head(), settlement="returned", settled_on=timezone.localdate())
    with pytest.raises(MoveRefused, match="still under way"):
        cases.close_case(case, actor=leader)
    cases.refuse_referral(referral, actor=leader, note="不构成犯罪。")
    cases.close_case(case, actor=leader)
    assert case.state == "closed"


def test_the_same_crime_is_referred_once_at_a_time(now):
    case = factories.case_in("investigating")
    factories.referral_in(case=case)
    with pytest.raises(MoveRefused, match="under way already"):
        factories.referral_in(case=case)


def form_of(**changes):
    return {
        "happened_at": "2026-06-01 07:00",
        "unit_informed_at": "2026-06-01 07:10",
        "unit_reported_at": "",
        "received_at": "2026-06-01 09:00",
        "place": "冲压车间",
        "course": "一名工人被压伤。",
        "deaths": "0",
        "missing": "0",
        "serious_injuries": "1",
        "loss": "0",
        **changes,
    }


def test_an_accident_is_recorded_on_its_page_and_its_moves_are_offered(now):
    factories.office()
    unit = factories.unit()
    client = factories.browser(factories.the(Duty.DESK))
    answer = client.post("/desk/cases/accidents/record/", form_of(unit=unit.uscc))
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    for words in ("Report upward", "Add to the report", "Report the accident upward", "ordinary"):
        assert words in page, words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "没有的厂"}, "The register has no unit"),
        ({"received_at": "2026-05-31 09:00"}, "This time lies before the accident."),
        ({"received_at": "2026-06-02 09:00"}, "This time has not come yet."),
        ({"happened_at": "yesterday"}, "Enter a real date and time"),
        ({"deaths": "-1"}, "greater than or equal to 0"),
    ],
)
def test_nonsense_in_the_record_is_answered_in_words(now, changes, words):
    factories.office()
    form = {"unit": factories.unit().uscc, **form_of(**changes)}
    answer = factories.browser(factories.the(Duty.DESK)).post("/desk/cases/accidents/record/", form)
    assert answer.status_code == 400
    assert words in answer.content.decode()
