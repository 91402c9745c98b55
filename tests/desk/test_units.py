"""The page of a unit: who is responsible and was before, which inspections are owed, what came together lately."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from enterprises.models import Inspection, ResponsiblePerson, SpecialPeriod
from enterprises.services import announce_period, name_responsible_person, record_inspection, set_risk
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, case_in, the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def page_of(unit, duty=Duty.LEADER):
    return text_of(browser(the(duty)).get(f"/desk/units/{unit.uscc}/"))


def named(unit, side="government", name="甄区长", days=200):
    since = timezone.localdate() - days * DAY
    return name_responsible_person(unit, side=side, name=name, post="副区长", since=since)


def test_a_leader_names_who_is_responsible_and_who_was_before_stays_on_the_page():
    unit, today = factories.unit(), timezone.localdate()
    named(unit)
    url = f"/desk/units/{unit.uscc}/person/"
    sends = {"side": "government", "name": "甄新任", "post": "区长", "since": today.isoformat()}
    leader = browser(the(Duty.LEADER))
    assert leader.post(url, {**sends, "name": ""}).status_code == 400
    assert leader.post(url, {**sends, "since": (today - 300 * DAY).isoformat()}).status_code == 400
    assert leader.post(url, sends).status_code == 302
    page = page_of(unit, Duty.DESK)
    assert page.index("甄新任") < page.index("Before") < page.index("甄区长")
    assert browser(the(Duty.DESK)).get(url).status_code == 404


def test_a_key_unit_is_owed_a_visit_a_month_by_two_and_one_on_each_special_occasion():
    unit, today = factories.unit(), timezone.localdate()
    official, _firm = named(unit), named(unit, side="unit", name="甄厂长")
    assert page_of(unit).count("Owed") == 1  # the half-yearly one of every unit
    set_risk(unit, risk="red", is_key=True)
    announce_period(name="国庆假期", starts_on=today - DAY, ends_on=today + DAY)
    page = page_of(unit)
    assert page.count("Owed") == 3
    assert "国庆假期" in page
    assert "甄厂长" in page
    url = f"/desk/units/{unit.uscc}/inspect/"
    sends = {"person": official.pk, "inspected_on": today.isoformat(), "found": "现场有序。"}
    officer = browser(the(Duty.INVESTIGATOR))
    assert officer.post(url, {**sends, "found": ""}).status_code == 400
    assert officer.post(url, sends).status_code == 302
    assert officer.post(url, sends).status_code == 400  # the same again
    page = page_of(unit)
    assert page.count("Covered") == 3
    assert "现场有序。" in page


def test_a_visit_of_two_months_ago_no_longer_covers_the_month():
    unit, official = factories.unit(), None
    official = named(unit)
    set_risk(unit, risk="", is_key=True)
    then = timezone.localdate() - 62 * DAY
    record_inspection(unit, actor=the(Duty.LEADER), person=official, inspected_on=then, found="无。")
    page = page_of(unit)
    assert (page.count("Covered"), page.count("Owed")) == (1, 1)


def test_an_inspection_is_by_somebody_who_was_responsible_then():
    unit = factories.unit()
    firm, official, today = named(unit, side="unit"), named(unit, days=10), timezone.localdate()
    told = {"actor": the(Duty.LEADER), "found": "无。"}
    with pytest.raises(MoveRefused, match="government or the sector"):
        record_inspection(unit, person=firm, inspected_on=today, **told)
    with pytest.raises(MoveRefused, match="not responsible"):
        record_inspection(unit, person=official, inspected_on=today - 20 * DAY, **told)
    record_inspection(unit, person=official, inspected_on=today, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.create(
            person=official, unit=unit, inspected_on=today, recorded_by=the(Duty.LEADER)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialPeriod.objects.create(name="x", starts_on=today, ends_on=today - DAY)
    assert ResponsiblePerson.objects.count() == 2


def test_a_repeat_target_stands_out_to_who_may_see_it_and_the_page_asks_a_fixed_number_of_queries(
    django_assert_max_num_queries,
):
    unit = factories.unit()
    first = case_in("investigating", report=factories.file_report(about=unit).report)
    factories.order_in(case=first)
    leader = browser(the(Duty.LEADER))
    leader.get(f"/desk/units/{unit.uscc}/")
    with django_assert_max_num_queries(30) as few:
        assert "Repeat target" not in text_of(leader.get(f"/desk/units/{unit.uscc}/"))
    for _number in range(2):
        case_in("investigating", report=factories.file_report(about=unit).report)
    with django_assert_max_num_queries(len(few)):
        page = text_of(leader.get(f"/desk/units/{unit.uscc}/"))
    assert "Repeat target: 3 matters" in page
    assert "Orders to rectify" in page
    assert "Repeat target" not in page_of(unit, Duty.FINANCE)
