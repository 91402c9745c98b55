"""What this office shows to everybody, from when to when, as it was read then."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions.models.listings import Listing
from workflow.models import AboutSubject


class Board(models.TextChoices):
    """On which public list something stands."""

    DISHONEST = "dishonest", _("List of dishonest subjects")
    EXPOSURE = "exposure", _("Exposure as a warning")
    GOOD_CREDIT = "good_credit", _("Good-credit list")


class Shown(AboutSubject):
    """One stay of a file before the public; a row is closed, never rewritten, so that any past day can be answered."""

    board = models.CharField(_("list"), max_length=12, choices=Board)
    # Plain values as they were published: a unit that changes its name later does not change what was shown.
    facts = models.JSONField()
    shown_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    why_hidden = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["board", "shown_at", "hidden_at"], name="sanctions_shown_when")]
        constraints = [
            models.CheckConstraint(
                condition=Q(board__in=[board.value for board in Board]), name="sanctions_shown_board"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | Q(hidden_at__gte=F("shown_at")),
                name="sanctions_shown_before_hidden",
            ),
            models.UniqueConstraint(
                fields=["subject_label", "subject_id"],
                condition=Q(hidden_at=None),
                name="sanctions_shown_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.subject_id}"


class Telling(models.Model):
    """That a department was told of an entry or of its end, by which paper (Work Safety Law art. 78)."""

    class Of(models.TextChoices):
        ENTRY = "entry", _("Entry")
        END = "end", _("End")

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="tellings")
    of = models.CharField(max_length=5, choices=Of)
    department = models.CharField(_("department"), max_length=40)
    paper_number = models.CharField(_("number of the letter"), max_length=60)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(of__in=["entry", "end"]), name="sanctions_telling_of"),
            models.UniqueConstraint(
                fields=["listing", "department", "paper_number"], name="sanctions_told_once_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.department}"
