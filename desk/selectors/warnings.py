"""Interviews and exposures that wait for somebody: who carries, reads and decides them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.selectors.queues import on_team
from sanctions.models import Exposure, Interview
from sanctions.selectors import exposures_visible_to, interviews_visible_to

CARRYING: Mapping[str, str | Promise] = {
    "proposed": _("Plan the interview"),
    "announced": _("Record the minutes"),
    "held": _("Record the written report"),
}
CALLING: Mapping[str, str | Promise] = {
    "planned": _("Approve the plan and give notice"),
    "reported": _("Close the interview"),
}


def interviews_to_carry(user: Any) -> QuerySet[Interview]:
    """Return the interviews that the user's teams carry."""
    return interviews_visible_to(user).filter(on_team(user, "case"), state__in=CARRYING)


def interviews_to_decide(user: Any) -> QuerySet[Interview]:
    """Return the interviews that `user` may approve or close."""
    return interviews_visible_to(user).filter(state__in=CALLING).exclude(on_team(user, "case"))


def exposures_to_write(user: Any) -> QuerySet[Exposure]:
    """Return the exposures whose text the user's teams write."""
    return exposures_visible_to(user).filter(on_team(user, "case"), state="proposed")


def exposures_to_read(user: Any) -> QuerySet[Exposure]:
    """Return the exposures that `user` may read for privacy."""
    return exposures_visible_to(user).filter(state="drafted").exclude(on_team(user, "case"))


def exposures_to_decide(user: Any) -> QuerySet[Exposure]:
    """Return the exposures that `user` may publish."""
    return exposures_visible_to(user).filter(state="cleared").exclude(on_team(user, "case"))
