"""What is sealed in a tip is destroyed in time, by two people, and not a day early or while anybody needs it."""

import json
from hashlib import sha256

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty
from enterprises.services import declare_tie
from investigations import services as cases
from reports import disposing, services
from reports.keeping import due_for_disposal
from reports.models import Disposal, Report
from rewards import services as rewards
from rewards.models import Reward
from tests import factories
from tests.factories import (
    THREE_YEARS,
    browser,
    disposal_in,
    find_conditions,
    identity_of,
    report_in,
    reward_in,
    the,
)
from vault.models import Envelope, SealedFile
from vault.sealing import CannotOpen
from vault.selectors import envelopes_of
from vault.services import open_envelope
from workflow.errors import MoveRefused
from workflow.integrity import walk_log

pytestmark = pytest.mark.django_db
YEAR = THREE_YEARS / 3


def settle_all(tip):
    """Close what a tip has set off on the floors above."""
    for case in tip.cases.all():
        cases.close_case(case, actor=the(Duty.LEADER))
    for reward in Reward.objects.filter(report=tip):
        unmet = find_conditions(reward, unhandled="no")
        rewards.refuse_reward(unmet, actor=the(Duty.REWARDS), note="举报前已被查处。")


def in_years(count):
    return time_machine.travel(timezone.now() + count * YEAR)


@pytest.mark.parametrize(
    ("state", "too_early", "late_enough"),
    [("declined", 1.9, 2.1), ("withdrawn", 1.9, 2.1), ("transferred", 1.9, 2.1), ("closed", 4.9, 5.1)],
)
def test_a_tip_is_due_when_its_period_is_over(state, too_early, late_enough):
    tip = report_in(state)
    settle_all(tip)
    with in_years(too_early):
        assert tip not in due_for_disposal()
    with in_years(late_enough):
        assert tip in due_for_disposal()


def test_what_is_not_final_is_never_due():
    tips = [report_in("submitted"), report_in("accepted"), report_in("answered")]
    with in_years(30):
        assert not due_for_disposal().filter(pk__in=[tip.pk for tip in tips]).exists()


def test_an_open_case_or_the_tip_it_was_merged_into_keeps_it():
    closed, merged = report_in("closed"), report_in("merged")
    with in_years(30):
        assert not due_for_disposal().filter(pk__in=[closed.pk, merged.pk]).exists()
    settle_all(closed)
    services.withdraw_report(merged.merged_into)
    with in_years(30):
        assert due_for_disposal().filter(pk__in=[closed.pk, merged.pk]).count() == 2


def test_a_hold_keeps_it_and_lifting_lets_it_go():
    tip, leader = report_in("declined"), the(Duty.LEADER)
    disposing.hold_report(tip, actor=leader, note="举报人提起行政诉讼")
    with pytest.raises(MoveRefused, match="held already"):
        disposing.hold_report(tip, actor=leader, note="又一次")
    with in_years(10):
        assert tip not in due_for_disposal()
    disposing.lift_hold(tip, actor=leader)
    with pytest.raises(MoveRefused, match="not held"):
        disposing.lift_hold(tip, actor=leader)
    with in_years(10):
        assert tip in due_for_disposal()


def test_an_open_reward_keeps_the_tip_until_it_is_settled():
    reward = reward_in("approved")
    services.close_report(reward.report, actor=the(Duty.DESK))
    penalties = reward.case.penalties.all()
    with in_years(10):
        assert reward.report not in due_for_disposal()
    Reward.objects.filter(pk=reward.pk).update(claim_until=timezone.localdate() - timezone.timedelta(days=1))
    rewards.lapse_reward(Reward.objects.get(pk=reward.pk), actor=the(Duty.REWARDS))
    with in_years(10):
        assert reward.report not in due_for_disposal(), "the penalty and the case are still open"
    assert penalties.exists()


def test_it_is_destroyed_by_two_people_and_the_stubs_prove_it():
    filing = factories.file_report()
    tip, desk = filing.report, the(Duty.DESK)
    services.write_to_desk(tip, text="补充一句。")
    services.write_to_reporter(tip, actor=desk, text="收到。")
    services.release_working_text(tip, actor=desk, text="冲压机没有防护罩")
    services.decline_report(tip, actor=desk, ground=factories.decline_grounds()[0][0])
    before = {str(one.handle): bytes(one.ciphertext) for one in envelopes_of(tip)}
    custodian, leader = the(Duty.CUSTODIAN), the(Duty.LEADER)
    with in_years(3):
        (disposal,) = disposing.propose_disposals([tip], actor=custodian)
        with pytest.raises(MoveRefused):
            disposing.carry_out(disposal, actor=custodian)
        assert open_envelope(envelopes_of(tip, purpose="words").get(), identity=identity_of(desk))
        disposing.carry_out(disposal, actor=leader)
        after = list(envelopes_of(tip))
        assert len(after) == len(before) >= 3
        assert all(one.destroyed_at and bytes(one.ciphertext) == b"" for one in after)
        with pytest.raises(CannotOpen):
            open_envelope(envelopes_of(tip, purpose="words").get(), identity=identity_of(desk))
    proved = {part["handle"]: part["sha256"] for part in Disposal.objects.get().proof}
    assert proved == {handle: sha256(sealed).hexdigest() for handle, sealed in before.items()}
    tip = Report.objects.get(pk=tip.pk)
    assert tip.working_text == ""
    assert all(bytes(item.sealed_body) == b"" for item in tip.mailbox.all())
    assert not list(walk_log()), "the log's chain stands"
    reporter = browser(None)
    reporter.post(reverse("tips:track"), {"code": filing.receipt.code})
    page = reporter.get(reverse("tips:panels")).content.decode()
    assert "has been destroyed" in page


def test_what_was_said_of_retaliation_goes_with_the_tip_and_not_before_its_answer():
    waiting, tip = report_in("declined"), report_in("declined")
    factories.retaliation_in("raised", report=waiting)
    retaliation = factories.retaliation_in("answered", report=tip)
    before = bytes(envelopes_of(retaliation).get().ciphertext)
    with in_years(3):
        assert list(due_for_disposal()) == [tip], "the other has no answer yet"
        (disposal,) = disposing.propose_disposals([tip], actor=the(Duty.CUSTODIAN))
        disposing.carry_out(disposal, actor=the(Duty.LEADER))
    after = envelopes_of(retaliation).get()
    assert after.destroyed_at
    assert bytes(after.ciphertext) == b""
    proved = {part["handle"]: part["sha256"] for part in disposal.proof}
    assert proved[str(after.handle)] == sha256(before).hexdigest()


def test_the_files_go_with_their_keys(django_capture_on_commit_callbacks):
    from tests.journeys import public_form

    factories.office()
    client = browser(None)
    public_form.answer_all(client, files=[public_form.photo()])
    public_form.send(client)
    tip = Report.objects.latest("pk")
    services.decline_report(tip, actor=the(Duty.DESK), ground=factories.decline_grounds()[0][0])
    file = SealedFile.objects.get(subject_id=tip.pk)
    assert file.absolute_path.exists()
    with in_years(3), django_capture_on_commit_callbacks(execute=True):
        (disposal,) = disposing.propose_disposals([tip], actor=the(Duty.CUSTODIAN))
        disposing.carry_out(disposal, actor=the(Duty.LEADER))
    file.refresh_from_db()
    assert file.erased_at
    assert not file.absolute_path.exists()


def test_what_came_up_after_the_proposal_stops_it():
    disposal, leader = disposal_in(), the(Duty.LEADER)
    disposing.hold_report(disposal.report, actor=leader, note="纪检机关调卷")
    with pytest.raises(MoveRefused, match="is held"):
        disposing.carry_out(disposal, actor=leader)
    assert Envelope.objects.filter(~Q(ciphertext=b""), subject_id=disposal.report_id).exists()


def test_it_is_proposed_once_and_again_after_it_was_declined():
    disposal = disposal_in()
    assert not disposing.propose_disposals([disposal.report], actor=the(Duty.CUSTODIAN, 2))
    disposing.decline_disposal(disposal, actor=the(Duty.LEADER), note="先保留")
    assert len(disposing.propose_disposals([disposal.report], actor=the(Duty.CUSTODIAN))) == 1


def test_the_database_wants_two_people():
    disposal = disposal_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=disposal.pk).update(decided_by=disposal.proposed_by)


def test_a_custodian_proposes_a_page_at_once_and_sees_no_tip_they_are_kept_away_from():
    tip, other = report_in("declined"), report_in("declined")
    custodian, url = the(Duty.CUSTODIAN), reverse("keeping:due")
    declare_tie(other.unit, actor=custodian, why="股东")
    with in_years(3):
        client = browser(custodian)
        page = client.get(url).content.decode()
        assert tip.reference in page
        assert other.reference not in page
        posted = client.post(url, {"report": [tip.reference, other.reference, "JB-2026-999999", "x"]})
        assert posted.status_code == 302
        assert Disposal.objects.get().report == tip
        assert browser(the(Duty.DESK)).get(url).status_code == 404


def test_the_page_of_what_is_due_costs_the_same_queries_for_one_and_many(django_assert_max_num_queries):
    custodian, url = the(Duty.CUSTODIAN), reverse("keeping:due")
    report_in("declined")
    with in_years(3):
        client = browser(custodian)
        client.get(url)
        with django_assert_max_num_queries(9):
            client.get(url)
    for _number in range(6):
        report_in("declined")
    with in_years(3), django_assert_max_num_queries(9):
        page = client.get(url)
    assert page.content.decode().count('name="report"') == 7


def test_a_leader_destroys_over_the_page_and_the_proof_is_shown():
    disposal = disposal_in()
    url = reverse("keeping:destroy", args=[disposal.reference])
    assert browser(the(Duty.CUSTODIAN)).post(url).status_code == 403
    leader = browser(the(Duty.LEADER))
    assert disposal.reference in leader.get("/desk/").content.decode()
    assert leader.post(url, {"seen": "proposed"}).status_code == 302
    page = leader.get(disposal.get_absolute_url()).content.decode()
    assert all(part["sha256"] in page for part in Disposal.objects.get().proof)
    assert json.dumps(Disposal.objects.get().proof).count("sha256") >= 2
