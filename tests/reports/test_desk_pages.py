"""The staff's pages of a tip."""

import uuid

import pytest

from accounts.models import Duty
from reports import services
from reports.models import Report
from tests import factories
from tests.desk.builders import refuse_strangers, text_of, walk_move
from tests.factories import WORDS, browser, report_in, the
from workflow.models import LogEntry
from workflow.services import propose_annulment

pytestmark = pytest.mark.django_db


def moves_logged(report):
    return list(LogEntry.objects.about(report).values_list("move", flat=True))


@pytest.mark.parametrize(
    ("state", "move", "sends", "needs", "target"),
    [
        ("submitted", "accept", {"note": "属于本局职责"}, (), "accepted"),
        ("submitted", "decline", {"ground": "no_clear_target_or_facts"}, ("ground",), "declined"),
        ("answered", "close", {}, (), "closed"),
    ],
)
def test_the_desk_moves_a_report_and_a_leader_does_not(state, move, sends, needs, target):
    walk_move(
        report_in(state),
        move,
        by=the(Duty.DESK),
        not_by=the(Duty.LEADER),
        sends=sends,
        needs=needs,
        target=target,
    )


def test_the_desk_hands_a_report_to_another_department():
    market, report = factories.agency("market"), report_in()
    moved = walk_move(
        report,
        "transfer",
        by=the(Duty.DESK),
        not_by=the(Duty.LEADER),
        sends={"agency": market.pk},
        needs=("agency",),
        target="transferred",
    )
    assert moved.transferred_to == market


def test_the_desk_merges_a_report_with_an_earlier_one_only():
    earlier, report, later = report_in("accepted"), report_in(), report_in()
    desk, url = browser(the(Duty.DESK)), f"{report.get_absolute_url()}merge/"
    for wrong in (later.reference, report.reference, "JB-2020-000001", "<script>"):
        refused = desk.post(url, {"seen": "submitted", "into": wrong, "note": "同一件事"})
        assert refused.status_code == 400
        assert "同一件事" in text_of(refused)
    moved = walk_move(
        report,
        "merge",
        by=the(Duty.DESK),
        not_by=the(Duty.LEADER),
        sends={"into": earlier.reference.lower()},
        needs=("into",),
        target="merged",
    )
    assert moved.merged_into == earlier


def test_the_words_open_for_the_desk_with_its_key_and_the_log_keeps_it():
    report = report_in()
    url = f"{report.get_absolute_url()}words/"
    refuse_strangers(url)
    closed = browser(the(Duty.DESK)).get(report.get_absolute_url())
    assert WORDS not in text_of(closed)
    opened = browser(the(Duty.DESK), has_key=True).post(url)
    assert opened.status_code == 200
    assert WORDS in text_of(opened)
    assert opened["Cache-Control"] == "no-store, private"
    assert moves_logged(report)[-1] == "read_words"


def test_the_words_stay_closed_to_a_leader_to_a_locked_session_and_to_a_key_that_does_not_fit():
    report = report_in()
    url = f"{report.get_absolute_url()}words/"
    late = factories.person("late", Duty.DESK)
    assert browser(the(Duty.LEADER), has_key=True).post(url).status_code == 403
    locked = browser(the(Duty.DESK)).post(url)
    assert locked.status_code == 403
    assert "sign in again" in text_of(locked)
    waiting = browser(late, has_key=True).post(url)
    assert waiting.status_code == 403
    assert "waiting for a key" in text_of(waiting)
    assert "waiting for a key" in text_of(browser(late).get(report.get_absolute_url()))
    assert "read_words" not in moves_logged(report)


def test_investigators_see_the_working_text_of_their_case_and_neither_mailbox_nor_how_the_reporter_is_named():
    case = factories.case_in("investigating")
    services.release_working_text(case.report, actor=the(Duty.DESK), text="三台冲压机缺防护罩。")
    url = case.report.get_absolute_url()
    page = text_of(browser(the(Duty.INVESTIGATOR)).get(url))
    assert "三台冲压机缺防护罩。" in page
    for hidden in ("Mailbox", "kept confidential", "What happened", "Read the original words"):
        assert hidden not in page
    other = factories.person("other", Duty.INVESTIGATOR)
    assert browser(other).get(url).status_code == 404
    assert browser(the(Duty.INVESTIGATOR)).get("/desk/reports/").status_code == 404


def test_the_desk_writes_to_the_reporter_and_reads_the_answer():
    filing = factories.file_report()
    report, desk = filing.report, browser(the(Duty.DESK), has_key=True)
    empty = desk.post(f"{report.get_absolute_url()}write/", {"seen": "submitted", "text": " "})
    assert empty.status_code == 400
    assert "Write the message" in text_of(empty)
    sent = desk.post(f"{report.get_absolute_url()}write/", {"seen": "submitted", "text": "是哪一台？"})
    assert sent.status_code == 302
    services.write_to_desk(report, text="靠门口的那一台。")
    assert "unread" in text_of(desk.get(report.get_absolute_url()))
    page = text_of(desk.post(f"{report.get_absolute_url()}messages/"))
    assert "靠门口的那一台。" in page
    assert "是哪一台？" not in page, "what the desk wrote is sealed to the receipt alone"
    assert "unread" not in text_of(desk.get(report.get_absolute_url()))
    assert moves_logged(report) == ["submit", "write", "hear_from_reporter", "read_messages"]
    assert (
        browser(the(Duty.LEADER)).post(f"{report.get_absolute_url()}write/", {"text": "x"}).status_code == 403
    )


def test_the_working_text_is_released_by_the_desk():
    report = report_in()
    url = f"{report.get_absolute_url()}release/"
    assert browser(the(Duty.LEADER)).post(url, {"text": "x"}).status_code == 403
    assert browser(the(Duty.DESK)).post(url, {"seen": "submitted", "text": "三台冲压机"}).status_code == 302
    assert Report.objects.get(pk=report.pk).working_text == "三台冲压机"
    assert "三台冲压机" in text_of(browser(the(Duty.DESK)).get(url))


def test_a_file_of_another_report_is_not_there():
    report = report_in()
    response = browser(the(Duty.DESK), has_key=True).post(f"{report.get_absolute_url()}files/{uuid.uuid4()}/")
    assert response.status_code == 404


def test_a_move_is_annulled_by_two_people_in_the_pages():
    report = report_in("declined")
    url = f"{report.get_absolute_url()}annul/"
    refuse_strangers(url)
    desk, leader = browser(the(Duty.DESK)), browser(the(Duty.LEADER))
    assert desk.post(url, {"seen": "declined", "reason": ""}).status_code == 400
    assert desk.post(url, {"seen": "declined", "reason": "按错了"}).status_code == 302
    alone = desk.post(url, {"seen": "declined"})
    assert alone.status_code == 403
    assert "cannot confirm" in text_of(alone)
    assert "按错了" in text_of(leader.get(report.get_absolute_url()))
    assert leader.post(url, {"seen": "declined"}).status_code == 302
    assert Report.objects.get(pk=report.pk).state == "submitted"
    assert leader.get(url).status_code == 409


def test_an_annulment_whose_consequences_stand_is_refused_in_the_page():
    case = factories.case_in("investigating")
    report = case.report
    propose_annulment(report, actor=the(Duty.DESK), reason="单位选错了")
    url = f"{report.get_absolute_url()}annul/"
    refused = browser(the(Duty.LEADER)).post(url, {"seen": "accepted"})
    assert refused.status_code == 400
    assert "team already investigates" in text_of(refused)
    assert Report.objects.get(pk=report.pk).state == "accepted"


def test_the_similar_report_stands_on_the_page_of_the_desk():
    unit = factories.unit()
    first, second = report_in(about=unit), report_in(about=unit)
    assert first.reference in text_of(browser(the(Duty.DESK)).get(second.get_absolute_url()))
