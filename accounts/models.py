"""People, their agencies, and the duties that they hold for a time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from workflow.models import AboutSubject


class Duty(models.TextChoices):
    """What a person is charged with. A duty gives work; a grant gives one object."""

    DESK = "desk", _("Intake desk")
    INVESTIGATOR = "investigator", _("Investigator")
    REVIEWER = "reviewer", _("Legal reviewer")
    LEADER = "leader", _("Leader")
    REWARDS = "rewards", _("Reward officer")
    FINANCE = "finance", _("Finance approver")
    CASHIER = "cashier", _("Cashier")
    CUSTODIAN = "custodian", _("Custodian of identities")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")
    CHAIR = "chair", _("Hearing chair")
    SUPERVISION = "supervision", _("Supervision of the office")


class Agency(models.Model):
    """An authority that takes part in joint work."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name in document numbers"), max_length=20)
    place = models.CharField(_("division code"), max_length=9)
    # Which kind of authority it is, as the rules of routing call it: "market", "fire". Empty: nothing is suggested.
    competence = models.SlugField(_("kind of authority"), max_length=40, blank=True)
    is_office = models.BooleanField(_("runs this system"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["is_office"], condition=Q(is_office=True), name="accounts_one_office"
            )
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A member of staff. The superuser flag opens nothing in this system."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    certificate_no = models.CharField(_("enforcement certificate"), max_length=40, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager[Any]] = UserManager()

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name as written, family name first."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name: Chinese names are not shortened."""
        return self.name

    @cached_property
    def duties(self) -> frozenset[str]:
        """The duties this person holds today. One query per request."""
        return frozenset(self.duty_assignments.in_force().values_list("duty", flat=True))

    @property
    def duty_labels(self) -> list[str]:
        """The names of this person's duties, in the order of the list."""
        return [str(duty.label) for duty in Duty if duty in self.duties]

    def has_duty(self, *duties: str) -> bool:
        """Say whether this person holds one of `duties` today."""
        return self.is_active and not self.duties.isdisjoint(duties)


class DutyAssignmentQuerySet(models.QuerySet["DutyAssignment"]):
    """Reads of duties."""

    def in_force(self) -> DutyAssignmentQuerySet:
        """Keep the duties held today."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


class DutyAssignment(models.Model):
    """A duty given to a person from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duty_assignments")
    duty = models.CharField(max_length=20, choices=Duty)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DutyAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "duty"], condition=Q(ends_on=None), name="accounts_duty_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="accounts_duty_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(duty__in=[duty.value for duty in Duty]), name="accounts_duty_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.duty}"


class Recusal(AboutSubject):
    """A person kept away from one file (回避): it reaches them in no list, count, search, log or paper."""

    class Ground(models.TextChoices):
        NAMED = "named", _("named in the report")
        AGENCY = "agency", _("works for the authority that is reported")
        TIE = "tie", _("tied to the unit")
        DECLARED = "declared", _("declared by the person")

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recusals")
    ground = models.CharField(max_length=10, choices=Ground)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject_label", "subject_id"], name="accounts_recused_once"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["named", "agency", "tie", "declared"]), name="accounts_recusal_ground"
            ),
        ]
        indexes = [models.Index(fields=["subject_label", "subject_id"], name="accounts_recusal_file")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.subject_label} {self.subject_id}"
