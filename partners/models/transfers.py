"""A tip that was transferred to a department which is connected here: offered, and acknowledged by its program."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from partners.models.partners import Partner
from partners.states import OfferState
from reports.models import Report
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition


class Offer(Subject):
    """What is handed over of a transferred tip: structured answers and the working text, never the words."""

    PREFIX = "ZB"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=OfferState.choices,
        default=OfferState.OFFERED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="offers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="offers")
    # Under which number the department took it on.
    their_number = models.CharField(_("their number"), max_length=80, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("handed-over transfer")
        verbose_name_plural = _("handed-over transfers")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OfferState]), name="partners_offer_state"
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=~Q(state=OfferState.WITHDRAWN),
                name="partners_offered_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.ACKNOWLEDGED)
                | (~Q(their_number="") & Q(acknowledged_at__isnull=False)),
                name="partners_offer_acknowledged_under_a_number",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this hand-over."""
        return reverse("transfers:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list: to whom it went."""
        return self.partner.name

    @transition(
        field=state,
        source=OfferState.OFFERED,
        target=OfferState.ACKNOWLEDGED,
        permission=only_the_system,
        label=_("Acknowledge"),
        is_automatic=True,
        is_reversible=False,
    )
    def acknowledge(self, *, their_number: str, at: datetime.datetime) -> None:
        """Note that the department has taken it on, under which number."""
        self.their_number, self.acknowledged_at = their_number, at

    @transition(
        field=state,
        source=OfferState.OFFERED,
        target=OfferState.WITHDRAWN,
        permission=only_the_system,
        label=_("Withdraw"),
        is_automatic=True,
        is_reversible=False,
    )
    def withdraw(self) -> None:
        """End with the transfer, when that was annulled."""
