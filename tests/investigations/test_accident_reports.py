"""Level by level upward, handed up when the level rises, and a report that all sign, that is published and reviewed."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import Accident, Case, Signature
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
UPWARD = "accident.upward_report"


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def numbers(accident, **changes):
    told = {"deaths": accident.deaths, "missing": 0, "serious_injuries": 1, "loss": 0, **changes}
    cases.update_casualties(accident, actor=the(Duty.DESK), **told)


def kinds_of(accident):
    return list(notices_of(accident).order_by("pk").values_list("kind", flat=True))


def outcomes():
    return list(Clock.objects.filter(rule_id=UPWARD).order_by("pk").values_list("outcome", flat=True))


# ---- Upward ----------------------------------------------------------------------------------------------------
def test_an_ordinary_accident_goes_to_the_city_and_the_fast_report_is_a_paper(now):
    accident = factories.accident_in("reported")
    assert [to for to, _at in accident.rung_lines] == ["city"]
    assert outcomes() == ["met"]
    (paper,) = notices_of(accident)
    assert paper.kind == "accident_fast_report"
    assert {"unit_profile", "scene", "course", "casualties", "measures", "other"} <= set(paper.context)
    with pytest.raises(MoveRefused, match="has been told"):
        cases.pass_on_accident(accident, actor=the(Duty.DESK), reported_up_at=timezone.now())


def test_a_major_accident_climbs_rung_by_rung_each_with_its_own_two_hours(now):
    accident = factories.accident_in("reported", deaths=10)
    assert outcomes() == ["met", "running"]
    due = Clock.objects.filter(rule_id=UPWARD).latest("pk").due_at
    assert due == accident.reported_up_at + 2 * HOUR
    now.shift(3 * HOUR)
    cases.pass_on_accident(accident, actor=the(Duty.DESK), reported_up_at=timezone.now())
    assert outcomes() == ["met", "late"]
    assert [rung["to"] for rung in accident.rungs] == ["city", "nation"]


# ---- The level -------------------------------------------------------------------------------------------------
def test_a_level_that_rises_takes_the_accident_and_its_case_to_the_city(now):
    accident, leader = factories.accident_in("reported"), the(Duty.LEADER)
    with pytest.raises(MoveRefused, match="own at its level"):
        cases.hand_up_accident(accident, actor=leader, handed_up_at=timezone.now(), note="升级")
    numbers(accident, deaths=3)
    assert accident.belongs_to == "city"
    page = text_of(browser(leader).get(accident.get_absolute_url()))
    assert "A larger accident: the city investigates" in page
    with pytest.raises(MoveRefused, match="higher government investigates"):
        cases.submit_report(accident, actor=the(Duty.INVESTIGATOR), submitted_on=timezone.localdate())
    task = factories.task_in(case=accident.case)
    told = {"actor": leader, "handed_up_at": timezone.now(), "note": "等级变化，由市级调查。"}
    cases.hand_up_accident(accident, **told)
    assert (accident.state, accident.handed_up_to) == ("handed_up", "city")
    assert Case.objects.get(pk=accident.case_id).state == "handed_up"
    task.refresh_from_db(fields=["title"])
    assert type(task).objects.get(pk=task.pk).state == "cancelled"
    assert not Clock.objects.filter(
        subject_id=accident.pk, rule_id="accident.report", outcome="running"
    ).exists()


def test_a_paper_of_the_city_leaves_the_investigation_to_the_office(now):
    accident = factories.accident_in("reported", deaths=3)
    cases.take_mandate(accident, actor=the(Duty.LEADER), number="渝府办〔2026〕9号")
    assert accident.belongs_to is None
    factories._step_accident(accident, "submitted")
    assert accident.state == "submitted"


def test_a_level_does_not_fall_while_deaths_rise(now):
    accident = factories.accident_in("reported", serious_injuries=12)
    with pytest.raises(MoveRefused, match="第493号"):
        numbers(accident, deaths=1, serious_injuries=0)
    numbers(accident, deaths=1, serious_injuries=11)


# ---- The report ------------------------------------------------------------------------------------------------
def test_a_report_is_handed_in_with_the_signatures_of_all_and_the_dissent_of_one(now):
    accident, head, other = (
        factories.accident_in("written"),
        the(Duty.INVESTIGATOR),
        the(Duty.INVESTIGATOR, 2),
    )
    submit = {"actor": head, "submitted_on": timezone.localdate()}
    with pytest.raises(MoveRefused, match=r"still to sign: .*甄工会"):
        cases.submit_report(accident, **submit)
    cases.sign_report(accident, actor=head)
    cases.sign_report(accident, actor=other, dissent="对管理原因有不同意见。")
    seats = accident.case.delegates.filter(role="member")
    with pytest.raises(MoveRefused, match="head of the team enters"):
        cases.sign_report(accident, actor=other, delegate=seats[0])
    for delegate in seats:
        cases.sign_report(accident, actor=head, delegate=delegate)
    cases.submit_report(accident, **submit)  # the invited procuratorate and experts need not sign
    paper = notices_of(accident).get(kind="accident_report")
    assert [one["dissent"] for one in paper.context["signatures"] if one["dissent"]] == [
        "对管理原因有不同意见。"
    ]
    page = text_of(browser(the(Duty.LEADER)).get(accident.get_absolute_url()))
    assert "对管理原因有不同意见。" in page


def test_nobody_signs_who_is_no_member_and_nobody_twice(now):
    accident = factories.accident_in("written")
    with pytest.raises(MoveRefused, match="第493号"):
        cases.sign_report(accident, actor=the(Duty.LEADER))
    cases.sign_report(accident, actor=the(Duty.INVESTIGATOR))
    with pytest.raises(MoveRefused, match="already"):
        cases.sign_report(accident, actor=the(Duty.INVESTIGATOR))
    signature = Signature.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(report=signature.report, digest="x", recorded_by=the(Duty.INVESTIGATOR))


def test_a_signature_counts_for_the_text_that_was_signed(now):
    accident, head = factories.accident_in("written"), the(Duty.INVESTIGATOR)
    cases.sign_report(accident, actor=head)
    factories.write_accident_report(accident)  # the same words again
    later = timezone.localdate() + datetime.timedelta(days=30)
    cases.promise_measure(accident, actor=head, what="加装联锁", who="企业", due_on=later)
    with pytest.raises(MoveRefused, match="still to sign: investigator1"):
        cases.submit_report(accident, actor=head, submitted_on=timezone.localdate())
    numbers(accident, deaths=1)
    with pytest.raises(MoveRefused, match="save it again"):
        cases.sign_report(accident, actor=head)


def test_reply_publication_and_the_review_of_each_promise_come_as_papers(now):
    accident, leader, today = factories.accident_in("replied"), the(Duty.LEADER), timezone.localdate()
    review = {"actor": leader, "reviewed_on": today}
    with pytest.raises(MoveRefused, match="not published"):
        cases.review_accident(accident, **review)
    cases.publish_accident(accident, actor=leader, published_on=today, where="区政府网站")
    with pytest.raises(MoveRefused, match="every measure"):
        cases.review_accident(accident, **review)
    url = f"{accident.get_absolute_url()}review_promise/"
    sends = {"promise": accident.promises.get().pk, "kept": "partly", "found": ""}
    assert browser(leader).post(url, sends).status_code == 400
    assert browser(leader).post(url, {**sends, "found": "一半班组完成。"}).status_code == 302
    accident = Accident.objects.get(pk=accident.pk)
    cases.review_accident(accident, **review)
    assert kinds_of(accident) == [
        "accident_fast_report",
        "accident_report",
        "accident_reply",
        "accident_review",
    ]
    reply = notices_of(accident).get(kind="accident_reply")
    assert notices_of(accident).get(kind="accident_report").number in reply.context["report"]


def test_a_report_that_was_handed_in_by_mistake_is_void_with_the_move(now):
    accident = factories.accident_in("submitted")
    factories.annul(accident, "leader1", "investigator1")
    assert notices_of(accident).get(kind="accident_report").state == "voided"
    assert Accident.objects.get(pk=accident.pk).state == "reported"
