"""Who looked into the file of a case, on which ground, and what was shown 案卷查阅登记."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies
from investigations.models.cases import Case
from investigations.states import AccessManner, AccessState, Seeker
from workflow.models import Subject
from workflow.transitions import transition


class FileAccess(Subject):
    """One look into the file of a case. `shown` is frozen: what lay on the table, in the words of that day."""

    PREFIX = "YJ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=AccessState.choices,
        default=AccessState.RECORDED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accesses")
    seeker = models.CharField(_("who asks"), max_length=12, choices=Seeker)
    name = models.CharField(_("name"), max_length=120)
    credential = models.CharField(_("mandate or letter"), max_length=120, blank=True)
    ground = models.CharField(_("ground"), max_length=300)
    manner = models.CharField(_("in which way"), max_length=8, choices=AccessManner)
    seen_on = models.DateField(_("day"))
    shown = models.JSONField(default=list)

    class Meta:
        verbose_name = _("access to a file")
        verbose_name_plural = _("register of access to files")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AccessState]),
                name="investigations_access_state",
            ),
            models.CheckConstraint(
                condition=Q(seeker__in=[seeker.value for seeker in Seeker]),
                name="investigations_access_seeker",
            ),
            models.CheckConstraint(
                condition=Q(manner__in=[manner.value for manner in AccessManner]),
                name="investigations_access_manner",
            ),
            models.CheckConstraint(
                condition=Q(seeker="party") | ~Q(credential=""), name="investigations_access_has_credential"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of this entry, which can be printed."""
        return reverse("investigations:access", args=[self.reference])

    @property
    def title(self) -> str:
        """Who looked into the file."""
        return f"{self.get_seeker_display()} {self.name}"

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    @transition(
        field=state,
        source=AccessState.RECORDED,
        target=AccessState.VOIDED,
        permission=policies.may_void_access,
        label=_("Void the entry"),
        is_reversible=False,
    )
    def void(self) -> None:
        """Void an entry that was made by mistake; it stays in the register with its reason."""
