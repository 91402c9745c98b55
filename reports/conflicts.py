"""Whom a tip must not reach, and which duty takes it in. Asked while its words are still in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Duty, Recusal, User
from accounts.selectors import people_named_in, people_of, people_with_duty
from enterprises.selectors import people_tied_to
from vault.errors import NoReaders


class EverybodyNamed(NoReaders):
    """Nobody is left who could read a tip without a conflict of interest; a higher office must take it."""

    reason = _(
        "Everybody here who could read this report is named in it or tied to the unit. Nothing was stored. "
        "Please take it to the city's emergency bureau, or to the discipline inspection commission."
    )


def people_kept_away(
    texts: Iterable[str], *, unit_name: str, agency: Agency | None
) -> dict[User, Recusal.Ground]:
    """Return who is named in a tip, tied to its unit, or works for the authority it accuses, with the ground.

    A tip against the office itself goes to supervision, which belongs to the office: there the agency is no ground.
    """
    away: dict[User, Recusal.Ground] = {}
    if agency is not None and not agency.is_office:
        away |= dict.fromkeys(people_of(agency), Recusal.Ground.AGENCY)
    away |= dict.fromkeys(people_tied_to(unit_name), Recusal.Ground.TIE)
    return away | dict.fromkeys(people_named_in(texts), Recusal.Ground.NAMED)


def is_for_supervision(away: Mapping[User, str], *, agency: Agency | None) -> bool:
    """Say whether supervision takes a tip in: it accuses the office, or nobody else could read it.

    Raises `EverybodyNamed` when supervision could not read it either.
    """
    if not (agency and agency.is_office) and _is_anybody_left(Duty.DESK, away):
        return False
    if not _is_anybody_left(Duty.SUPERVISION, away) and away:
        raise EverybodyNamed
    return True


def _is_anybody_left(duty: str, away: Mapping[User, str]) -> bool:
    kept = {user.pk for user in away}
    # Nobody named: whether the desk has keys at all is the vault's question.
    return not kept or any(user.pk not in kept for user in people_with_duty(duty))
