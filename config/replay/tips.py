"""File published tips through the channel they came by, and hand them where the rules say."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from config.replay.house import IDENTITY, House
from config.replay.outcomes import Outcome, Result
from config.replay.player import Player, Skipped, case_id_of
from config.replay.reading import Row
from config.replay.words import (
    CHANNELS,
    NOT_STATED,
    facts_of,
    first_match,
    kind_of_tip,
    mode_of,
    said,
    sector_of,
    unit_name_of,
)
from reports.services import Tip
from reports.states import Channel, Mode
from statutes.codes import HOME, SECTORS
from workflow.services import delivering_inline

ACCEPTED, TRANSFERRED = "accepted", "transferred"
# What became of a published tip, by the words of the answer; another department or a street took it over.
ROUTES = (
    (
        "街道|乡政府|镇政府|下派|转办|转交|移交|住建|建设局|消防|公安|交通|城管|市场监管|燃气|规划|环保",
        TRANSFERRED,
    ),
    ("属实|查实|立案|奖励", ACCEPTED),
)


class TipsPlayer(Player):
    """Files each tip as its reporter did; accepts it, or hands it to the department that its sector belongs to."""

    details = ("route", "published_route", "sector", "competent")

    def __init__(self, out: Path) -> None:
        """Found the office."""
        super().__init__(out)
        self._house = House(out)

    def play_row(self, row: Row) -> Result:
        """File one tip."""
        case_id, gist = case_id_of(row), said(row, "gist")
        if not gist:
            raise Skipped(_("The row does not say what was reported."))
        sector = SECTORS[sector_of(row.text("industry") + gist)]
        walk = self._house.begin()
        with delivering_inline():
            walk.file(
                _tip(row, gist, sector.key), channel=first_match(CHANNELS, row.text("platform"), Channel.WEB)
            )
            if sector.is_accepted:
                walk.accept(working_text=facts_of(gist))
            else:
                walk.transfer(self._house.agency_for(sector))
        route = ACCEPTED if sector.is_accepted else TRANSFERRED
        published = first_match(ROUTES, said(row, "official_result"), "") or None
        outcome, why = _compare(route, published, sector.competent_zh)
        return Result(
            case_id,
            outcome,
            why,
            reference=walk.report.reference,
            papers=self._house.write_papers(case_id, iter([walk.report])),
            details={
                "route": route,
                "published_route": published,
                "sector": sector.key,
                "competent": sector.competent_zh,
            },
            shown=(published or "", route),
        )


def _tip(row: Row, gist: str, sector: str) -> Tip:
    mode = mode_of(row.text("reporter"))
    return Tip(
        kind=kind_of_tip(gist, 0),
        mode=mode,
        division=HOME,
        unit_name=unit_name_of(gist) or NOT_STATED,
        words={"text": gist},
        identity={} if mode == Mode.ANONYMOUS else IDENTITY,
        sector=sector,
    )


def _compare(route: str, published: str | None, competent: str) -> tuple[Outcome, str]:
    told = (
        _("Filed and accepted: the office itself is competent.")
        if route == ACCEPTED
        else _("Filed and handed on: %(agency)s is competent.") % {"agency": competent}
    )
    if published is None:
        nothing = _("It is not published who took it over, so there is nothing to compare with.")
        return Outcome.SKIPPED, " ".join((told, nothing))
    if published == route:
        return Outcome.AGREES, told
    other = (
        _("By the published answer another body took it over.")
        if published == TRANSFERRED
        else _("By the published answer it was accepted.")
    )
    return Outcome.DIFFERS, " ".join((told, other))
