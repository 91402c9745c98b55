"""A mistaken move is taken back by two people; both entries stay; consequences go with it or refuse."""

import pytest

from investigations.services import form_team
from tests import factories
from tests.workflow.builders import make_office, make_person, make_report
from workflow.errors import AnnulmentRefused, MoveRefused, StalePage
from workflow.integrity import walk_log
from workflow.models import Delivery, LogEntry
from workflow.services import advance, confirm_annulment, deliver_pending, propose_annulment

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def desk(office):
    return make_person("desk", "desk", office=office)


@pytest.fixture
def leader(office):
    return make_person("leader", "leader", office=office)


@pytest.fixture
def accepted(desk):
    report = make_report()
    advance(report, "accept", actor=desk)
    deliver_pending()
    return report


def test_two_people_annul_and_both_entries_stay(accepted, desk, leader):
    propose_annulment(accepted, actor=desk, reason="按错了")
    undo = confirm_annulment(accepted, actor=leader)
    assert accepted.state == "submitted"
    assert accepted.accepted_at is None
    assert accepted.status_word == "received"
    assert [entry.move for entry in LogEntry.objects.about(accepted)] == ["submit", "accept", "annul"]
    assert undo.annuls.move == "accept"
    assert list(walk_log()) == []


def test_after_an_annulled_move_the_one_before_it_can_be_annulled():
    penalty = factories.penalty_in("investigated")
    states = []
    for _move in ("countersign", "report"):
        factories.annul(penalty, "leader1", "investigator1")
        penalty = type(penalty).objects.get(pk=penalty.pk)
        states.append(penalty.state)
    assert states == ["reported", "filed"]


def test_the_proposer_cannot_confirm(accepted, desk):
    propose_annulment(accepted, actor=desk, reason="按错了")
    with pytest.raises(MoveRefused, match="proposed the annulment"):
        confirm_annulment(accepted, actor=desk)
    assert accepted.state == "accepted"


def test_nobody_confirms_what_was_not_proposed(accepted, leader):
    with pytest.raises(StalePage):
        confirm_annulment(accepted, actor=leader)


def test_a_move_is_proposed_for_annulment_once(accepted, desk, leader):
    propose_annulment(accepted, actor=desk, reason="按错了")
    with pytest.raises(StalePage):
        propose_annulment(accepted, actor=leader, reason="也这样看")


def test_the_first_entry_is_never_annulled(desk):
    with pytest.raises(MoveRefused, match="no move"):
        propose_annulment(make_report(), actor=desk, reason="不要了")


def test_the_case_that_was_opened_goes_with_the_acceptance(accepted, desk, leader):
    propose_annulment(accepted, actor=desk, reason="按错了")
    confirm_annulment(accepted, actor=leader)
    assert [case.state for case in accepted.cases.all()] == ["cancelled"]


def test_a_case_under_investigation_holds_the_acceptance(accepted, office, desk, leader):
    form_team(accepted.cases.get(), actor=leader, head=make_person("head", "investigator", office=office))
    propose_annulment(accepted, actor=desk, reason="按错了")
    with pytest.raises(AnnulmentRefused, match="already investigates"):
        confirm_annulment(accepted, actor=leader)
    accepted = type(accepted).objects.get(pk=accepted.pk)
    assert accepted.state == "accepted"
    assert [entry.move for entry in LogEntry.objects.about(accepted)] == ["submit", "accept"]


def test_what_was_not_yet_delivered_is_cancelled(desk, leader):
    report = make_report()
    advance(report, "accept", actor=desk)
    propose_annulment(report, actor=desk, reason="按错了")
    confirm_annulment(report, actor=leader)
    deliver_pending()
    assert not report.cases.exists()
    handed_out = Delivery.objects.filter(entry__move="accept")
    assert handed_out
    assert all(delivery.is_cancelled for delivery in handed_out)


def test_after_an_annulment_the_right_move_can_be_made(accepted, desk, leader):
    propose_annulment(accepted, actor=desk, reason="按错了")
    confirm_annulment(accepted, actor=leader)
    advance(accepted, "decline", actor=desk, ground="duplicate")
    assert accepted.state == "declined"
    assert list(walk_log()) == []
