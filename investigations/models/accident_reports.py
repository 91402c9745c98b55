"""The report of an investigation: its text, who signed it, what it asks for (Accident Regulation arts. 30-33)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models.accidents import Accident
from investigations.models.teams import Delegate, TeamMember
from investigations.states import Kept


class AccidentReport(models.Model):
    """What the team writes; the profile of the unit and the casualties stand in the accident itself."""

    accident = models.OneToOneField(
        Accident, primary_key=True, on_delete=models.PROTECT, related_name="report"
    )
    course = models.TextField(_("course and rescue"))
    cause = models.TextField(_("cause and nature"))
    responsibility = models.TextField(_("responsibility and how it is to be dealt with"))
    evidence = models.TextField(_("evidence"))
    # Of the text, the casualties and the measures, as each member signed them.
    digest = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.accident_id}"


class Signature(models.Model):
    """That a member signed the report as it stood, and what they dissent from."""

    report = models.ForeignKey(AccidentReport, on_delete=models.PROTECT, related_name="signatures")
    member = models.ForeignKey(
        TeamMember, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures"
    )
    digest = models.CharField(max_length=64)
    dissent = models.TextField(_("dissent"), blank=True)
    # Who has an account signs for themselves; the head of the team enters the hand-written ones of the others.
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) ^ Q(delegate=None), name="investigations_signed_by_one_person"
            ),
            models.UniqueConstraint(
                fields=["report", "member", "digest"], name="investigations_member_signs_once"
            ),
            models.UniqueConstraint(
                fields=["report", "delegate", "digest"], name="investigations_delegate_signs_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.member or self.delegate)


class Promise(models.Model):
    """A measure that the report asks for, by whom and until when, and what the review a year later found."""

    accident = models.ForeignKey(Accident, on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(_("measure"), max_length=300)
    who = models.CharField(_("who carries it out"), max_length=120)
    due_on = models.DateField(_("to be done by"))
    kept = models.CharField(_("whether it was carried out"), max_length=8, choices=Kept, blank=True)
    found = models.CharField(_("what the review found"), max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accident", "what"], name="investigations_promise_once"),
            models.CheckConstraint(
                condition=Q(kept__in=["", *(value.value for value in Kept)]),
                name="investigations_promise_kept",
            ),
            models.CheckConstraint(
                condition=Q(kept="") | ~Q(found=""), name="investigations_review_says_what_it_found"
            ),
        ]
        ordering = [F("pk")]

    def __str__(self) -> str:
        return self.what
