"""Whose keys there are: people's, the escrow's, and the rings of them that envelopes are sealed to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from vault import policies, sealing
from vault.states import EscrowState, KeyState
from workflow.models import Subject
from workflow.transitions import transition

DIGEST_CHARS = 64


class PersonKey(Subject):
    """The key pair of one person. The private half lies sealed under that person's password.

    A key that its person exchanged lies sealed to its successor until nothing is sealed to it any more; one that was
    taken away or lost is erased.
    """

    PREFIX = "YS"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=KeyState.choices,
        default=KeyState.WAITING,
        protected=True,
        editable=False,
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vault_keys")
    public_key = models.CharField(max_length=200, unique=True)
    sealed_private_key = models.BinaryField(blank=True)
    salt = models.BinaryField(blank=True)
    kdf = models.CharField(max_length=60)
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired_at=None), name="vault_person_key_one_active"
            ),
            models.CheckConstraint(condition=~Q(public_key=""), name="vault_person_key_has_public_half"),
            models.CheckConstraint(
                condition=Q(state__in=[KeyState.WAITING, KeyState.ACTIVE], retired_at=None)
                | Q(state=KeyState.RETIRED, retired_at__isnull=False),
                name="vault_person_key_state",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("user")),
                name="vault_person_key_two_people",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page on which colleagues' keys are confirmed."""
        return reverse("desk:keys")

    @property
    def title(self) -> str:
        """What it is called in a list: whose it is."""
        return f"{self.user.name} · {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        """What two people compare aloud."""
        return sealing.fingerprint(self.public_key)

    @transition(
        field=state,
        source=KeyState.WAITING,
        target=KeyState.ACTIVE,
        permission=policies.may_confirm,
        label=_("Confirm the key"),
        is_reversible=False,
    )
    def confirm(self, *, by: Any) -> None:
        """Say that the key is this person's: from now on things are sealed to it."""
        self.confirmed_by = by

    @transition(
        field=state,
        source=[KeyState.WAITING, KeyState.ACTIVE],
        target=KeyState.RETIRED,
        permission=policies.may_retire,
        label=_("Take the key out of use"),
        is_reversible=False,
    )
    def retire(self, *, successor: Any = None) -> None:
        """Take the key out of use: nothing is sealed to it any more."""
        self.successor = successor
        self.retired_at = timezone.now()


class EscrowKey(Subject):
    """The public half of the key that recovers from a lost password. Its private half is on three sheets of paper."""

    PREFIX = "TG"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=EscrowState.choices,
        default=EscrowState.HELD,
        protected=True,
        editable=False,
    )
    public_key = models.CharField(max_length=200, unique=True)
    algorithm = models.CharField(max_length=60, default=sealing.ALGORITHM)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("escrow key")
        verbose_name_plural = _("escrow keys")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(public_key=""), name="vault_escrow_key_has_public_half"),
            models.CheckConstraint(
                condition=Q(state=EscrowState.HELD, retired_at=None)
                | Q(state=EscrowState.REPLACED, retired_at__isnull=False),
                name="vault_escrow_key_state",
            ),
        ]

    @property
    def fingerprint(self) -> str:
        """What stands on the three sheets."""
        return sealing.fingerprint(self.public_key)

    @transition(
        field=state,
        source=EscrowState.HELD,
        target=EscrowState.REPLACED,
        permission=policies.may_replace_escrow,
        label=_("Replace the escrow key"),
        is_automatic=True,
        is_reversible=False,
    )
    def replace(self) -> None:
        """Give way to the key of a new ceremony; the old sheets are kept until nothing is sealed to it any more."""
        self.retired_at = timezone.now()


class EscrowShare(models.Model):
    """Who keeps which of the three sheets. What stands on it is stored nowhere."""

    escrow = models.ForeignKey(EscrowKey, on_delete=models.PROTECT, related_name="shares")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["escrow", "number"], name="vault_escrow_share_once"),
            models.UniqueConstraint(fields=["escrow", "holder"], name="vault_escrow_share_three_people"),
            models.CheckConstraint(condition=Q(number__in=[1, 2, 3]), name="vault_escrow_share_of_three"),
        ]

    def __str__(self) -> str:
        return f"{self.escrow_id} {self.number}"


class EscrowBox(models.Model):
    """The escrow's private half, sealed under the codes of two sheets, one over the other."""

    escrow = models.ForeignKey(EscrowKey, on_delete=models.PROTECT, related_name="boxes")
    first = models.PositiveSmallIntegerField()
    second = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    salt = models.BinaryField()
    kdf = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["escrow", "first", "second"], name="vault_escrow_box_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="vault_escrow_box_two_sheets"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.escrow_id} {self.first}+{self.second}"


class KeyRing(models.Model):
    """A set of keys that envelopes were sealed to. A few serve a million envelopes; none ever changes.

    It remembers whose duty it was to read, so that whoever holds the duty later can be let in.
    """

    digest = models.CharField(max_length=DIGEST_CHARS, unique=True)
    inner_duty = models.CharField(max_length=20, blank=True)
    outer_duty = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.digest[:12]


class RingException(models.Model):
    """Somebody who reads besides those of the duty, or who never shall although they hold it (a tie to the case)."""

    class Kind(models.TextChoices):
        ADDED = "added", _("added")
        KEPT_OUT = "kept_out", _("kept out")

    ring = models.ForeignKey(KeyRing, on_delete=models.CASCADE, related_name="exceptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ring", "user"], name="vault_ring_exception_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["added", "kept_out"]), name="vault_ring_exception_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ring_id} {self.kind}"


class RingMember(models.Model):
    """One key in one layer of a ring."""

    class Layer(models.TextChoices):
        INNER = "inner", _("inner")
        OUTER = "outer", _("outer")

    ring = models.ForeignKey(KeyRing, on_delete=models.CASCADE, related_name="members")
    layer = models.CharField(max_length=5, choices=Layer, default=Layer.INNER)
    person_key = models.ForeignKey(
        PersonKey, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    escrow_key = models.ForeignKey(
        EscrowKey, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person_key__isnull=True, escrow_key__isnull=False)
                | Q(person_key__isnull=False, escrow_key__isnull=True),
                name="vault_ring_member_is_one_key",
            ),
            models.CheckConstraint(condition=Q(layer__in=["inner", "outer"]), name="vault_ring_member_layer"),
            models.UniqueConstraint(
                fields=["ring", "layer", "person_key"], name="vault_ring_member_person_once"
            ),
            models.UniqueConstraint(
                fields=["ring", "layer", "escrow_key"], name="vault_ring_member_escrow_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ring_id} {self.layer}"
