"""What follows the decision of a penalty: service, publication, payment, remedies."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanctions import policies
from sanctions.models.collecting import Collected
from sanctions.states import ENFORCED, IMPOSED, Remedy, State
from workflow.transitions import transition


class Enforced(Collected):
    """The later half of a penalty proceeding."""

    # Decided on the spot by the officers (Penalties Law arts. 51, 52).
    is_summary = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    # Who decided; nobody but the officers where it was decided on the spot.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    served_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    unpublished_on = models.DateField(_("publication withdrawn on"), null=True, blank=True)
    # The review or suit that is open, or was the last one.
    remedy = models.CharField(_("remedy"), max_length=10, choices=Remedy, blank=True)
    remedy_opened_on = models.DateField(null=True, blank=True)
    remedy_closed_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def has_open_remedy(self) -> bool:
        """Whether a review or a suit is under way: no surcharge is counted meanwhile (Penalty Law art. 73)."""
        return bool(self.remedy) and self.remedy_closed_on is None

    @property
    def is_published(self) -> bool:
        """Whether the decision can be read by everybody now."""
        return self.published_on is not None and self.unpublished_on is None

    @transition(
        field="state",
        source=State.DECIDED,
        target=State.SERVED,
        permission=policies.may_serve,
        label=_("Record service"),
        act=("penalty", "handle"),
        is_reversible=False,
    )
    def serve(self, *, served_on: Any) -> None:
        """Record that the decision reached the party."""
        self.served_on = served_on

    @transition(
        field="state",
        source=list(IMPOSED),
        target=None,
        permission=policies.may_publish,
        label=_("Record publication"),
    )
    def publish(self, *, published_on: Any) -> None:
        """Record where everybody can read the decision (Work Safety Law art. 78)."""
        self.published_on, self.unpublished_on = published_on, None

    @transition(
        field="state",
        source=[*IMPOSED, State.REVOKED],
        target=None,
        permission=policies.may_withdraw_publication,
        label=_("Withdraw the publication"),
    )
    def withdraw_publication(self, *, unpublished_on: Any) -> None:
        """Take the decision back from the public: changed, revoked, or its time is over (art. 48)."""
        self.unpublished_on = unpublished_on

    @transition(
        field="state",
        source=list(ENFORCED),
        target=State.PAID,
        permission=policies.may_record_payment,
        label=_("Record payment"),
        is_reversible=False,
    )
    def pay(self, *, paid_on: Any) -> None:
        """Record that the fine reached the treasury."""
        self.paid_on = paid_on

    @transition(
        field="state",
        source=[*ENFORCED, State.PAID],
        target=None,
        permission=policies.may_open_remedy,
        label=_("Note a reconsideration"),
    )
    def open_review(self, *, opened_on: Any) -> None:
        """Note that the party asked for a reconsideration."""
        self.remedy, self.remedy_opened_on, self.remedy_closed_on = Remedy.REVIEW, opened_on, None

    @transition(
        field="state",
        source=[*ENFORCED, State.PAID],
        target=None,
        permission=policies.may_open_suit,
        label=_("Note a suit"),
    )
    def open_suit(self, *, opened_on: Any) -> None:
        """Note that the party went to court."""
        self.remedy, self.remedy_opened_on, self.remedy_closed_on = Remedy.SUIT, opened_on, None

    @transition(
        field="state",
        source=[*ENFORCED, State.PAID],
        target=None,
        permission=policies.may_close_remedy,
        label=_("Note that the decision was upheld"),
    )
    def uphold(self, *, closed_on: Any) -> None:
        """Note that the remedy ended and the decision stands."""
        self.remedy_closed_on = closed_on

    @transition(
        field="state",
        source=[*ENFORCED, State.PAID],
        target=None,
        permission=policies.may_close_remedy,
        label=_("Note that the fine was reduced"),
    )
    def reduce(self, *, closed_on: Any, fine_fen: int) -> None:
        """Note that the remedy ended with a lower fine."""
        self.remedy_closed_on, self.fine_fen = closed_on, fine_fen

    @transition(
        field="state",
        source=[*ENFORCED, State.PAID],
        target=State.REVOKED,
        permission=policies.may_close_remedy,
        label=_("Note that the decision was annulled"),
        is_reversible=False,
    )
    def revoke(self, *, closed_on: Any) -> None:
        """Note that the remedy ended and the decision is void."""
        self.remedy_closed_on = closed_on
