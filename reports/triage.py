"""Where a tip belongs by the rules, and which department of this office's list that is: suggested, never decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Agency
from reports.bilingual import in_language
from reports.models import Report
from reports.states import Kind, State
from statutes.triage import Act, Matter, Route, route_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A route by the law, and the department on file that it means; None where the office has none."""

    route: Route
    agency: Agency | None

    @property
    def competent(self) -> str:
        """Who is competent."""
        return in_language(self.route.title_zh, self.route.title_en)

    @property
    def text(self) -> str:
        """What the article says."""
        return in_language(self.route.text_zh, self.route.text_en)

    @property
    def is_ours(self) -> bool:
        """Whether the office takes it in itself; what a government verifies comes in here, too."""
        return self.route.act is not Act.TRANSFER

    @property
    def is_led_by_government(self) -> bool:
        """Whether a government leads the verification."""
        return self.route.act is Act.GOVERNMENT


def suggestions_for(reports: Iterable[Report]) -> dict[int, Suggestion]:
    """Map each tip to its suggestion. One query, however many tips."""
    agencies = {agency.competence: agency for agency in Agency.objects.exclude(competence="")}
    routes = {report.pk: route_for(report) for report in reports}
    return {key: Suggestion(route, agencies.get(route.competent)) for key, route in routes.items()}


def suggestion_of(report: Report) -> Suggestion | None:
    """Return where a tip belongs while it waits to be taken in."""
    return suggestions_for([report])[report.pk] if report.state == State.SUBMITTED else None


def route_for(report: Report) -> Route:
    """Ask the rules, with what may be read of a tip without opening it."""
    matter = Matter(
        kind=report.kind,
        sector=report.sector,
        division=report.division,
        deaths=report.claimed_deaths or 0,
        is_accused=report.kind == Kind.INACTION and report.accused_agency_id is not None,
        text=f"{report.unit_name} {report.working_text}",
    )
    return route_of(matter, on=timezone.localdate())
