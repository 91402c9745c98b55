"""Interviews and exposures: what brings them up, the plan, the notice, the minutes, refusal, follow-up; privacy."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Duty
from notices.selectors import notices_of
from sanctions import services as sanctions
from sanctions.models import Exposure, Interview, Shown
from tests import factories
from tests.factories import accident_in, browser, exposure_in, interview_in, the
from tests.public_site import Reporter, text_of
from workflow.errors import AnnulmentRefused, MoveRefused

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def accident(unit: Any = None, *, days: int = 1, **harm: Any) -> Any:
    then = timezone.now() - days * DAY
    where = {"unit": unit} if unit else {}
    return accident_in(
        happened_at=then, unit_informed_at=then, unit_reported_at=then, received_at=then, **where, **harm
    )


# ---- What brings them up ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("deaths", "exposed", "called"), [(2, 0, 0), (3, 1, 0), (10, 1, 1)])
def test_the_level_of_an_accident_brings_up_what_the_rules_say(
    deaths: int, exposed: int, called: int
) -> None:
    case = accident(deaths=deaths).case
    sanctions.note_warnings(case)
    sanctions.note_warnings(case)
    assert (Exposure.objects.count(), Interview.objects.count()) == (exposed, called)


@pytest.mark.parametrize(("days", "called"), [(100, 1), (200, 0)])
def test_two_larger_accidents_in_six_months_call_for_an_interview(days: int, called: int) -> None:
    first = accident(deaths=3, days=days)
    sanctions.note_warnings(accident(first.case.unit, deaths=4).case)
    assert Interview.objects.count() == called


def test_what_a_leader_dismissed_is_not_brought_up_again() -> None:
    case = accident(deaths=10).case
    sanctions.note_warnings(case)
    sanctions.dismiss_interview(Interview.objects.get(), actor=the(Duty.LEADER), note="已由市级约谈。")
    sanctions.note_warnings(case)
    assert Interview.objects.count() == 1


# ---- Interviews ------------------------------------------------------------------------------------------------
def test_an_interview_goes_from_plan_to_follow_up_with_its_papers() -> None:
    interview = interview_in("closed")
    assert sorted(notices_of(interview).values_list("kind", flat=True)) == ["talk_minutes", "talk_notice"]
    minutes = notices_of(interview).get(kind="talk_minutes").context
    assert minutes["measures"][0].startswith("安装防护罩")


def test_nobody_comes_in_the_place_of_who_was_called() -> None:
    interview = interview_in("announced")
    with pytest.raises(MoveRefused, match="must be present"):
        sanctions.hold_interview(
            interview, actor=the(Duty.INVESTIGATOR), **{**factories.MINUTES, "attended": "副厂长"}
        )


def test_the_notice_leaves_with_the_approval_of_another() -> None:
    interview = interview_in("planned")
    assert not notices_of(interview).exists()
    with pytest.raises(MoveRefused, match="A leader decides"):
        sanctions.announce_interview(interview, actor=the(Duty.INVESTIGATOR))


def test_it_is_not_closed_before_its_measures_are_due() -> None:
    interview = interview_in("reported", due_on=timezone.localdate() + 9 * DAY)
    with pytest.raises(MoveRefused, match="is not due before"):
        sanctions.close_interview(interview, actor=the(Duty.LEADER), note="已整改。")


@pytest.mark.parametrize("state", ["announced", "held", "reported"])
def test_who_does_not_comply_is_noted_with_the_reason(state: str) -> None:
    interview = interview_in(state)
    sanctions.fail_interview(interview, actor=the(Duty.LEADER), note="未到场，通报并抄告主管部门。")
    assert Interview.objects.get().state == "failed"


def failed(state: str) -> Interview:
    interview = interview_in(state)
    sanctions.fail_interview(interview, actor=the(Duty.LEADER), note="未按要求整改。")
    factories.settle()
    return interview


@pytest.mark.parametrize(("state", "told"), [("announced", "没有按照要求参加"), ("reported", "安装防护罩")])
def test_who_does_not_comply_is_named_in_public_after_the_reading_for_privacy(state: str, told: str) -> None:
    interview = failed(state)
    exposure = Exposure.objects.get()
    assert (exposure.trigger, exposure.state) == ("interview", "proposed")
    url = f"{exposure.get_absolute_url()}draft/"
    form = browser(the(Duty.INVESTIGATOR)).get(url).context["form"]
    drafted = {name: form.fields[name].initial for name in ("headline", "text")}
    assert told in drafted["text"]
    assert interview.interviewee not in drafted["text"]
    response = browser(the(Duty.INVESTIGATOR)).post(url, {**drafted, "seen": "proposed"})
    assert response.status_code == 302
    exposure = Exposure.objects.get()
    with pytest.raises(MoveRefused):
        sanctions.publish_exposure(exposure, actor=the(Duty.LEADER))
    exposure = Exposure.objects.get()
    sanctions.clear_exposure(exposure, actor=the(Duty.REVIEWER))
    sanctions.publish_exposure(exposure, actor=the(Duty.LEADER))
    assert told in text_of(Reporter(office=False).get("/lists/exposures/"))


def test_a_failure_noted_by_mistake_takes_its_exposure_along_until_somebody_wrote_it() -> None:
    interview = failed("held")
    factories.annul(interview, "leader1", "investigator1")
    assert Exposure.objects.get().state == "cancelled"
    again = Interview.objects.get()
    sanctions.fail_interview(again, actor=the(Duty.LEADER), note="未按要求整改。")
    factories.settle()
    exposure = Exposure.objects.get(state="proposed")
    sanctions.draft_exposure(exposure, actor=the(Duty.INVESTIGATOR), headline="警示", text="未整改。")
    with pytest.raises(AnnulmentRefused, match="under way"):
        factories.annul(again, "leader1", "investigator1")


def test_an_office_that_does_not_want_it_brings_nothing_up() -> None:
    factories.choose("exposure.failed_interview", "false")
    failed("held")
    assert not Exposure.objects.exists()


@pytest.mark.parametrize(
    ("measures", "sentence"),
    [("尽快整改", "does not begin with a day"), ("2026-12-31", "Say what is done"), ("", "Write")],
)
def test_a_measure_without_its_day_is_refused_in_words(measures: str, sentence: str) -> None:
    interview = interview_in("announced")
    typed = {**factories.MINUTES, "measures": measures, "seen": "announced"}
    response = browser(the(Duty.INVESTIGATOR)).post(f"{interview.get_absolute_url()}hold/", typed)
    assert response.status_code == 400
    assert sentence in text_of(response)


def test_the_periods_of_an_interview_run() -> None:
    interview = interview_in("announced")
    clocks = factories.Clock.objects.filter(subject_label=Interview.label(), subject_id=interview.pk)
    assert clocks.get(rule_id="interview.hold").outcome == "running"
    sanctions.hold_interview(interview, actor=the(Duty.INVESTIGATOR), **factories.MINUTES)
    assert clocks.get(rule_id="interview.hold").outcome == "met"
    assert clocks.get(rule_id="interview.within").outcome == "running"


# ---- Exposures -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("接群众举报后查明该厂无证生产。", "somebody reported"),
        ("联系电话13800138000。", "belongs to a person"),
        ("法定代表人{owner}被追责。", "family name and 某"),
    ],
)
def test_a_text_that_touches_a_person_is_refused_at_once(text: str, sentence: str) -> None:
    exposure = exposure_in("proposed")
    written = text.format(owner=exposure.unit.legal_representative)
    with pytest.raises(MoveRefused, match=sentence):
        sanctions.draft_exposure(exposure, actor=the(Duty.INVESTIGATOR), headline="警示", text=written)


def test_nothing_is_public_that_another_did_not_read_for_privacy() -> None:
    exposure = exposure_in("drafted")
    with pytest.raises(MoveRefused):
        sanctions.publish_exposure(exposure, actor=the(Duty.LEADER))
    with pytest.raises(MoveRefused, match="Only a legal reviewer"):
        sanctions.clear_exposure(exposure, actor=the(Duty.INVESTIGATOR))
    sanctions.send_back_exposure(exposure, actor=the(Duty.REVIEWER), note="第二段能认出工人。")
    assert Exposure.objects.get().state == "proposed"


def test_what_is_published_is_read_by_everybody_and_withdrawn_again() -> None:
    exposure = exposure_in("published")
    reader = Reporter(office=False)
    assert exposure.headline in text_of(reader.get("/lists/exposures/"))
    assert Shown.objects.get().board == "exposure"
    sanctions.withdraw_exposure(exposure, actor=the(Duty.LEADER), note="已整改到位。")
    assert exposure.headline not in text_of(reader.get("/lists/exposures/"))
    assert Shown.objects.get().why_hidden == "已整改到位。"


def test_an_interview_and_an_exposure_are_brought_up_by_hand_once() -> None:
    case = factories.case_in("investigating")
    for noun, model in (("interview", Interview), ("exposure", Exposure)):
        url = f"/desk/sanctions/propose/{case.reference}/{noun}/"
        typed = {"note": "问题突出。"}
        assert browser(the(Duty.LEADER)).post(url, typed).status_code == 403
        assert browser(the(Duty.INVESTIGATOR)).post(url, typed).status_code == 302
        assert model.objects.get().trigger == ""
        assert browser(the(Duty.INVESTIGATOR)).post(url, typed).status_code == 400
