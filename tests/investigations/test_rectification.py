"""Orders to rectify: more time by a leader alone, a recheck by two officers, its paper, and photos side by side."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from desk.selectors import queues
from investigations import services as cases
from investigations.models import RectificationOrder
from investigations.services import Looked
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, demand, evidence_in, order_in, the
from workflow.errors import MoveRefused
from workflow.models import Clock, Escalation
from workflow.services import watch_clocks

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def head():
    return the(Duty.INVESTIGATOR)


def ask(order, until, numbers=(1,)):
    return cases.ask_extension(order, actor=head(), asked_until=until, numbers=numbers, note="缺料。")


def recheck(order, **facts):
    told = {"rechecked_with": the(Duty.INVESTIGATOR, 2), "rechecked_on": timezone.localdate(), **facts}
    return cases.pass_recheck(order, actor=head(), **told)


def test_one_officer_alone_rechecks_nothing():
    order = order_in("reported")
    with pytest.raises(MoveRefused, match="name the other one"):
        recheck(order, rechecked_with=head())
    with pytest.raises(MoveRefused, match="not on the team"):
        recheck(order, rechecked_with=the(Duty.LEADER))
    with pytest.raises(IntegrityError, match="two_officers"), transaction.atomic():
        RectificationOrder.objects.filter(pk=order.pk).update(rechecked_by=head(), rechecked_with=head())


def test_a_recheck_issues_the_opinion_and_its_annulment_voids_it():
    order = order_in("reported")
    recheck(order)
    paper = notices_of(order).get(kind="recheck_opinion")
    assert paper.context["order_number"] == notices_of(order).get(kind="rectification_order").number
    assert [officer["name"] for officer in paper.context["officers"]] == ["investigator1", "investigator2"]
    assert paper.context["results"][0]["result"] == "已整改"
    factories.annul(order, "leader1", "investigator1")
    paper.refresh_from_db()
    assert paper.state == "voided"


def test_a_leader_alone_grants_more_time_and_only_before_the_date():
    order = order_in("ordered")
    with pytest.raises(MoveRefused, match="after the old one"):
        ask(order, order.due_on)
    later = order.due_on + 10 * DAY
    ask(order, later)
    with pytest.raises(MoveRefused, match="asked for already"):
        ask(order, later)
    with pytest.raises(MoveRefused, match="A leader decides"):
        cases.grant_extension(order, actor=head())
    assert list(queues.extensions(the(Duty.LEADER))) == [order]
    cases.grant_extension(order, actor=the(Duty.LEADER))
    assert (order.due_on, order.asked_until) == (later, None)
    with pytest.raises(MoveRefused, match="Nobody has asked"):
        cases.grant_extension(order, actor=the(Duty.LEADER))
    with time_machine.travel(timezone.now() + 60 * DAY), pytest.raises(MoveRefused, match="date has passed"):
        ask(order, later + 90 * DAY)


def test_an_order_past_its_date_comes_before_the_leader():
    order = order_in("ordered")
    assert not queues.overdue_orders(the(Duty.LEADER))
    with time_machine.travel(timezone.now() + 16 * DAY):
        assert list(queues.overdue_orders(the(Duty.LEADER))) == [order]


def test_photos_before_and_after_stand_side_by_side_for_those_who_may_open_them():
    case = case_in("investigating")
    photo = evidence_in(case=case).files.get()
    other = evidence_in(case=case_in("investigating")).files.get()
    order = order_in("reported", case=case)
    with pytest.raises(MoveRefused, match="of another case"):
        recheck(order, photos={1: other})
    recheck(order, photos={1: photo})
    order.items.update(before=photo)
    page = text_of(browser(head()).get(case.get_absolute_url()))
    assert page.count(f"/files/{photo.sealed.handle}/picture/") == 2
    assert "picture/" not in text_of(browser(the(Duty.REVIEWER)).get(case.get_absolute_url()))


def three_items(case=None):
    items = [
        demand(problem, days=days) for problem, days in (("没有护罩", 3), ("堵塞通道", 10), ("没有台账", 30))
    ]
    return cases.order_rectification(case or case_in("investigating"), actor=head(), items=items)


def look(order, found, **facts):
    told = {"rechecked_with": the(Duty.INVESTIGATOR, 2), "rechecked_on": timezone.localdate(), **facts}
    return cases.fail_recheck(order, actor=head(), found=found, **told)


def opinion_on(order):
    return notices_of(order).filter(kind="recheck_opinion").order_by("pk").last()


def clock_of(order):
    return Clock.objects.get(subject_label=order.label(), subject_id=order.pk, outcome="running")


def test_an_order_lists_its_items_and_its_day_is_the_first_of_them():
    order, today = three_items(), timezone.localdate()
    assert order.due_on == today + 3 * DAY
    paper = notices_of(order).get(kind="rectification_order").context
    assert [item["problem"] for item in paper["items"]] == ["没有护罩", "堵塞通道", "没有台账"]
    assert [item["responsible"] for item in paper["items"]] == ["甄厂长"] * 3
    with pytest.raises(MoveRefused, match="at least one thing"):
        cases.order_rectification(order.case, actor=head(), items=[])
    with pytest.raises(IntegrityError, match=r"item_number|order_id"), transaction.atomic():
        order.items.filter(number=2).update(number=1)


def test_a_recheck_judges_each_item_and_the_order_is_done_when_all_are():
    order, today = three_items(), timezone.localdate()
    with pytest.raises(MoveRefused, match="Say what you found"):
        look(order, {})
    with pytest.raises(MoveRefused, match="new date"):
        look(order, {1: Looked("partly")})
    with pytest.raises(MoveRefused, match="Everything is done"):
        look(order, {number: Looked("done") for number in (1, 2, 3)})
    look(order, {1: Looked("done"), 2: Looked("partly", due_on=today + 12 * DAY)})
    assert order.state == "ordered"
    assert [item.result for item in order.items.all()] == ["done", "partly", ""]
    assert order.due_on == today + 12 * DAY
    rows = opinion_on(order).context["results"]
    assert [row["result"] for row in rows] == ["已整改", "部分整改", "本次未复查"]
    assert rows[0]["due_on"] is None
    with pytest.raises(MoveRefused, match="Say what you found"):
        look(order, {1: Looked("not_done", due_on=today + 12 * DAY)})
    recheck(order)
    assert order.state == "passed"
    assert all(item.is_done for item in order.items.all())
    assert opinion_on(order).context["opinion"].startswith("整改事项已全部完成")


def test_an_annulled_recheck_takes_back_what_it_found_of_each_item():
    order = three_items()
    first = order.due_on
    look(order, {1: Looked("done")})
    assert order.due_on > first
    factories.annul(order, "leader1", "investigator1")
    assert [item.result for item in order.items.all()] == ["", "", ""]
    assert order.due_on == first
    assert opinion_on(order).state == "voided"
    assert timezone.localdate(clock_of(order).due_at) == first


def test_more_time_is_granted_for_the_items_it_was_asked_for_and_decided_on_paper():
    order, today = three_items(), timezone.localdate()
    with pytest.raises(MoveRefused, match="items of this order"):
        ask(order, today + 20 * DAY, [4])
    ask(order, today + 20 * DAY, [1])
    cases.grant_extension(order, actor=the(Duty.LEADER), note="须定制护罩。")
    assert [(item.until - today).days for item in order.items.all()] == [20, 10, 30]
    assert order.due_on == today + 10 * DAY, "the second item comes first now"
    assert timezone.localdate(clock_of(order).due_at) == order.due_on
    paper = notices_of(order).get(kind="rectification_extension")
    assert paper.context["is_granted"]
    assert [item["problem"] for item in paper.context["items"]] == ["没有护罩"]
    assert paper.context["items"][0]["due_on"] == str(today + 3 * DAY)
    factories.annul(order, "leader1", "investigator1")
    paper.refresh_from_db()
    assert paper.state == "voided"
    assert [(item.until - today).days for item in order.items.all()] == [3, 10, 30]
    cases.refuse_extension(order, actor=the(Duty.LEADER), note="停用即可。")
    refusal = notices_of(order).filter(kind="rectification_extension").order_by("pk").last()
    assert refusal.context["is_granted"] is False
    assert refusal.context["reason"] == "停用即可。"


def told(order):
    return set(Escalation.objects.filter(clock=clock_of(order)).values_list("level", "audience"))


def test_the_person_and_then_the_leader_are_warned_before_and_after_the_day():
    order = three_items()
    for before_it, warned in (
        (5 * DAY, set()),
        (2 * DAY, {("yellow", "person")}),
        (DAY / 2, {("red", "person"), ("red", "leader")}),
        (-DAY, {("overdue", "person"), ("overdue", "leader")}),
    ):
        before = told(order)
        with time_machine.travel(clock_of(order).due_at - before_it):
            watch_clocks()
        assert told(order) - before == warned


def test_what_the_unit_reported_in_time_is_not_overdue_while_nobody_has_looked():
    order = three_items()
    cases.report_rectified(order, actor=head())
    with time_machine.travel(timezone.now() + 5 * DAY):
        watch_clocks()
        assert not told(order)
        look(order, {1: Looked("not_done", due_on=timezone.localdate() + DAY)})
    with time_machine.travel(timezone.now() + 8 * DAY):
        watch_clocks()
    assert ("overdue", "leader") in told(order)


def test_the_form_takes_one_item_more_without_losing_what_was_typed():
    case = case_in("investigating")
    url = f"{case.get_absolute_url()}order_rectification/"
    said = {"problem": "没有护罩", "basis": "第三十六条", "demand": "装上", "responsible": "甄厂长"}
    told = {f"{name}_1": value for name, value in said.items()} | {"due_on_1": timezone.localdate()}
    team = browser(head())
    more = team.post(url, {**told, "more": "1", "seen": case.state})
    assert more.status_code == 200
    assert more.context["form"]["problem_1"].value() == "没有护罩"
    assert "problem_2" in more.context["form"].fields
    assert not case.orders.exists()
    second = {f"{name}_2": value for name, value in said.items()}
    late = team.post(url, {**told, **second, "due_on_2": "2020-01-01"})
    assert late.context["form"].errors.keys() == {"due_on_2"}
    assert team.post(url, {**told, "problem_2": "", "due_on_2": ""}).status_code == 302
    assert case.orders.get().items.count() == 1, "what was left empty is no item"
    full = {**told, **second, "due_on_2": timezone.localdate()}
    assert team.post(url, full).status_code == 302
    page = text_of(team.get(case.get_absolute_url()))
    assert page.count("没有护罩") >= 3


def test_the_recheck_form_asks_of_each_item_that_is_left():
    order, today = three_items(), timezone.localdate()
    look(order, {1: Looked("done")})
    url = f"/desk/cases/orders/{order.reference}/fail_recheck/"
    team = browser(head())
    form = team.get(url).context["form"]
    assert "result_2" in form.fields
    assert "result_1" not in form.fields
    sends = {"rechecked_on": today, "rechecked_with": the(Duty.INVESTIGATOR, 2).pk, "result_2": "partly"}
    assert team.post(url, sends).context["form"].errors.keys() == {"due_on_2"}
    assert team.post(url, {**sends, "due_on_2": today + DAY}).status_code == 302
    assert [item.result for item in order.items.all()] == ["done", "partly", ""]
