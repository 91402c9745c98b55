"""Play a published accident through a case: recorded, reported upward, with the team that the law asks for."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.services import create_agency
from config.demonstration.units import fictional_uscc
from config.replay.house import PERSON, House
from config.replay.words import NOT_STATED
from enterprises.services import register_unit
from investigations import services as cases
from investigations.models import Accident
from investigations.services.seats import seats_for
from statutes.investigation import Government, government_of
from statutes.rules import HOME, NATION
from workflow.models import Clock
from workflow.services import delivering_inline

# Who has a seat in the law, as publications write them. The coal regulator 煤矿安全监察局 is no supervision commission.
SEAT_WORDS = {
    "government": re.compile("政府"),
    "emergency": re.compile("应急|安监|安全生产监督"),
    "supervision": re.compile("(?<!安全)监察(?:委|厅|局)|监委"),
    "police": re.compile("公安"),
    "union": re.compile("工会"),
    "procuratorate": re.compile("检察"),
}
TIERS = (
    (Government.NATION, re.compile("国务院|^国家|^应急管理部")),
    (Government.PROVINCE, re.compile("^省|省政府|省应急|省安监")),
    (Government.DISTRICT, re.compile("[区县]")),
    (Government.CITY, re.compile("市政府|市应急|市安监")),
)
NOON = datetime.time(12)
# A county of its own below each place, so that the lowest tier is always there.
SOME_COUNTY = "999999"


@dataclass(frozen=True, slots=True)
class Played:
    """What the case says."""

    reference: str
    state: str
    level: str
    authority: str
    due_on: str | None
    seats: tuple[str, ...]


class AccidentOffice:
    """The office of a replay and its people, who take each step of an accident by their duty."""

    def __init__(self, out: Path) -> None:
        """Found the office."""
        self._house = House(out)
        self._number = 0

    def play(self, case_id: str, *, place: str, on: datetime.date, sector: str, **measures: Any) -> Played:
        """Record an accident at a place, report it upward, name the team, and hand it up where a higher one is due."""
        with delivering_inline(), transaction.atomic():
            accident = self._record(case_id, place=place, on=on, sector=sector, **measures)
            desk, leader = self._who("desk"), self._who("leader")
            cases.report_up(accident, actor=desk, reported_up_at=accident.received_at)
            seats = seats_for(accident.case)
            self._form_team(accident, leader, seats)
            above = accident.belongs_to
            due_on = _due_on(accident)
            if above:
                note, at = accident.level_title, accident.received_at
                cases.hand_up_accident(accident, actor=leader, handed_up_at=at, note=note)
            office = government_of(accident.office_place)
        return Played(
            reference=accident.reference,
            state=accident.state,
            level=accident.level.value,
            authority=(above or office).value,
            due_on=due_on,
            seats=tuple(seat.key for seat in seats),
        )

    def _record(
        self, case_id: str, *, place: str, on: datetime.date, sector: str, **measures: Any
    ) -> Accident:
        self._number += 1
        county = HOME if place == NATION else (place + SOME_COUNTY)[:6]
        unit = register_unit(
            name=_("Unit of %(case)s") % {"case": case_id[:40]},
            uscc=fictional_uscc(self._number),
            sector=sector,
            division=county,
            address=NOT_STATED,
            legal_representative=PERSON,
        )
        at = timezone.make_aware(datetime.datetime.combine(on, NOON))
        return cases.record_accident(
            actor=self._who("desk"),
            unit=unit,
            happened_at=at,
            unit_informed_at=at,
            unit_reported_at=at,
            received_at=at,
            place=NOT_STATED,
            course=NOT_STATED,
            lead_agency=_agency_at(county),
            **measures,
        )

    def _form_team(self, accident: Accident, leader: User, seats: Any) -> None:
        sent = [cases.Sent(PERSON, seat.title_zh, seat.key) for seat in seats]
        head, other = self._who("investigator"), self._who("investigator2")
        cases.form_team(accident.case, actor=leader, head=head, members=[other], delegates=sent)

    def _who(self, username: str) -> User:
        found: User = User.objects.get(username=username)
        return found


def published_tier(lead: str, *, place: str) -> Government | None:
    """Read from who led the investigation of which tier they are; None where the words do not say."""
    return next((tier for tier, words in TIERS if words.search(lead)), None) if lead else None


def published_seats(team: str) -> tuple[str, ...]:
    """Read which seats of the law the publication names."""
    return tuple(key for key, words in SEAT_WORDS.items() if words.search(team))


def _agency_at(county: str) -> Agency:
    found: Agency | None = Agency.objects.filter(place=county).order_by("-is_office").first()
    name = _("Bureau of %(place)s") % {"place": county}
    return found or create_agency(
        code=f"replay-{county}", name=name, short_name=county, place=county, competence="emergency"
    )


def _due_on(accident: Accident) -> str | None:
    clock = Clock.objects.filter(
        subject_label=accident.label(), subject_id=accident.pk, rule_id="accident.report"
    ).first()
    return timezone.localdate(clock.due_at).isoformat() if clock else None
