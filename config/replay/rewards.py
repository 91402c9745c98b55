"""Play a published reward: from the tip to the payout, each step by the person whose duty it is."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.demonstration.people import PASSWORD, POSTS, found_office
from config.demonstration.staff import Staff
from config.demonstration.units import NOWHERE, fictional_uscc
from config.demonstration.walk import Fine, Found, Walk
from config.replay.cases import NOT_STATED, PublishedCase, Skipped, case_id_of, read_case
from config.replay.outcomes import Outcome, Result
from config.replay.papers import NotPrinted, folder_for, write_papers
from config.replay.reading import Row
from enterprises.services import register_unit
from investigations.states import PROVED
from reports.services import Tip
from reports.states import Mode
from rewards.forms_public import BANK
from rewards.models import Reward
from statutes.codes import HOME
from statutes.rules import NATION
from workflow.errors import MoveRefused
from workflow.models import Subject
from workflow.services import delivering_inline

logger = logging.getLogger("workflow")

IDENTITY = {"name": "某举报人", "phone": "023-00000000"}
PAYEE = {"way": BANK, "name": "某举报人", "bank": "演示银行", "account": f"{NOWHERE}0000000000"}
PERSON = "某负责人"
DAYS_TO_RECTIFY = datetime.timedelta(days=15)
# One person for each duty, and a second investigator, of another agency.
REPLAY_POSTS = tuple(
    post for post in POSTS if not post.username[-1].isdigit() or post.username == "investigator2"
)


class RewardsPlayer:
    """Plays rows of published rewards in the database of this process, and puts the papers into a folder."""

    def __init__(self, out: Path) -> None:
        """Found the office; nobody of it can sign in."""
        self.out = out
        self._taken: set[str] = set()
        self._played = 0
        with delivering_inline():
            found_office(REPLAY_POSTS, can_sign_in=False)
        self._staff = Staff(password=PASSWORD)

    def play(self, row: Row) -> Result:
        """Play one row; whatever happens to it, the next ones go on."""
        case_id = case_id_of(row)
        if row.fault:
            return Result(case_id, Outcome.FAILED, row.fault)
        try:
            case = read_case(row)
        except Skipped as skipped:
            return Result(case_id, Outcome.SKIPPED, skipped.reason, published=skipped.published)
        try:
            return self._play(case)
        except (MoveRefused, NotPrinted) as refusal:
            reason = str(getattr(refusal, "reason", refusal))
        except Exception as error:  # one row's fault must not end the replay of the others
            logger.exception("replay of %(case)s failed", {"case": case_id})
            reason = f"{type(error).__name__}: {error}"
        return Result(case_id, Outcome.FAILED, reason, published=case.published)

    def _play(self, case: PublishedCase) -> Result:
        self._played += 1
        walk = Walk(self._staff, leave_slow=False, regime=_regime_of(case))
        with delivering_inline():
            _verify(case, walk, unit_name=self._register(case))
            if case.conclusion in PROVED:
                _penalise(case, walk)
                _pay(walk)
        papers = write_papers(_subjects_of(walk), folder_for(case.case_id, self.out, taken=self._taken))
        return _compare(case, walk, papers)

    def _register(self, case: PublishedCase) -> str:
        """Register the unit, which published cases do not name, under a name of this replay."""
        unit = register_unit(
            name=f"{case.unit_name}（{case.case_id[:40]}）",
            uscc=fictional_uscc(self._played),
            sector=case.sector,
            division=HOME,
            address=NOT_STATED,
            legal_representative=PERSON,
        )
        return unit.name


def _regime_of(case: PublishedCase) -> dict[str, Any]:
    return {"on": case.on, "place": case.place or NATION, "schedule": case.schedule or None}


def _verify(case: PublishedCase, walk: Walk, *, unit_name: str) -> None:
    """File, accept, open the case, form the team, find, answer."""
    tip = Tip(
        kind=case.kind,
        mode=case.mode,
        division=HOME,
        unit_name=unit_name,
        words={"text": case.reported},
        identity={} if case.mode == Mode.ANONYMOUS else IDENTITY,
        claimed_deaths=case.concealed_deaths or None,
    )
    walk.file(tip, channel=case.channel)
    walk.accept(working_text=case.facts)
    walk.form_team()
    if case.order:
        walk.order(
            problem=case.facts,
            basis=case.law or NOT_STATED,
            demand=case.order,
            due_on=timezone.localdate() + DAYS_TO_RECTIFY,
        )
    walk.find(_found_of(case))
    walk.approve_findings()


def _found_of(case: PublishedCase) -> Found:
    proposes_penalty = bool(_fines_of(case)) and case.conclusion in PROVED
    return Found(
        conclusion=case.conclusion,
        facts=case.facts,
        violations=(case.law,) if case.law else (),
        is_major_hazard=case.is_major_hazard,
        is_concealed=bool(case.concealed_deaths),
        deaths=case.deaths,
        concealed_deaths=case.concealed_deaths,
        proposes_penalty=proposes_penalty,
        proposal=case.order or ("依法予以行政处罚。" if proposes_penalty else ""),
    )


def _fines_of(case: PublishedCase) -> list[Fine]:
    """List the fines that were published; a fine of nothing is none."""
    persons = 0
    fines: list[Fine] = []
    for one in (one for one in case.sums if one.amount):
        persons += one.is_on_person
        is_first_on_unit = not one.is_on_person and not any(not fine.person_name for fine in fines)
        fines.append(
            Fine(
                one.amount,
                violated=case.law or NOT_STATED,
                basis=case.law or NOT_STATED,
                reasons="按照公布的案例。",
                person_name="" if is_first_on_unit else f"{PERSON}{len(fines)}",
                cause=f"{case.unit_name}安全生产违法行为案",
            )
        )
    return fines


def _penalise(case: PublishedCase, walk: Walk) -> None:
    """Tell, hear, review, decide, serve, collect; list where the rule says so."""
    fines = _fines_of(case)
    if not fines:
        return
    walk.notify(fines)
    walk.hear()
    walk.review()
    walk.decide()
    walk.serve()
    walk.collect()
    walk.close_penalties()
    walk.notify_listings()
    walk.hear_listings()
    walk.enter_listings()


def _pay(walk: Walk) -> None:
    """Propose what was assessed, approve, claim, pay; what the rules do not give is not paid."""
    reward = walk.reward
    if reward is None or "not_loaded" in reward.assessment:
        return
    if not reward.amount_fen:
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
        is_missing = "missing" in reward.assessment
        return Result(
            case.case_id,
            Outcome.SKIPPED if is_missing else Outcome.NOT_LOADED,
            reward.assessment["not_loaded"],
            published=case.published,
            reference=walk.report.reference,
            schedule=case.schedule,
            papers=papers,
        )
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


def _sentences(reward: Reward) -> str:
    """Tell the steps of the assessment in the language of this process."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return " ".join(step[f"sentence_{language}"] for step in reward.assessment["steps"])


def _difference(computed: Decimal, published: Decimal) -> str:
    words = {"computed": f"{computed:,.2f}", "published": f"{published:,.2f}"}
    if computed > published:
        return _("The rules give %(computed)s yuan; less was paid: %(published)s yuan.") % words
    return _("The rules give %(computed)s yuan; more was paid: %(published)s yuan.") % words
