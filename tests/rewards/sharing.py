"""A matter that two have reported, in an office that shares the reward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils import timezone

from accounts.models import Duty
from reports import services as reports
from reports.models import Report
from rewards import services as rewards
from rewards.models import Reward
from statutes.rules import national_rule
from statutes.services import set_office_setting
from tests import factories
from tests.factories import find_conditions, person, settle, the
from tests.remembered import remembered

SETTING = "reward.setting.several_reporters"
BEST = {"order": "earliest", "content": "main", "evidence": "direct"}
LEAST = {"order": "after", "content": "part", "evidence": "bare"}


@remembered
def choose(value: str) -> None:
    """Choose for the office, from today on."""
    how = {"effective_from": timezone.localdate(), "reason": "局务会议定", "is_founding": True}
    set_office_setting(national_rule(SETTING), value, actor=the(Duty.ADMIN), **how)


@contextmanager
def sharing_office() -> Iterator[None]:
    """Share rewards for a while; what was opened meanwhile stays shared."""
    choose("shares")
    yield
    choose("first_only")


@remembered
def two_reports(*, first: Report | None = None, second: Report | None = None) -> list[Reward]:
    """Return the rewards of two who have reported one matter, assessed and not divided."""
    with sharing_office():
        case = factories.case_in("investigating", report=first, proposes_penalty=True)
        other = second or factories.file_report(about=case.unit).report
        reports.merge_report(other, actor=the(Duty.DESK), into=case.report, added="另有夜班。")
        settle()
        case = factories.case_in("concluded", report=case.report, proposes_penalty=True)
        factories.penalty_in("decided", case=case)
        settle()
    return list(case.rewards.order_by("pk"))


def grades(found: list[Reward], *given: Mapping[str, str]) -> dict[int, Mapping[str, str]]:
    """Return what a reward officer grades, the first reporter's best."""
    return {reward.report_id: grade for reward, grade in zip(found, given or (BEST, LEAST), strict=True)}


@remembered
def divided(found: list[Reward], *given: Mapping[str, str]) -> list[Reward]:
    """Find the conditions and the shares of a matter."""
    found = [find_conditions(reward) for reward in found]
    rewards.find_shares(found[0], actor=person("checking", Duty.REWARDS), grades=grades(found, *given))
    rewards.agree_shares(fresh(found[0]), actor=person("reviewing", Duty.REWARDS), agrees=True)
    return [fresh(reward) for reward in found]


def sharing_in(state: str = "shared") -> Reward:
    """Return the first of two rewards that share: `found`, `graded`, `shared`."""
    found = two_reports()
    if state == "shared":
        return divided(found)[0]
    found = [find_conditions(reward) for reward in found]
    if state == "graded":
        officer = person("checking", Duty.REWARDS)
        rewards.find_shares(found[0], actor=officer, grades=grades(found))
    return fresh(found[0])


def fresh(reward: Reward) -> Reward:
    """Read a reward anew."""
    return Reward.objects.get(pk=reward.pk)
