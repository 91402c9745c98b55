"""What was answered to a request, so that the same request is answered in the same way and done once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from partners.models.partners import Partner


class Answer(models.Model):
    """The answer to an `Idempotency-Key`, sealed so that only who asked can get it again.

    The key of the seal comes of the partner's key and of the Idempotency-Key; neither is stored. A receipt code lies
    in the answer, and the table alone does not open it.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="answers")
    name = models.CharField(max_length=64, unique=True)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.partner_id} {self.status}"
