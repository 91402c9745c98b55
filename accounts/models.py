"""People, their agencies, and the duties that they hold for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
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
        """The duties this person holds today, their own and those they stand in for. One query per request."""
        own = self.duty_assignments.in_force().values_list("duty", flat=True)
        return frozenset(own) | {taken.duty for taken in self.delegations if taken.deputy_id == self.pk}

    @cached_property
    def delegations(self) -> tuple[Delegation, ...]:
        """What was delegated to and by this person and is in force today.

        One short query per request, for most people have none; the long one is asked where there may be some.
        """
        ours = Delegation.objects.today().filter(Q(deputy=self.pk) | Q(delegator=self.pk)).order_by()
        return tuple(ours.in_force()) if ours.exists() else ()

    @property
    def stands_for(self) -> frozenset[int]:
        """The people for whom this person stands in today. What is done counts as theirs too."""
        return frozenset(each.delegator_id for each in self.delegations if each.deputy_id == self.pk)

    @property
    def hands(self) -> frozenset[int]:
        """The people who count as one with this person today where the law wants different people."""
        return frozenset({self.pk}.union(*({each.delegator_id, each.deputy_id} for each in self.delegations)))

    @cached_property
    def recused_from(self) -> Mapping[str, frozenset[int]]:
        """The files this person is kept away from: their keys by kind. One query per request."""
        found = defaultdict[str, set[int]](set)
        for label, key in self.recusals.values_list("subject_label", "subject_id"):
            found[label].add(key)
        return {label: frozenset(keys) for label, keys in found.items()}

    def forget(self, *names: str) -> None:
        """Let what was read of this person be read again: `duties`, `delegations`, `recused_from` and the like."""
        for name in names:
            self.__dict__.pop(name, None)

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


# What may be delegated: decisions. What opens something sealed stays with whose key it was sealed to.
DELEGABLE = (Duty.REVIEWER, Duty.LEADER, Duty.REWARDS, Duty.FINANCE)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads of who stands in for whom."""

    def today(self) -> DelegationQuerySet:
        """Keep those whose days have come and are not over."""
        today = timezone.localdate()
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def in_force(self) -> DelegationQuerySet:
        """Keep those that run today, of people who are still here and hold the duty themselves."""
        held = DutyAssignment.objects.in_force().filter(user=OuterRef("delegator"), duty=OuterRef("duty"))
        return self.today().filter(Exists(held), delegator__is_active=True)


class Delegation(models.Model):
    """A duty that a deputy does for somebody from a day to a day (代行职责). The two count as one person meanwhile."""

    delegator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_taken")
    duty = models.CharField(_("duty"), max_length=20, choices=Duty)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=200)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(delegator=F("deputy")), name="accounts_delegated_to_another_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="accounts_delegation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(duty__in=[duty.value for duty in DELEGABLE]), name="accounts_delegable_duty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.delegator_id}: {self.duty}"


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
