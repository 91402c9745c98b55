"""What an accident and a disaster share: whom they hit, and that they are reported upward and may be handed up."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from investigations import policies
from investigations.models.cases import Case
from statutes.investigation import Government
from workflow.models import Subject
from workflow.verdicts import Verdict


class ReportedUpward(Subject):
    """What happened to a case: one a case, under the same key. Its level follows from what is known now."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="%(class)s")
    happened_at = models.DateTimeField(_("happened at"))
    received_at = models.DateTimeField(_("received at"))
    place = models.CharField(_("place and scene"), max_length=300)
    course = models.TextField(_("brief course"))
    deaths = models.PositiveSmallIntegerField(_("deaths"), default=0)
    missing = models.PositiveSmallIntegerField(_("missing"), default=0)
    serious_injuries = models.PositiveSmallIntegerField(_("seriously injured"), default=0)
    loss_fen = models.BigIntegerField(default=0)
    reported_up_at = models.DateTimeField(null=True, blank=True)
    handed_up_to = models.CharField(max_length=10, blank=True)
    handed_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def belongs_to(self) -> Government | None:
        """The higher government whose matter it is at its level, or None where it is this office's."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.case.title

    @property
    def unit(self) -> Any:
        """The unit where it happened; None where nature did it."""
        return self.case.unit

    @property
    def loss(self) -> Decimal:
        """Direct loss in yuan, as far as it is known."""
        return Decimal(self.loss_fen) / 100

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    def leave(self, at: datetime.datetime) -> None:
        """Leave it to the government whose matter it is."""
        self.handed_up_to = self.belongs_to.value if self.belongs_to else ""
        self.handed_up_at = at
