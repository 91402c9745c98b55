"""The office of a replay, and the steps that its people take in it, each by the person whose duty it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import Agency
from accounts.services import create_agency
from config.demonstration.fines import Fine
from config.demonstration.people import PASSWORD, POSTS, found_office
from config.demonstration.staff import Staff
from config.demonstration.units import NOWHERE, fictional_uscc
from config.demonstration.walk import Found, Walk
from config.replay.cases import PublishedCase
from config.replay.papers import folder_for, write_papers
from config.replay.words import NOT_STATED
from enterprises.services import register_unit
from investigations.services import Demand
from investigations.states import PROVED
from reports.services import Tip
from reports.states import Mode
from rewards.states import Way
from statutes.codes import HOME, Sector
from workflow.models import Subject
from workflow.services import delivering_inline

IDENTITY = {"name": "某举报人", "phone": "023-00000000"}
PAYEE = {"way": Way.BANK.value, "name": "某举报人", "bank": "演示银行", "account": f"{NOWHERE}0000000000"}
PERSON = "某负责人"
DAYS_TO_RECTIFY = datetime.timedelta(days=15)
# One person for each duty, a second investigator, of another agency, and a second reward officer, who reviews.
SECONDS = {"investigator2", "rewards2"}
REPLAY_POSTS = tuple(post for post in POSTS if not post.username[-1].isdigit() or post.username in SECONDS)


class House:
    """The office in the database of this process, its people, and the folder for papers."""

    def __init__(self, out: Path) -> None:
        """Found the office; nobody of it can sign in."""
        self.out = out
        self._taken: set[str] = set()
        self._registered = 0
        with delivering_inline():
            found_office(REPLAY_POSTS, can_sign_in=False)
        self._staff = Staff(password=PASSWORD)

    def begin(self, **regime: Any) -> Walk:
        """Begin a walk; `regime` is that of the reward where it is not the office's own of today."""
        return Walk(self._staff, leave_slow=False, regime=regime)

    def register(self, case: PublishedCase) -> str:
        """Register the unit, which published cases do not name, under a name of this replay."""
        self._registered += 1
        unit = register_unit(
            name=f"{case.unit_name}（{case.case_id[:40]}）",
            uscc=fictional_uscc(self._registered),
            sector=case.sector,
            division=HOME,
            address=NOT_STATED,
            legal_representative=PERSON,
        )
        return unit.name

    def agency_for(self, sector: Sector) -> Agency:
        """Return the department that is competent for a sector, set up when it is first needed."""
        found: Agency | None = Agency.objects.filter(code=sector.competent).first()
        name = sector.competent_zh
        kind = sector.competent
        return found or create_agency(code=kind, name=name, short_name=name, place=HOME, competence=kind)

    def write_papers(self, case_id: str, subjects: Iterator[Subject]) -> tuple[str, ...]:
        """Put every paper about the subjects into the folder of the case."""
        return write_papers(subjects, folder_for(case_id, self.out, taken=self._taken))


def verify(case: PublishedCase, walk: Walk, *, unit_name: str) -> None:
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
            Demand(
                problem=case.facts,
                basis=case.law or NOT_STATED,
                demand=case.order,
                due_on=timezone.localdate() + DAYS_TO_RECTIFY,
            )
        )
    walk.find(_found_of(case))
    walk.approve_findings()


def _found_of(case: PublishedCase) -> Found:
    proposes_penalty = bool(fines_of(case)) and case.conclusion in PROVED
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


def fines_of(case: PublishedCase) -> list[Fine]:
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
                basis=case.basis or case.law or NOT_STATED,
                reasons="按照公布的案例。",
                person_name="" if is_first_on_unit else f"{PERSON}{len(fines)}",
                cause=f"{case.unit_name}安全生产违法行为案",
            )
        )
    return fines


def penalise(case: PublishedCase, walk: Walk) -> None:
    """Tell, hear, review, decide, serve, collect; list where the rule says so."""
    fines = fines_of(case)
    if not fines:
        return
    walk.notify(fines)
    walk.hear()
    walk.review()
    walk.decide()
    walk.serve()
    walk.collect()
    walk.close_penalties()
    walk.drop_the_rest(note="本案只处罚有关人员。")
    walk.notify_listings()
    walk.hear_listings()
    walk.enter_listings()
