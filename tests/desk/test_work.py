"""My work: what needs me now, the nearest deadline first."""

import datetime
import re

import pytest
from django.utils import timezone

from accounts.models import Duty
from accounts.services import assign_duty
from desk.models import SavedView
from desk.selectors import work_of
from desk.selectors.sources import SOURCES
from notices.models import Notice
from reports.models import Report
from reports.services import write_to_desk
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, listing_in, order_in, penalty_in, report_in, reward_in, the
from tests.remembered import remembered
from workflow.models import Clock
from workflow.selectors import moves_for, states_left
from workflow.services import propose_annulment

pytestmark = pytest.mark.django_db


def keys_of(user):
    user.forget("duties")
    return {queue.key: queue.total for queue in work_of(user).queues if queue.total}


@remembered
def everything():
    """A file in every state that waits for somebody."""
    for state in ("submitted", "answered"):
        report_in(state)
    for state in ("opened", "investigating", "reviewed", "concluded"):
        case_in(state)
    order_in("reported")
    for state in ("filed", "notified", "heard", "reviewed", "served", "paid"):
        penalty_in(state)
    for state in ("candidate", "notified", "heard"):
        listing_in(state)
    for state in ("assessed", "answered", "found", "agreed", "contested", "proposed", "claimed"):
        reward_in(state)


def test_every_row_of_everybody_offers_a_move_they_may_make_now():
    everything()
    for duty in Duty:
        work = work_of(the(duty))
        assert work.total == len(work.rows), "more rows than a page"
        for row in work.rows:
            offers = moves_for(row.subject, the(duty))
            assert any(offer.verdict for offer in offers), (duty, row.subject, row.todo)


def test_each_queue_counts_what_waits_for_its_duty():
    everything()
    assert set(keys_of(the(Duty.DESK))) == {"intake", "close_report"}
    assert set(keys_of(the(Duty.LEADER))) == {"staff", "approve_findings", "decide", "enter", "close_case"}
    assert set(keys_of(the(Duty.INVESTIGATOR))) == {"investigate", "recheck", "handle", "listings"}
    assert set(keys_of(the(Duty.REVIEWER))) == {"review"}
    assert set(keys_of(the(Duty.REWARDS))) == {"assess", "propose"}
    assert set(keys_of(the(Duty.FINANCE))) == {"payment", "approve"}
    assert keys_of(the(Duty.CASHIER)) == {"pay": 1}
    assert keys_of(the(Duty.AUDITOR)) == keys_of(the(Duty.ADMIN)) == {}


def test_what_a_person_did_before_keeps_them_from_the_next_step():
    """Proposer and approver are different people: the queue does not offer what the policy would refuse."""
    reward_in("proposed")
    officer = the(Duty.REWARDS)
    assign_duty(officer, Duty.FINANCE)
    assert "approve" not in keys_of(officer)
    assert keys_of(the(Duty.FINANCE)) == {"approve": 1}


def test_a_leader_on_the_team_is_not_asked_to_approve():
    case_in("reviewed")
    head = the(Duty.INVESTIGATOR)
    assign_duty(head, Duty.LEADER)
    assert "approve_findings" not in keys_of(head)


def test_a_message_a_failed_paper_and_an_annulment_wait_too():
    report = report_in("accepted")
    write_to_desk(report, text="还有一件事。")
    Notice.objects.filter(subject_id=report.pk).update(state="failed", failure="纸面无法打印。")
    propose_annulment(report, actor=the(Duty.DESK), reason="按错了")
    assert keys_of(the(Duty.DESK)) == {"mail": 1, "papers": 1}, "nobody confirms their own proposal"
    assert keys_of(the(Duty.LEADER)) == {"staff": 1, "papers": 1, "annul": 1}


def test_the_nearest_deadline_comes_first_and_what_is_late_is_counted():
    late, today, later = report_in(), report_in(), report_in()
    now = timezone.now()
    for report, due in ((later, now + datetime.timedelta(days=9)), (late, now - datetime.timedelta(days=1))):
        Clock.objects.filter(subject_id=report.pk, subject_label="reports.report").update(due_at=due)
    tonight = timezone.localtime().replace(hour=23, minute=59, second=58)
    Clock.objects.filter(subject_id=today.pk, subject_label="reports.report").update(due_at=tonight)
    work = work_of(the(Duty.DESK))
    assert [row.subject for row in work.rows] == [late, today, later]
    assert (work.overdue, work.today, work.total) == (1, 1, 3)
    page = text_of(browser(the(Duty.DESK)).get("/desk/"))
    assert page.index(late.reference) < page.index(today.reference) < page.index(later.reference)
    assert "overdue" in page


def test_a_case_is_due_when_its_report_is():
    case = case_in("opened")
    row = work_of(the(Duty.LEADER)).rows[0]
    assert row.subject == case
    assert row.clock.rule_id == "tip.conclude"


def test_an_order_is_due_on_its_own_day():
    order = order_in("ordered")
    work = work_of(the(Duty.INVESTIGATOR), key="recheck")
    assert [row.subject for row in work.rows] == [order]
    assert timezone.localdate(work.rows[0].clock.due_at) == order.due_on


def test_a_tab_shows_one_queue_and_the_counts_of_all():
    report_in("submitted")
    report_in("answered")
    desk = browser(the(Duty.DESK))
    page = text_of(desk.get("/desk/", {"do": "intake"}))
    assert "Decide on acceptance" in page
    assert "Close the report when nobody objects" not in page
    assert "Reports to close" in page
    for odd in ("nonsense", "<script>"):
        assert desk.get("/desk/", {"do": odd, "page": "-1"}).status_code == 200


def test_my_work_costs_the_same_queries_for_one_row_and_for_fifty(django_assert_num_queries):
    report_in()
    desk = browser(the(Duty.DESK))
    desk.get("/desk/")
    with django_assert_num_queries(QUERIES):
        desk.get("/desk/")
    unit = factories.unit()
    for _number in range(49):
        factories.file_report(about=unit)
    with django_assert_num_queries(QUERIES):
        page = desk.get("/desk/")
    assert page.context["work"].total == len(page.context["work"].rows) == 50


# Session, person, duties, delegations, ties, files they are kept away from, saved lists, own acts, comments that name
# them, what seldom waits, one a source of the desk that often waits, one for what it shows, one for its periods, one
# for the clocks.
QUERIES = 14 + sum(Duty.DESK in source.duties and source.kind is None for source in SOURCES)


def test_what_seldom_waits_is_asked_about_by_its_own_kind_and_states():
    person = factories.person("all duties", *Duty)
    gated = [source for source in SOURCES if source.kind]
    assert len({source.kind for source in gated}) > 10
    for source in gated:
        assert source.read(person).model is source.kind, source.key
        named = source.todo if isinstance(source.todo, dict) else {}
        assert named.keys() <= states_left(source.kind), source.key


def test_more_than_a_page_is_leafed_through():
    unit = factories.unit()
    first = factories.file_report(about=unit).report
    for _number in range(50):
        factories.file_report(about=unit)
    last = Report.objects.last()
    desk = browser(the(Duty.DESK))
    one, two = desk.get("/desk/"), desk.get("/desk/", {"page": 2})
    assert first.reference in text_of(one)
    assert last.reference not in text_of(one)
    assert last.reference in text_of(two)
    assert two.context["work"].total == 51
    assert not two.context["work"].has_next


def test_a_person_without_a_duty_reads_so():
    assert "You hold no duty today" in text_of(browser(factories.superuser()).get("/desk/"))


def rows_of(page):
    """Count what a page of my work lists, leafing through."""
    return text_of(page).count('scope="row"')


def test_every_count_is_that_of_the_list_it_leads_to():
    everything()
    late = Report.objects.filter(state="submitted")
    Clock.objects.filter(subject_id__in=late.values("pk"), subject_label="reports.report").update(
        due_at=timezone.now() - datetime.timedelta(days=1)
    )
    seen = 0
    for duty in Duty:
        person = browser(the(duty))
        page = person.get("/desk/")
        for figure in [*page.context["figures"], *page.context["tabs"]]:
            listed = rows_of(person.get(figure["url"]))
            assert figure["count"] == str(listed), (duty, figure)
            seen += bool(listed)
    assert seen > 20


def test_what_others_have_in_hand_is_listed_until_it_is_mine_again_or_over():
    report = report_in("accepted")
    desk = browser(the(Duty.DESK))
    page = desk.get("/desk/", {"do": "others"})
    assert [row.subject for row in page.context["others"]] == [report]
    assert "you acted on" in text_of(page)
    assert not browser(the(Duty.LEADER)).get("/desk/", {"do": "others"}).context["others"].object_list
    write_to_desk(report, text="还有一件事。")  # now it waits for the desk itself
    assert not desk.get("/desk/", {"do": "others"}).context["others"].object_list


def test_counts_end_at_the_cap_and_say_so(monkeypatch):
    monkeypatch.setattr("desk.selectors.work.COUNT_CAP", 2)
    monkeypatch.setattr("desk.wording.COUNT_CAP", 2)
    unit = factories.unit()
    for _number in range(4):
        factories.file_report(about=unit)
    page = browser(the(Duty.DESK)).get("/desk/")
    assert {tab["count"] for tab in page.context["tabs"]} == {"2+"}


def test_a_list_is_saved_under_a_name_for_oneself_alone():
    desk = browser(the(Duty.DESK))
    address = "/desk/?do=intake"
    for name in ("今日受理", "今日受理"):
        saved = desk.post("/desk/views/save/", {"name": name, "list_address": address})
        assert saved.url == address
    view = SavedView.objects.get()
    assert f'href="{address}"' in text_of(desk.get("/desk/"))
    other = browser(the(Duty.LEADER))
    assert "今日受理" not in text_of(other.get("/desk/"))
    forget = f"/desk/views/{view.handle}/forget/"
    assert other.post(forget).status_code == 302
    assert SavedView.objects.exists()
    assert desk.post(forget).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["https://example.com/desk/", "//example.com/desk/", "/desk/people/", "/desk/logout/", "/x/", ""],
)
def test_only_a_list_of_the_house_can_be_saved(address):
    answer = browser(the(Duty.ADMIN)).post("/desk/views/save/", {"name": "x", "list_address": address})
    assert answer.status_code == 400
    assert not SavedView.objects.exists()


def test_the_page_says_what_the_keyboard_does():
    page = text_of(browser(the(Duty.DESK)).get("/desk/"))
    for key in re.findall(r"<dt>(\w)</dt>", page):
        assert f'accesskey="{key.lower()}"' in page or key in "MNP", key
