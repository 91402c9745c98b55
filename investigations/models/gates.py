"""What opens the gates of a case, and why its supervisors' side is not examined."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models.cases import Case
from investigations.states import Gate, Ground


class Proof(models.Model):
    """A paper that opens a gate: what it is, its number and its day; a tick alone is none."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proofs")
    gate = models.CharField(_("gate"), max_length=12, choices=Gate)
    ground = models.CharField(_("kind of evidence"), max_length=12, choices=Ground)
    title = models.CharField(_("title of the paper"), max_length=200)
    number = models.CharField(_("its number, or where it is kept"), max_length=100)
    dated_on = models.DateField(_("its date"))
    # Empty where a decision of a higher floor opened the gate by itself.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "gate", "ground", "number"], name="investigations_proof_once"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(number=""), name="investigations_proof_is_no_tick"
            ),
            models.CheckConstraint(
                condition=Q(gate__in=[gate.value for gate in Gate])
                & Q(ground__in=[ground.value for ground in Ground]),
                name="investigations_proof_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}，{self.dated_on:%Y-%m-%d}）"


class Waiver(models.Model):
    """Why the supervisors' side of a case is not examined, signed by a leader."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waivers")
    reason = models.TextField(_("reason"))
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="investigations_one_waiver_a_case"),
            models.CheckConstraint(condition=~Q(reason=""), name="investigations_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
