"""What can be done to several files at once: steps that say the same of each, with no word of their own.

What weighs on somebody (a finding, a penalty, a listing, a refusal) is decided file by file and stands here nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from investigations.selectors import cases_visible_to
from investigations.services import close_case
from notices.selectors import notices_visible_to
from notices.services import retry_notice
from reports.selectors import reports_visible_to
from reports.services import close_report
from rewards.selectors import rewards_visible_to
from rewards.services import approve_reward, clear_reward, review_reward
from workflow.models import Subject
from workflow.selectors import Offer, moves_for


@dataclass(frozen=True, slots=True)
class Kind:
    """An act on the files of one queue of my work: the moves it may make, of which a file offers one at most."""

    label: str | Promise
    visible_to: Callable[[Any], QuerySet[Any]]
    services: Mapping[str, Callable[..., Any]]

    def offer_of(self, subject: Subject, user: Any) -> Offer | None:
        """Return the move that would be made on this file with the person's verdict; None when it has moved on."""
        offers = [offer for offer in moves_for(subject, user) if offer.move in self.services]
        return next((offer for offer in offers if offer.verdict), offers[0] if offers else None)


# By the key of the queue.
KINDS: Final[Mapping[str, Kind]] = {
    "approve": Kind(
        _("Agree to the amounts"),
        rewards_visible_to,
        {"review": review_reward, "clear": clear_reward, "approve": approve_reward},
    ),
    "close_report": Kind(_("Close the reports"), reports_visible_to, {"close": close_report}),
    "close_case": Kind(_("Close the cases"), cases_visible_to, {"close": close_case}),
    "papers": Kind(_("Print again"), notices_visible_to, {"retry": retry_notice}),
}
