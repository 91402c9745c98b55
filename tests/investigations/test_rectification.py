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
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, evidence_in, order_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def head():
    return the(Duty.INVESTIGATOR)


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
        cases.ask_extension(order, actor=head(), asked_until=order.due_on, note="缺料。")
    later = order.due_on + 10 * DAY
    cases.ask_extension(order, actor=head(), asked_until=later, note="缺料。")
    with pytest.raises(MoveRefused, match="asked for already"):
        cases.ask_extension(order, actor=head(), asked_until=later, note="缺料。")
    with pytest.raises(MoveRefused, match="A leader decides"):
        cases.grant_extension(order, actor=head())
    assert list(queues.extensions(the(Duty.LEADER))) == [order]
    cases.grant_extension(order, actor=the(Duty.LEADER))
    assert (order.due_on, order.asked_until) == (later, None)
    with pytest.raises(MoveRefused, match="Nobody has asked"):
        cases.grant_extension(order, actor=the(Duty.LEADER))
    with time_machine.travel(timezone.now() + 60 * DAY), pytest.raises(MoveRefused, match="date has passed"):
        cases.ask_extension(order, actor=head(), asked_until=later + 90 * DAY, note="缺料。")


def test_an_order_past_its_date_comes_before_the_leader():
    order = order_in("ordered")
    assert not queues.overdue_orders(the(Duty.LEADER))
    with time_machine.travel(timezone.now() + 16 * DAY):
        assert list(queues.overdue_orders(the(Duty.LEADER))) == [order]


def test_photos_before_and_after_stand_side_by_side_for_those_who_may_open_them():
    case = factories.case_in("investigating")
    photo = evidence_in(case=case).files.get()
    other = evidence_in(case=factories.case_in("investigating")).files.get()
    order = order_in("reported", case=case)
    with pytest.raises(MoveRefused, match="of another case"):
        recheck(order, after=other)
    recheck(order, after=photo)
    RectificationOrder.objects.filter(pk=order.pk).update(before=photo)
    page = text_of(browser(head()).get(case.get_absolute_url()))
    assert page.count(f"/files/{photo.sealed.handle}/picture/") == 2
    assert "picture/" not in text_of(browser(the(Duty.REVIEWER)).get(case.get_absolute_url()))
