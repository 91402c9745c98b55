"""Impossible facts of a case, a row each, refused with the rule or the reason; changed evidence: test_evidence.py."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Duty
from investigations import services as cases
from tests import factories
from tests.factories import the
from workflow.errors import MoveRefused

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def accident(state="reported", **facts):
    return lambda: factories.accident_in(state, **facts)


def numbers(found, **changes):
    told = {"deaths": 0, "missing": 0, "serious_injuries": 0, "loss": 0, **changes}
    cases.update_casualties(found, actor=the(Duty.DESK), **told)


def team(case, delegates):
    cases.form_team(
        case,
        actor=the(Duty.LEADER),
        head=the(Duty.INVESTIGATOR),
        members=[the(Duty.INVESTIGATOR, 2)],
        delegates=delegates,
    )


def without(seat):
    return [sent for sent in factories.DELEGATES if sent.seat != seat]


# What stands, what is tried on it, and a word of the rule or the reason.
NONSENSE = {
    "known before it happened": (
        factories.unit,
        lambda unit: factories.accident_in("fresh", unit=unit, received_at=timezone.now() - 2 * DAY),
        "before it happened",
    ),
    "an accident of tomorrow": (
        factories.unit,
        lambda unit: factories.accident_in("fresh", unit=unit, happened_at=timezone.now() + DAY),
        "before it happened",
    ),
    "a report upward before the office knew": (
        accident("recorded"),
        lambda found: cases.report_up(found, actor=the(Duty.DESK), reported_up_at=found.happened_at - DAY),
        "before the accident was known",
    ),
    "an investigation report before the accident": (
        accident("signed"),
        lambda found: cases.submit_report(
            found, actor=the(Duty.INVESTIGATOR), submitted_on=timezone.localdate() - 30 * DAY
        ),
        "before the accident",
    ),
    "a reply before the report": (
        accident("submitted"),
        lambda found: cases.reply_to_accident(
            found,
            actor=the(Duty.LEADER),
            replied_on=timezone.localdate() - DAY,
            opinion="同意。",
            handling="处罚。",
        ),
        "before the report was handed in",
    ),
    "fewer dead than before": (accident(deaths=2), lambda found: numbers(found, deaths=1), "Fewer deaths"),
    "a level that falls while deaths rise": (
        accident(serious_injuries=12),
        lambda found: numbers(found, deaths=1),
        "第493号",
    ),
    "more deaths concealed than there were": (
        lambda: factories.case_in("investigating"),
        lambda case: cases.submit_findings(
            case,
            actor=the(Duty.INVESTIGATOR),
            **factories.FINDINGS,
            inspected_on=timezone.localdate(),
            deaths=1,
            concealed_deaths=2,
        ),
        "cannot have been concealed",
    ),
    "a team without the union": (
        lambda: factories.accident_in("fresh").case,
        lambda case: team(case, without("union")),
        "工会.*第493号",
    ),
    "a team that does not invite the procuratorate": (
        lambda: factories.accident_in("fresh").case,
        lambda case: team(case, without("procuratorate")),
        "人民检察院.*第493号",
    ),
    "an expert with an interest": (
        lambda: factories.case_in("investigating"),
        lambda case: cases.invite(
            case, actor=the(Duty.LEADER), name="甄专家", agency_name="重庆大学", has_interest=True
        ),
        "第493号",
    ),
    "a signature by who is no member": (
        accident("written"),
        lambda found: cases.sign_report(found, actor=the(Duty.DESK)),
        "第493号",
    ),
    "a report that the union has not signed": (
        accident("written"),
        lambda found: cases.submit_report(
            found, actor=the(Duty.INVESTIGATOR), submitted_on=timezone.localdate()
        ),
        "甄工会.*第493号",
    ),
    "a report at a level that is not the office's": (
        accident("written", deaths=3),
        lambda found: cases.submit_report(
            found, actor=the(Duty.INVESTIGATOR), submitted_on=timezone.localdate()
        ),
        "higher government",
    ),
    "one officer alone at a referral": (
        lambda: factories.case_in("investigating"),
        lambda case: cases.propose_referral(
            case,
            actor=the(Duty.INVESTIGATOR),
            crime="重大责任事故罪",
            grounds="有人死亡。",
            officers=[the(Duty.INVESTIGATOR)],
        ),
        "第310号",
    ),
    "a disaster known before it happened": (
        factories.office,
        lambda _office: factories.disaster_in("fresh", received_at=timezone.now() - 2 * DAY),
        "before it happened",
    ),
    "listed supervision on a ground that does not fit": (
        lambda: factories.case_in("investigating"),
        lambda case: cases.supervise_case(
            case, actor=the(Duty.LEADER), trigger="level", supervisor="区安委会", matters="查明。"
        ),
        "重大事故",
    ),
    "a tick for a gate": (
        lambda: factories.accident_in("reported").case,
        lambda case: cases.prove_gate(
            case,
            actor=the(Duty.INVESTIGATOR),
            gate="taught",
            ground="training",
            title=" ",
            number="",
            dated_on=timezone.localdate(),
        ),
        "A tick opens no gate",
    ),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_refused_with_the_rule_or_the_reason(name):
    build, attempt, words = NONSENSE[name]
    subject = build()
    with pytest.raises(MoveRefused, match=words):
        attempt(subject)
