"""Who may speak to the interface, and with which keys."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Agency
from partners import policies
from partners.states import Kind, Scope, State
from workflow.models import Subject
from workflow.transitions import transition


class Partner(Subject):
    """A channel or department beside the office: it files and asks under its own name and sees its own alone."""

    PREFIX = "HZ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.ACTIVE,
        protected=True,
        editable=False,
    )
    # Stands on the tips as their sender, so it stays.
    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    # Whose transfers it receives.
    agency = models.OneToOneField(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="partner"
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="partners_partner_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="partners_partner_kind"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the administrator's page of this partner."""
        return reverse("partners:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return self.name

    @transition(
        field=state,
        source=State.ACTIVE,
        target=State.ENDED,
        permission=policies.may_manage,
        label=_("End the connection"),
        is_reversible=False,
    )
    def end(self) -> None:
        """End the connection: no key of the partner opens anything any more."""


class Key(models.Model):
    """What a partner shows to be let in. It is shown once; a digest is all that stays."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    # The part that finds the row and that people call the key by.
    handle = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    may_file = models.BooleanField(_("file tips"), default=False)
    may_status = models.BooleanField(_("ask how a tip stands"), default=False)
    may_transfer = models.BooleanField(_("send and receive transfers"), default=False)
    a_minute = models.PositiveIntegerField(_("requests a minute"))
    a_day = models.PositiveIntegerField(_("requests a day"))
    expires_on = models.DateField(_("good until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(may_file=True) | Q(may_status=True) | Q(may_transfer=True),
                name="partners_key_opens_something",
            ),
            models.CheckConstraint(
                condition=Q(a_minute__gt=0) & Q(a_day__gt=0), name="partners_key_lets_through"
            ),
        ]

    def __str__(self) -> str:
        return self.handle

    @property
    def start(self) -> str:
        """How the key begins: enough to tell it from others, and nothing of its secret."""
        return f"cs_{self.handle}"

    @property
    def scopes(self) -> list[Scope]:
        """What the key is good for."""
        return [scope for scope in Scope if getattr(self, f"may_{scope.value}")]

    @property
    def is_good(self) -> bool:
        """Whether it still opens anything."""
        return self.withdrawn_at is None and self.expires_on >= timezone.localdate()


class Meter(models.Model):
    """How much a key was used in this minute and on this day: by the key, never by an address.

    Apart from the key, so that the public site can count and still not widen what a key opens.
    """

    key = models.OneToOneField(Key, on_delete=models.CASCADE, primary_key=True, related_name="meter")
    minute = models.DateTimeField(default=timezone.now)
    in_minute = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    on_day = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key_id}: {self.on_day}"
