"""Play a published reward: from the tip to the payout, each step by the person whose duty it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.demonstration.walk import Walk
from config.replay.cases import PublishedCase, read_case
from config.replay.house import PAYEE, House, penalise, verify
from config.replay.outcomes import Outcome, Result
from config.replay.player import Player
from config.replay.reading import Row
from investigations.states import PROVED
from rewards.models import Reward
from workflow.models import Subject
from workflow.services import delivering_inline


class RewardsPlayer(Player):
    """Plays rows of published rewards in the database of this process, and puts the papers into a folder."""

    def __init__(self, out: Path) -> None:
        """Found the office."""
        super().__init__(out)
        self._house = House(out)

    def play_row(self, row: Row) -> Result:
        """Read and play one row."""
        case = read_case(row)
        walk = self._house.begin(**case.regime, chosen_amount=case.published)
        with delivering_inline():
            verify(case, walk, unit_name=self._house.register(case))
            if case.conclusion in PROVED:
                penalise(case, walk)
                _pay(walk)
        return _compare(case, walk, self._house.write_papers(case.case_id, _subjects_of(walk)))


def _pay(walk: Walk) -> None:
    """Propose what was assessed, approve, claim, pay; what the rules do not give is not paid."""
    reward = walk.reward
    if reward is None or "not_loaded" in reward.assessment:
        return
    if not reward.amount_fen:
        walk.find_conditions()
        walk.refuse_reward(note=_sentences(reward)[:500] or "-")
        return
    walk.propose()
    walk.approve()
    walk.claim(PAYEE)
    walk.pay()


def _subjects_of(walk: Walk) -> Iterator[Subject]:
    yield walk.report
    yield walk.case
    yield from walk.orders
    yield from walk.penalties
    yield from walk.listings
    if reward := walk.reward:
        yield reward


def _compare(case: PublishedCase, walk: Walk, papers: tuple[str, ...]) -> Result:
    reward = walk.reward
    if reward is not None and "not_loaded" in reward.assessment:
        return _without_amount(case, walk, reward, papers)
    computed = reward.amount if reward else Decimal(0)
    why = _sentences(reward) if reward else _("The tip was not proved, so no reward is due.")
    if computed != case.published:
        why = f"{why} {_difference(computed, case.published)}"
    if case.is_inferred:
        inferred = _("The publication gives these facts by inference only.")
        why = f"{why} {inferred}"
    return Result(
        case.case_id,
        Outcome.AGREES if computed == case.published else Outcome.DIFFERS,
        why.strip(),
        published=case.published,
        computed=computed,
        reference=walk.report.reference,
        schedule=reward.assessment["schedule"] if reward else "",
        papers=papers,
    )


def _without_amount(case: PublishedCase, walk: Walk, reward: Reward, papers: tuple[str, ...]) -> Result:
    """Tell why there is no amount: a rule or a fact is missing, or the amount paid lies outside the regime's bounds."""
    record = reward.assessment
    outcome, computed, why = Outcome.NOT_LOADED, None, record["not_loaded"]
    if "missing" in record:
        outcome = Outcome.SKIPPED
    if "low" in record:
        low, high = Decimal(record["low"]), Decimal(record["high"])
        outcome, computed = Outcome.DIFFERS, low if case.published < low else high
        why = f"{why} {_difference(computed, case.published)}"
    return Result(
        case.case_id,
        outcome,
        why,
        published=case.published,
        computed=computed,
        reference=walk.report.reference,
        schedule=case.schedule,
        papers=papers,
    )


def _sentences(reward: Reward) -> str:
    """Tell the steps of the assessment in the language of this process."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return " ".join(step[f"sentence_{language}"] for step in reward.assessment["steps"])


def _difference(computed: Decimal, published: Decimal) -> str:
    words = {"computed": f"{computed:,.2f}", "published": f"{published:,.2f}"}
    if computed > published:
        return _("The rules give %(computed)s yuan; less was paid: %(published)s yuan.") % words
    return _("The rules give %(computed)s yuan; more was paid: %(published)s yuan.") % words
