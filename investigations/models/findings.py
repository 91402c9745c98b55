"""What a team found."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from investigations.models.cases import Case
from investigations.states import Capacity, Conclusion, Liability, MiningTier, Proposal
from reports.models import Report


class Finding(models.Model):
    """What the team found, in a form that later floors can compute with."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    conclusion = models.CharField(_("conclusion"), max_length=16, choices=Conclusion)
    facts = models.TextField(_("facts"))
    violations = models.JSONField(_("provisions broken"), default=list)
    # The rules of the statutes among them, so that higher floors can compute with them.
    rule_ids = models.JSONField(default=list)
    # Who is responsible and for what, as the team had named them: plain values, frozen with the findings.
    responsible = models.JSONField(default=list)
    proposals = models.JSONField(default=list)
    is_major_hazard = models.BooleanField(_("major hazard"), default=False)
    is_concealed = models.BooleanField(_("concealed accident"), default=False)
    deaths = models.PositiveSmallIntegerField(_("deaths"), default=0)
    concealed_deaths = models.PositiveSmallIntegerField(_("concealed deaths"), default=0)
    serious_injuries = models.PositiveSmallIntegerField(_("seriously injured"), default=0)
    loss_fen = models.BigIntegerField(default=0)
    # In a mine: which class the tip is, on which the share of the fine turns (mining rules of 2021).
    mining_tier = models.CharField(_("class of the tip"), max_length=6, choices=MiningTier, blank=True)
    proposes_penalty = models.BooleanField(_("proposes a penalty"), default=False)
    proposal = models.TextField(_("proposal"), blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="investigations_finding_two_people",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("drafted_by")),
                name="investigations_finding_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(reviewed_by=None) | ~Q(approved_by=models.F("reviewed_by")),
                name="investigations_finding_approved_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(concealed_deaths__lte=models.F("deaths")),
                name="investigations_concealed_within_deaths",
            ),
            models.CheckConstraint(condition=Q(loss_fen__gte=0), name="investigations_loss_not_negative"),
            models.CheckConstraint(
                condition=Q(conclusion__in=[value.value for value in Conclusion]),
                name="investigations_finding_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.conclusion}"

    @property
    def loss(self) -> Decimal:
        """Direct loss in yuan."""
        return Decimal(self.loss_fen) / 100

    @property
    def proposal_labels(self) -> list[str]:
        """What is proposed, in words."""
        return [str(Proposal(key).label) for key in self.proposals]

    @property
    def responsible_lines(self) -> list[str]:
        """Who is responsible, one a line."""
        return [
            f"{who['name']} · {Capacity(who['capacity']).label} · {Liability(who['liability']).label} · {who['fault']}"
            for who in self.responsible
        ]


def new_mark() -> str:
    """Return a random mark, by which allegations are ordered: nobody can tell which came from one reporter."""
    return secrets.token_hex(4)


class Allegation(models.Model):
    """One thing that a reporter alleges, as the desk wrote it down for the team. Only the desk knows whose it is."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="allegations")
    text = models.CharField(_("allegation"), max_length=300)
    mark = models.CharField(max_length=8, default=new_mark, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "text"], name="investigations_allegation_once")
        ]

    def __str__(self) -> str:
        return self.text


class Outcome(models.Model):
    """What the findings say about one allegation."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="outcomes")
    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="outcomes")
    conclusion = models.CharField(max_length=16, choices=Conclusion)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "allegation"], name="investigations_outcome_once"),
            models.CheckConstraint(
                condition=Q(conclusion__in=[value.value for value in Conclusion]),
                name="investigations_outcome_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allegation}: {self.get_conclusion_display()}"


class Responsible(models.Model):
    """Who the team holds responsible, while it works; the findings freeze the list."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="responsible")
    name = models.CharField(_("name"), max_length=100)
    position = models.CharField(_("position"), max_length=100, blank=True)
    capacity = models.CharField(_("as what"), max_length=10, choices=Capacity)
    liability = models.CharField(_("which responsibility"), max_length=10, choices=Liability)
    fault = models.CharField(_("what they did or left undone"), max_length=500)
    proposal = models.CharField(_("proposed"), max_length=16, choices=Proposal, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="investigations_responsible_once"),
            models.CheckConstraint(
                condition=Q(capacity__in=[value.value for value in Capacity]),
                name="investigations_responsible_capacity",
            ),
            models.CheckConstraint(
                condition=Q(liability__in=[value.value for value in Liability]),
                name="investigations_responsible_liability",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_dict(self) -> dict[str, str]:
        """Return the plain values that findings keep."""
        names = ("name", "position", "capacity", "liability", "fault", "proposal")
        return {name: str(getattr(self, name)) for name in names}
