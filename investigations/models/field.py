"""What officers wrote down on the spot, as it was signed there: inspections and inquiries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies, policies_field
from investigations.models.cases import Case
from investigations.models.evidence import Evidence
from investigations.models.officers import ByTwoOfficers
from investigations.states import FieldKind, FieldState, SignedBy
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class FieldRecord(ByTwoOfficers, Subject):
    """A record from the field. Nothing in it changes after it has come; what was wrong is said in another one."""

    PREFIX = "XC"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=FieldState.choices,
        default=FieldState.RECORDED,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="field_records")
    kind = models.CharField(_("kind"), max_length=12, choices=FieldKind)
    # Photos and the drawn signature go into the file as evidence, with their chain.
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="field_record")
    place = models.CharField(_("place"), max_length=200)
    started_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"))
    # On the way lies whatever time the device had no network.
    arrived_at = models.DateTimeField(_("arrived at"), default=timezone.now)
    signed_by = models.CharField(_("signature"), max_length=10, choices=SignedBy)
    signatory = models.CharField(_("name and post of whoever signs"), max_length=80)
    refusal = models.CharField(_("why the signature was refused"), max_length=300, blank=True)
    witness = models.CharField(_("witness"), max_length=80, blank=True)
    # What was written down under the headings of the kind (statutes.documents).
    facts = models.JSONField(default=dict)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    # Names the intention: pressed twice or sent again after a dead network, it arrives once.
    sending_key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("record from the field")
        verbose_name_plural = _("records from the field")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FieldState]),
                name="investigations_field_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FieldKind]), name="investigations_field_kind"
            ),
            *ByTwoOfficers.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="investigations_field_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=SignedBy.REFUSED) | (~Q(refusal="") & ~Q(witness="")),
                name="investigations_field_refusal_has_reason_and_witness",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of this record."""
        return reverse("field:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return str(self.get_kind_display())

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=FieldState.RECORDED,
        target=FieldState.SIGNED,
        permission=policies_field.may_countersign,
        label=_("Sign as the second officer"),
        is_reversible=False,
    )
    def countersign(self) -> None:
        """Have the second officer say that it was so; the paper is made."""

    @transition(
        field=state,
        source=[FieldState.RECORDED, FieldState.SIGNED],
        target=FieldState.EXCLUDED,
        permission=policies_field.may_exclude,
        label=_("Exclude"),
        is_reversible=False,
    )
    def exclude(self) -> None:
        """Exclude what was made against the rules; it stays in the file and proves nothing."""
