"""Many proceedings tell and decide at once, some take it back half-way: no number twice, no number missing."""

import random

import pytest
from django.db import transaction

from accounts.models import Duty
from notices.models import Notice, NumberSeries
from sanctions import services as sanctions
from sanctions.models import Penalty
from tests.factories import FINE, case_in, penalty_in, settle, the
from tests.test_races import at_once
from workflow.errors import MoveRefused, StalePage
from workflow.integrity import walk_log

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

KINDS = ("penalty_prior_notice", "penalty_decision")


class Rolled(Exception):
    """Something later in the same transaction went wrong: what was done in it is undone, its number too."""


def proceedings(*, cases, each):
    """Return proceedings of several cases, each ready for its prior notice."""
    found = []
    for _case in range(cases):
        first = penalty_in("filed", case=case_in("concluded", proposes_penalty=True))
        beside = [
            sanctions.propose_beside(
                first, actor=the(Duty.INVESTIGATOR), person_name=f"甄{number}", party="responsible"
            )
            for number in range(1, each)
        ]
        for penalty in beside:
            sanctions.file_penalty(penalty, actor=the(Duty.LEADER))
        found += [first, *beside]
    for penalty in found:
        prepare(penalty)
    settle()
    return [penalty.pk for penalty in found]


def prepare(penalty):
    outside = {"provision": "", "deviation": "所引条款未收入规则库。"}
    sanctions.report_penalty(penalty, actor=the(Duty.INVESTIGATOR), **{**FINE, **outside})
    sanctions.countersign_penalty(penalty, actor=the(Duty.INVESTIGATOR, 2))
    sanctions.consent_to_deviation(penalty, actor=the(Duty.LEADER))


STEPS = (
    lambda penalty: sanctions.notify_penalty(penalty, actor=the(Duty.INVESTIGATOR)),
    lambda penalty: sanctions.hear_party(penalty, actor=the(Duty.INVESTIGATOR), is_waived=True),
    lambda penalty: sanctions.decide_penalty(penalty, actor=the(Duty.LEADER)),
)


def take(step, key, *, fails):
    """Take a step of one proceeding; one that fails is undone with everything in it."""
    try:
        with transaction.atomic():
            step(Penalty.objects.get(pk=key))
            if fails:
                raise Rolled
    except (Rolled, StalePage, MoveRefused):
        return


def drive(keys, *, threads, seed):
    """Carry all proceedings to their decision in threads that all want all of them, each in its own order."""

    def run(number):
        chance = random.Random(seed + number)  # noqa: S311
        for step in STEPS:
            mine = list(keys)
            chance.shuffle(mine)
            for key in mine:
                take(step, key, fails=chance.random() < 1 / 3)

    outcomes = at_once(run, threads=threads)
    assert outcomes == [None] * threads
    for key in keys:
        for step in STEPS:
            take(step, key, fails=False)


def assert_numbers_whole(count):
    for kind in KINDS:
        papers = Notice.objects.filter(kind=kind)
        assert sorted(papers.values_list("serial", flat=True)) == list(range(1, count + 1)), kind
        assert len(set(papers.values_list("number", flat=True))) == count
        assert len(set(papers.values_list("subject_id", flat=True))) == count
        form = papers.values_list("form", flat=True)[0]
        assert NumberSeries.objects.get(form=form).last_serial == count
    assert set(Penalty.objects.values_list("state", flat=True)) == {"decided"}
    assert list(walk_log()) == []


def test_two_proceedings_under_load_take_no_number_twice_and_miss_none():
    keys = proceedings(cases=2, each=2)
    drive(keys, threads=4, seed=1)
    assert_numbers_whole(len(keys))


@pytest.mark.full
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_many_proceedings_under_long_load_take_no_number_twice_and_miss_none(seed):
    keys = proceedings(cases=3, each=10)
    drive(keys, threads=8, seed=seed)
    assert_numbers_whole(len(keys))
