"""The assessment of natural disasters: levels, teams, periods, the paper, and whose it is; listed supervision."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from investigations.models import Case, Disaster, Supervision
from notices.selectors import notices_of
from tests import factories
from tests.desk.builders import text_of
from tests.factories import browser, the
from workflow.errors import MoveRefused
from workflow.models import Clock

pytestmark = pytest.mark.django_db

URL = "/desk/cases/disasters/record/"


@pytest.fixture
def now():
    with time_machine.travel("2026-06-01 10:00+08:00", tick=False) as traveller:
        yield traveller


def running():
    found = Clock.objects.filter(outcome="running", subject_label=Disaster.label())
    return set(found.values_list("rule_id", flat=True))


@pytest.mark.parametrize(
    ("facts", "level", "clocks"),
    [
        ({"hazard": "geology"}, "小型", {"disaster.deadline"}),
        (
            {"hazard": "geology", "loss": 50_000_000},
            "特大型",
            {"disaster.deadline", "disaster.geological.fast_report"},
        ),
        ({"hazard": "forest_fire", "hectares": 2}, "较大", {"disaster.forest_fire.assess"}),
        ({"hazard": "flood", "stated_level": "larger"}, "较大", {"disaster.deadline"}),
    ],
)
def test_each_kind_of_disaster_has_its_own_levels_and_periods(now, facts, level, clocks):
    disaster = factories.disaster_in("fresh", **facts)
    assert disaster.level_title == level
    assert running() == clocks


def test_a_disaster_is_recorded_on_its_page_assessed_and_decided_on(now):
    factories.office()
    desk = browser(the(Duty.DESK))
    sends = {
        "hazard": "forest_fire",
        "happened_at": "2026-06-01 07:00",
        "received_at": "2026-06-01 08:00",
        "place": "大木乡",
        "course": "林区起火。",
        "deaths": "0",
        "missing": "0",
        "serious_injuries": "0",
        "hectares": "0.8",
        "loss": "0",
    }
    assert desk.post(URL, {**sends, "received_at": "2026-06-01 06:00"}).status_code == 400
    assert "Choose the level" in text_of(desk.post(URL, {**sends, "hazard": "flood"}))
    page = desk.post(URL, sends, follow=True)
    assert "ordinary" in text_of(page)
    disaster, leader, head = Disaster.objects.get(), the(Duty.LEADER), the(Duty.INVESTIGATOR)
    team = {"actor": leader, "head": head, "members": [the(Duty.INVESTIGATOR, 2)]}
    with pytest.raises(MoveRefused, match="林业主管部门、监察机关"):
        cases.form_team(disaster.case, **team)
    case = Case.objects.get()
    cases.form_team(case, delegates=factories.FORESTERS, **team)
    disaster = Disaster.objects.get()
    cases.submit_assessment(disaster, actor=head, assessed_on=timezone.localdate(), **factories.ASSESSMENT)
    paper = notices_of(disaster).get().context
    assert {"cause", "course", "nature", "impact", "loss", "responsibility"} <= set(paper)
    assert "甄林业（涪陵区林业局）" in paper["team"]
    assert running() == {"disaster.forest_fire.decide"}
    for stage in factories.STAGES[2:5]:
        factories._step_case(case, stage, {})
    with pytest.raises(MoveRefused, match="not been decided on"):
        cases.close_case(case, actor=leader)
    cases.decide_disaster(disaster, actor=leader, decided_on=timezone.localdate(), decision="野外用火人。")
    cases.close_case(Case.objects.get(), actor=leader)


def test_what_the_city_assesses_is_handed_up_with_its_case(now):
    disaster, leader = factories.disaster_in("recorded", deaths=2), the(Duty.LEADER)
    handed = {"actor": leader, "handed_up_at": timezone.now(), "note": "死亡3人以上。"}
    with pytest.raises(MoveRefused, match="own at its level"):
        cases.hand_up_disaster(disaster, **handed)
    numbers = {"missing": 1, "serious_injuries": 0, "hectares": 0, "loss": 0}
    with pytest.raises(MoveRefused, match="Fewer deaths"):
        cases.update_losses(disaster, actor=leader, deaths=1, **numbers)
    cases.update_losses(disaster, actor=leader, deaths=2, **numbers)
    with pytest.raises(MoveRefused, match="higher government"):
        cases.submit_assessment(
            disaster, actor=the(Duty.INVESTIGATOR), assessed_on=timezone.localdate(), **factories.ASSESSMENT
        )
    cases.hand_up_disaster(disaster, **handed)
    assert disaster.handed_up_to == "city"
    assert Case.objects.get().state == "handed_up"
    assert running() == set()


def test_the_database_refuses_a_flood_without_its_level(now):
    disaster = factories.disaster_in("fresh")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disaster.objects.filter(pk=disaster.pk).update(hazard="flood")


# ---- Listed supervision ----------------------------------------------------------------------------------------
def supervise(case, trigger):
    return cases.supervise_case(
        case, actor=the(Duty.LEADER), trigger=trigger, supervisor="区安委会", matters="查明原因。"
    )


def test_a_case_is_listed_on_a_ground_that_the_rules_know(now):
    case = factories.accident_in("reported").case
    for trigger, words in (("sector", "典型的道路运输"), ("level", "重大事故"), ("impact", "提级")):
        with pytest.raises(MoveRefused, match=words):
            supervise(case, trigger)
    supervise(factories.accident_in("reported", deaths=10).case, "level")
    supervise(factories.disaster_in().case, "impact")


def test_a_notice_names_who_supervises_until_when_and_the_case_waits_for_the_lifting(now):
    supervision = factories.supervision_in("listed")
    case, leader = supervision.case, the(Duty.LEADER)
    notice = notices_of(supervision).get().context
    assert notice["supervisor"] == "区安委会"
    assert "2026年7月31日" in notice["deadline"]
    with pytest.raises(MoveRefused, match="already"):
        supervise(case, "sector")
    lift = {"actor": leader, "lifted_on": timezone.localdate(), "outcome": "已办结。"}
    with pytest.raises(MoveRefused, match="concluded"):
        cases.lift_supervision(supervision, **lift)
    later = supervision.due_on + datetime.timedelta(days=30)
    cases.extend_supervision(
        supervision, actor=leader, until_on=later, number="涪安委〔2026〕8号", note="复杂。"
    )
    clock = Clock.objects.get(rule_id="supervision.listed.deadline")
    assert timezone.localdate(clock.due_at) == later == supervision.due_on
    for stage in factories.STAGES[2:5]:
        factories._step_case(case, stage, {})
    with pytest.raises(MoveRefused, match="lifted first"):
        cases.close_case(case, actor=leader)
    supervision = Supervision.objects.get()
    cases.lift_supervision(supervision, **lift)
    lifting = notices_of(supervision).get(kind="supervision_lifting").context
    assert notices_of(supervision).get(kind="supervision_notice").number in lifting["notice_number"]
    page = text_of(browser(leader).get(case.get_absolute_url()))
    assert "Lifted" in page
    assert "区安委会" in page


def test_a_listing_by_mistake_takes_its_notice_along(now):
    supervision = factories.supervision_in("cancelled")
    assert notices_of(supervision).get().state == "voided"
