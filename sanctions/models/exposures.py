"""Exposures 警示曝光: a text about a unit that warns others, read for third persons' privacy before it is public."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from enterprises.models import Unit
from investigations.models import Case
from sanctions import policies_warnings as policies
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class ExposureState(models.TextChoices):
    """Where an exposure stands."""

    PROPOSED = "proposed", _("Proposed")
    DRAFTED = "drafted", _("Text written")
    CLEARED = "cleared", _("Read for privacy")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISMISSED = "dismissed", _("Not exposed")
    CANCELLED = "cancelled", _("Cancelled")


class Exposure(Subject):
    """An exposure of a unit as a warning. It is no penalty, and it names no person who is not its subject."""

    PREFIX = "PG"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=ExposureState.choices,
        default=ExposureState.PROPOSED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exposures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exposures")
    trigger = models.CharField(max_length=40, blank=True)
    headline = models.CharField(_("headline"), max_length=80, blank=True)
    text = models.TextField(_("text"), blank=True)
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("exposure")
        verbose_name_plural = _("exposures")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ExposureState]),
                name="sanctions_exposure_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "published"]) | (~Q(text="") & ~Q(headline="")),
                name="sanctions_no_exposure_without_text",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state__in=["published", "withdrawn", "dismissed", "cancelled"]),
                name="sanctions_one_exposure_at_a_time",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this exposure."""
        return reverse("sanctions:exposure", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called."""
        return self.headline or f"{self.unit.name}警示曝光"

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=[ExposureState.PROPOSED, ExposureState.DRAFTED],
        target=ExposureState.DRAFTED,
        permission=policies.may_handle,
        label=_("Write the text"),
        act=("exposure", "handle"),
    )
    def draft(self, *, headline: str, text: str) -> None:
        """Write what is to be read by everybody."""
        self.headline, self.text = headline, text

    @transition(
        field=state,
        source=ExposureState.DRAFTED,
        target=ExposureState.CLEARED,
        permission=policies.may_review,
        label=_("Pass the reading for privacy"),
        act=("exposure", "review"),
    )
    def clear(self) -> None:
        """Pass the reading: nothing in it touches a third person (disclosure regulations art. 15)."""

    @transition(
        field=state,
        source=ExposureState.DRAFTED,
        target=ExposureState.PROPOSED,
        permission=policies.may_review,
        label=_("Send the text back"),
        act=("exposure", "review"),
    )
    def send_back(self) -> None:
        """Send the text back to its writers with the reason."""

    @transition(
        field=state,
        source=ExposureState.CLEARED,
        target=ExposureState.PUBLISHED,
        permission=policies.may_decide,
        label=_("Publish the exposure"),
        act=("exposure", "decide"),
        is_reversible=False,
    )
    def publish(self, *, published_on: Any) -> None:
        """Put it before the public."""
        self.published_on = published_on

    @transition(
        field=state,
        source=ExposureState.PUBLISHED,
        target=ExposureState.WITHDRAWN,
        permission=policies.may_decide,
        label=_("Withdraw the exposure"),
        act=("exposure", "decide"),
        is_reversible=False,
    )
    def withdraw(self, *, withdrawn_on: Any) -> None:
        """Take it from the public, with the reason."""
        self.withdrawn_on = withdrawn_on

    @transition(
        field=state,
        source=[ExposureState.PROPOSED, ExposureState.DRAFTED, ExposureState.CLEARED],
        target=ExposureState.DISMISSED,
        permission=policies.may_decide,
        label=_("Do not expose"),
        act=("exposure", "decide"),
    )
    def dismiss(self) -> None:
        """Decide that the unit is not exposed."""

    @transition(
        field=state,
        source=ExposureState.PROPOSED,
        target=ExposureState.CANCELLED,
        permission=only_the_system,
        label=_("Cancel"),
        is_automatic=True,
        is_reversible=False,
    )
    def cancel(self) -> None:
        """End with the findings that brought it up, when those were annulled."""
