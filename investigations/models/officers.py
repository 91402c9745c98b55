"""What two officers did together (Penalty Law art. 42)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ByTwoOfficers(models.Model):
    """Something that one officer made with a second one beside."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(officer=F("second_officer")), name="%(app_label)s_%(class)s_two_officers"
            ),
        ]
