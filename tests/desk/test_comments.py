"""Comments on a case: who reads them, whom they may name, what is told of them, and the case beside its tip."""

import pytest

from accounts.models import Duty
from desk.models import Comment, Mention
from tests.desk.builders import text_of
from tests.factories import browser, case_in, penalty_in, person, the
from workflow.models import LogEntry, Note

pytestmark = pytest.mark.django_db
WORDS = "明天上午去现场复查三号压机"


def write(user, case, text, click=""):
    return browser(user).post(f"/desk/comments/{case.reference}/", {"text": text, "click": click})


def test_a_comment_is_read_by_those_who_see_the_case_and_tells_whom_it_names():
    case = case_in("investigating")
    head, leader, stranger = the(Duty.INVESTIGATOR), the(Duty.LEADER), person("elsewhere", Duty.INVESTIGATOR)
    case_page = case.get_absolute_url()
    assert write(head, case, f"@{leader.username} {WORDS}").url == case_page
    assert WORDS in text_of(browser(leader).get(case_page))
    for nobody in (stranger, the(Duty.DESK), the(Duty.ADMIN)):
        assert browser(nobody).get(case_page).status_code == 404
        assert write(nobody, case, "x").status_code == 404
        assert case.reference not in text_of(browser(nobody).get("/desk/"))
    home = text_of(browser(leader).get("/desk/"))
    assert "You were named in a comment" in home
    assert WORDS not in home
    entry = LogEntry.objects.about(case).last()
    assert (entry.move, entry.actor, entry.note_digest) == ("comment", head, "")
    assert WORDS not in entry.canonical
    assert not Note.objects.filter(text__contains=WORDS).exists()
    seen = browser(leader).post(f"/desk/comments/{case.reference}/seen/")
    assert seen.url == f"{case_page}#comments"
    assert "You were named in a comment" not in text_of(browser(leader).get("/desk/"))


@pytest.mark.parametrize("name", ["elsewhere", "nobody-at-all", "desk1"])
def test_nobody_is_named_who_does_not_see_the_case(name):
    """Who is here and may not see the case is answered like one who is not here at all."""
    case = case_in("investigating")
    person("elsewhere", Duty.INVESTIGATOR)
    page = write(the(Duty.INVESTIGATOR), case, f"@{name}，{WORDS}")
    assert page.status_code == 400
    assert f"@{name}: nobody of this name sees the case" in text_of(page)
    assert WORDS in text_of(page), "what was typed is kept"
    assert not Comment.objects.exists()


def test_a_person_who_no_longer_sees_the_case_is_told_nothing_more():
    case = case_in("investigating")
    leader = the(Duty.LEADER)
    write(the(Duty.INVESTIGATOR), case, f"@{leader.username} {WORDS}")
    type(case).objects.filter(pk=case.pk).update(is_internal=True)
    assert case.reference not in text_of(browser(leader).get("/desk/"))


def test_a_comment_is_taken_back_by_its_author_alone():
    case = case_in("investigating")
    head, leader = the(Duty.INVESTIGATOR), the(Duty.LEADER)
    write(head, case, f"@{leader.username} {WORDS}")
    comment = Comment.objects.get()
    url = f"/desk/comments/{case.reference}/{comment.handle}/withdraw/"
    browser(leader).post(url)
    assert Comment.objects.get().text
    for _click in range(2):
        assert browser(head).post(url).status_code == 302
    assert Comment.objects.get().text == ""
    assert "Taken back." in text_of(browser(leader).get(case.get_absolute_url()))
    assert LogEntry.objects.about(case).filter(move="withdraw_comment").count() == 1
    assert "You were named in a comment" not in text_of(browser(leader).get("/desk/"))
    assert Mention.objects.exists()


def test_a_second_click_writes_no_second_comment():
    case = case_in("investigating")
    client = browser(the(Duty.INVESTIGATOR))
    said = {"text": WORDS, "click": "c1"}
    url = f"/desk/comments/{case.reference}/"
    assert [client.post(url, said).status_code for _ in range(2)] == [302, 409]
    assert Comment.objects.count() == 1


def test_report_and_case_stand_side_by_side_for_those_who_see_both():
    case = case_in("concluded")
    type(case.report).objects.filter(pk=case.report_id).update(working_text="冲压机没有防护罩，三台。")
    url = f"/desk/beside/{case.reference}/"
    page = text_of(browser(the(Duty.LEADER)).get(url))
    assert "冲压机没有防护罩，三台。" in page
    assert case.finding.facts in page
    assert browser(the(Duty.REVIEWER)).get(url).status_code == 404
    assert browser(the(Duty.DESK)).get(url).status_code == 404


def test_the_rail_speaks_of_no_reward_to_who_may_know_of_no_report():
    penalty = penalty_in("filed")
    reviewer = text_of(browser(the(Duty.REVIEWER)).get(penalty.case.get_absolute_url()))
    rail = reviewer[reviewer.index("cs-rail") : reviewer.index("</ol>", reviewer.index("cs-rail"))]
    assert "Reward" not in rail
    leader = text_of(browser(the(Duty.LEADER)).get(penalty.get_absolute_url()))
    rail = leader[leader.index("cs-rail") : leader.index("</ol>", leader.index("cs-rail"))]
    assert "Reward" in rail
    assert "next: Draft the investigation report" in rail or "next: " in rail
