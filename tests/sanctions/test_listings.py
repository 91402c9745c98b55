"""Which situations of the list a decided penalty brings up."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Duty
from sanctions import services as sanctions
from sanctions.models import Listing
from tests import factories

pytestmark = pytest.mark.django_db

YEAR = datetime.timedelta(days=365)


def situations(penalty):
    factories.settle()
    return list(Listing.objects.filter(penalty=penalty).order_by("pk").values_list("situation", flat=True))


def accident_of(unit, *, ago, **harm):
    then = timezone.now() - ago
    return factories.accident_in(
        unit=unit, happened_at=then, unit_informed_at=then, unit_reported_at=then, received_at=then, **harm
    )


def decided(**findings):
    penalty = factories.penalty_in("reviewed", **findings)
    return penalty, lambda: sanctions.decide_penalty(penalty, actor=factories.the(Duty.LEADER))


def test_two_larger_accidents_in_twelve_months_bring_the_unit_up_for_the_list():
    penalty, decide = decided(deaths=3)
    accident_of(penalty.unit, ago=YEAR - datetime.timedelta(days=2), deaths=4)
    decide()
    assert situations(penalty) == ["repeated_larger_accidents"]


@pytest.mark.parametrize(
    ("ago", "harm"),
    [
        (YEAR + datetime.timedelta(days=2), {"deaths": 4}),
        (YEAR / 2, {"deaths": 2}),
        (YEAR / 2, {"deaths": 12}),  # a major accident is brought up by its own penalty
    ],
)
def test_an_accident_too_old_too_mild_or_of_another_situation_does_not_count(ago, harm):
    penalty, decide = decided(deaths=3)
    accident_of(penalty.unit, ago=ago, **harm)
    decide()
    assert situations(penalty) == []


def test_a_cancelled_accident_and_one_of_another_unit_do_not_count():
    penalty, decide = decided(deaths=3)
    factories.accident_in("cancelled", unit=penalty.unit, deaths=4)
    accident_of(factories.unit("试验乙公司"), ago=YEAR / 2, deaths=4)
    decide()
    assert situations(penalty) == []


def test_a_major_accident_and_a_concealed_one_are_brought_up_in_the_order_of_the_text():
    penalty, decide = decided(deaths=12, is_concealed=True, concealed_deaths=2)
    decide()
    assert situations(penalty) == ["major_accident", "concealment"]


def test_an_ordinary_accident_brings_nothing_up():
    penalty, decide = decided(deaths=2)
    decide()
    assert situations(penalty) == []
