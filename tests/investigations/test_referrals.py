"""A suspected crime goes to the police: two officers, the head, the packet, their answer, and what waits meanwhile."""

import pytest
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import EvidenceFile
from notices.selectors import notices_of
from sanctions import services as sanctions
from tests import factories
from tests.factories import browser, the
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db


def head():
    return the(Duty.INVESTIGATOR)


def test_two_officers_of_the_team_propose_it_and_no_other():
    case = factories.case_in("investigating")
    url = f"{case.get_absolute_url()}refer/"
    form = {"crime": "重大责任事故罪", "grounds": "有人死亡。", "officers": [head().pk]}
    answer = browser(head()).post(url, form)
    assert answer.status_code == 400
    assert "One officer alone" in answer.content.decode()
    stranger = factories.person("stranger", Duty.INVESTIGATOR)
    assert browser(head()).post(url, {**form, "officers": [head().pk, stranger.pk]}).status_code == 400
    told = {"actor": head(), "crime": "重大责任事故罪", "grounds": "有人死亡。"}
    with pytest.raises(MoveRefused, match="第310号"):
        cases.propose_referral(case, officers=[head(), stranger], **told)
    both = [head().pk, the(Duty.INVESTIGATOR, 2).pk]
    assert browser(head()).post(url, {**form, "officers": both}).status_code == 302
    assert set(case.referrals.get().group.values_list("pk", flat=True)) == set(both)


def test_the_packet_goes_with_a_letter_that_names_what_is_in_it_and_who_approved():
    referral = factories.referral_in("approved")
    url = f"/desk/cases/referrals/{referral.reference}/hand_over/"
    sends = {**factories.PACKET, "handed_over_at": timezone.localtime().strftime("%Y-%m-%d %H:%M")}
    for lacking in ("police", "receipt", "investigation_report", "item_list"):
        answer = browser(head()).post(url, {**sends, lacking: "", "seen": "approved"})
        assert answer.status_code == 400, lacking
    sends = {**sends, "appraisal": "技术鉴定报告1份", "seen": "approved"}
    assert browser(head()).post(url, sends).status_code == 302
    letter = notices_of(referral).get(kind="crime_referral").context
    assert letter["approval"].startswith("leader1")
    assert [one["name"] for one in letter["officers"]] == ["investigator1", "investigator2"]
    assert letter["appraisal"] == "技术鉴定报告1份"
    goes_along = {one["number"]: one["sha256"] for one in letter["annexes"]}
    files = EvidenceFile.objects.filter(evidence__case=referral.case)
    assert {
        f"{one.evidence.reference}-{one.number}": one.sha256 for one in files
    }.items() <= goes_along.items()
    papers = notices_of(referral.case).exclude(audience="reporter")
    assert {paper.number for paper in papers} <= goes_along.keys()


def test_the_three_days_of_the_police_run_anew_when_they_forward_it():
    referral = factories.referral_in("handed_over")
    cases.forward_referral(
        referral, actor=head(), handed_over_at=timezone.now(), police="重庆市公安局江北区分局"
    )
    clocks = Clock.objects.filter(rule_id="crime.police_decision").order_by("pk")
    assert [clock.outcome for clock in clocks] == ["cancelled", "running"]
    assert referral.police == "重庆市公安局江北区分局"


def test_an_objection_says_to_whom():
    referral = factories.referral_in("declined")
    url = f"/desk/cases/referrals/{referral.reference}/object/"
    sends = {"objected_on": timezone.localdate(), "note": "证据充分。", "seen": "declined"}
    assert browser(head()).post(url, sends).status_code == 400
    assert browser(head()).post(url, {**sends, "objected_to": "procuratorate"}).status_code == 302
    referral = type(referral).objects.get(pk=referral.pk)
    assert referral.get_objected_to_display() == "Supervision by the procuratorate"


@pytest.mark.parametrize(("way", "is_free"), [("delivered", False), ("returned", True), ("judged", True)])
def test_the_penalty_waits_until_the_police_give_the_case_back_or_a_court_has_judged(way, is_free):
    case = factories.case_in("investigating")
    factories.referral_in(way, case=case)
    case = factories.case_in("concluded", report=case.report, proposes_penalty=True)
    penalty = factories.penalty_in("reviewed", case=case)
    if is_free:
        sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))
        return
    with pytest.raises(MoveRefused, match="第310号"):
        sanctions.decide_penalty(penalty, actor=the(Duty.LEADER))


def test_what_the_police_drop_comes_back():
    referral = factories.referral_in("filed")
    cases.take_back_referral(referral, actor=head(), note="撤销案件。")
    assert referral.state == "returned"
    assert not Clock.objects.filter(rule_id="crime.deliver_material", outcome="running").exists()
