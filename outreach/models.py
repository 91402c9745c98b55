"""Notice boards, the sheets that hang on them, and how much comes by them: a count a month, never a tip."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from enterprises.models import Unit

# No vowels and nothing that is read for another letter: a code is typed from a wall, and makes no word.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"
CODE_LENGTH = 6


def new_code() -> str:
    """Draw a code that says nothing of the board."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class Board(models.Model):
    """A place where a poster hangs or cards lie: at a unit, or anywhere in a division."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    place = models.CharField(_("where it hangs"), max_length=60)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="boards")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="boards")
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice board")
        verbose_name_plural = _("notice boards")

    def __str__(self) -> str:
        return self.place


class Sheet(models.Model):
    """A file to print, drawn by the worker."""

    class Size(models.TextChoices):
        A3 = "a3", _("poster, A3")
        A4 = "a4", _("poster, A4")
        CARDS = "cards", _("cards, ten on an A4 sheet")

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="sheets")
    size = models.CharField(max_length=6, choices=Size)
    # What it says, kept as it was when the sheet was asked for: the same words give the same page.
    words = models.JSONField()
    file = models.CharField(max_length=100, blank=True)
    # The kind of error of the last try.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "size"], name="outreach_one_sheet_a_size"),
            models.CheckConstraint(condition=Q(size__in=["a3", "a4", "cards"]), name="outreach_sheet_size"),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.size}"


class Tally(models.Model):
    """What a month brought: by one board, or, with none, all filings of the form (see docs/adr/0021)."""

    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    filed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "month"], name="outreach_one_tally_a_month"),
            models.UniqueConstraint(
                fields=["month"], condition=Q(board=None), name="outreach_one_sum_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.month:%Y-%m}"
