"""One door for moves: what it writes, whom it refuses, what it leaves untouched."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.workflow.builders import make_case, make_office, make_person, make_report
from workflow.errors import MoveRefused, StalePage
from workflow.models import Act, LogEntry, Seal
from workflow.selectors import moves_for
from workflow.services import advance, record, seal_log

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def desk(office):
    return make_person("desk", "desk", office=office)


@pytest.fixture
def stranger(office):
    return make_person("stranger", office=office)


@pytest.fixture
def report():
    return make_report()


def test_a_move_changes_state_and_writes_one_entry(report, desk):
    entry = advance(report, "accept", actor=desk, note="属于本局管辖")
    assert report.state == "accepted"
    assert report.accepted_at is not None
    assert (entry.sequence, entry.source, entry.target, entry.actor) == (2, "submitted", "accepted", desk)
    assert entry.note.text == "属于本局管辖"
    assert LogEntry.objects.about(report).count() == 2


def test_the_note_is_not_in_the_chain(report, desk):
    entry = advance(report, "accept", actor=desk, note="张三家门口")
    assert "张三" not in entry.canonical
    assert entry.note_digest


def test_a_move_is_refused_with_a_sentence_and_nothing_is_written(report, stranger):
    with pytest.raises(MoveRefused, match="Only the intake desk"):
        advance(report, "accept", actor=stranger)
    assert report.state == "submitted"
    assert LogEntry.objects.about(report).count() == 1


def test_a_superuser_without_the_duty_is_refused_like_anyone(report, stranger):
    stranger.is_superuser = True
    stranger.save()
    with pytest.raises(MoveRefused):
        advance(report, "accept", actor=stranger)


def test_a_second_click_is_stale_and_moves_nothing(report, desk):
    advance(report, "accept", actor=desk)
    with pytest.raises(StalePage):
        advance(report, "accept", actor=desk)
    assert LogEntry.objects.about(report).count() == 2


def test_an_instance_read_before_another_move_is_stale(report, desk):
    seen = type(report).objects.get(pk=report.pk)
    advance(report, "accept", actor=desk)
    with pytest.raises(StalePage):
        advance(seen, "decline", actor=desk, ground="duplicate")


def test_the_state_cannot_be_set_past_the_engine(report):
    with pytest.raises(AttributeError):
        report.state = "accepted"


def test_a_duty_ends_on_its_last_day(report, desk):
    desk.duty_assignments.update(starts_on="2020-01-01", ends_on="2020-12-31")
    desk.forget("duties")
    with pytest.raises(MoveRefused):
        advance(report, "accept", actor=desk)


def test_offers_name_the_moves_with_the_reason_why_not(report, desk, stranger):
    allowed = {offer.move: bool(offer.verdict) for offer in moves_for(report, desk)}
    assert allowed == {"accept": True, "decline": True, "transfer": True, "merge": True, "ask": True}
    refusals = {offer.move: str(offer.verdict.reason) for offer in moves_for(report, stranger)}
    assert set(refusals) == set(allowed)
    assert all(refusals.values())


def test_one_person_cannot_hold_two_separated_duties(office):
    both = make_person("both", "investigator", "leader", office=office)
    case = make_case(office, state="investigating")
    case.members.create(user=both, role="head")
    advance(case, "submit_findings", actor=both, inspected_on="2026-11-01")
    case.members.update(left_at="2026-11-02T00:00:00+08:00")
    (offer,) = [offer for offer in moves_for(case, both) if offer.move == "return_findings"]
    assert "investigated this case" in str(offer.verdict.reason)
    with pytest.raises(MoveRefused, match="investigated this case"):
        advance(case, "return_findings", actor=both)
    assert Act.objects.get(person=both).duty == "investigate"


def test_the_table_of_acts_itself_refuses_a_second_duty(office):
    both = make_person("both", office=office)
    case = make_case(office)
    key = {"subject_label": case.label(), "subject_id": case.pk, "separation": "case", "person": both}
    Act.objects.create(duty="investigate", **key)
    with pytest.raises(DatabaseError), transaction.atomic():
        Act.objects.create(duty="approve", **key)


def test_a_record_keeps_the_state(report, desk):
    entry = record(report, "read_words", actor=desk)
    assert (entry.source, entry.target) == ("submitted", "submitted")


@pytest.mark.parametrize("statement", ["UPDATE {} SET move='x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_log(report, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("workflow_logentry"))


def test_the_database_refuses_to_remove_a_seal(report):
    seal_log()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Seal.objects.all().delete()


def test_a_move_costs_a_fixed_number_of_queries(report, desk, django_assert_max_num_queries):
    desk.duties  # noqa: B018 - once per request
    for number in range(5):
        record(report, f"note_{number}", actor=desk)
    with django_assert_max_num_queries(14):
        advance(report, "accept", actor=desk)
