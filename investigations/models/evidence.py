"""Evidence of a case: what it is, its sealed originals with their digests, and who had it when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from investigations import policies, policies_evidence
from investigations.models.cases import Case
from investigations.models.officers import ByTwoOfficers
from investigations.models.preservations import Preservation
from investigations.states import EvidenceKind, EvidenceState
from vault.models import SealedFile
from vault.models.keys import DIGEST_CHARS
from workflow.models import Subject
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Evidence(ByTwoOfficers, Subject):
    """A piece of evidence 证据. What was registered about it and its files never changes; only its holder does."""

    PREFIX = "ZJ"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=EvidenceState.choices,
        default=EvidenceState.KEPT,
        protected=True,
        editable=False,
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    preservation = models.ForeignKey(
        Preservation, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(_("kind of evidence"), max_length=12, choices=EvidenceKind)
    title = models.CharField(_("what it is"), max_length=200)
    proves = models.TextField(_("what it shows"))
    provider = models.CharField(_("from whom"), max_length=120)
    place = models.CharField(_("taken at"), max_length=200)
    taken_at = models.DateTimeField(_("taken on"))
    # Of a copy: where the original is (72号: 经核对与原件无异, collector, provider, time, place of the original).
    original_place = models.CharField(_("where the original is"), max_length=200, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="held_evidence"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EvidenceState]),
                name="investigations_evidence_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EvidenceKind]),
                name="investigations_evidence_kind",
            ),
            *ByTwoOfficers.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="offered", receiver__isnull=False)
                | (~Q(state="offered") & Q(receiver=None)),
                name="investigations_offered_names_receiver",
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=F("holder")),
                name="investigations_evidence_changes_hands",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of this piece of evidence."""
        return reverse("investigations:evidence", args=[self.reference])

    @property
    def unit(self) -> Any:
        """The unit of the case."""
        return self.case.unit

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy of the case."""
        return policies.may_annul(self.case, user)

    @transition(
        field=state,
        source=EvidenceState.KEPT,
        target=EvidenceState.OFFERED,
        permission=policies_evidence.may_hand_over,
        label=_("Hand over"),
        is_reversible=False,
    )
    def hand_over(self, *, receiver: Any) -> None:
        """Hand it to a colleague, who has still to say that it came."""
        self.receiver = receiver

    @transition(
        field=state,
        source=EvidenceState.OFFERED,
        target=EvidenceState.KEPT,
        permission=policies_evidence.may_receive,
        label=_("Confirm receipt"),
        is_reversible=False,
    )
    def receive(self) -> None:
        """Say that it came: the receiver holds it from now on."""
        self.holder_id = self.receiver_id or self.holder_id
        self.receiver = None

    @transition(
        field=state,
        source=EvidenceState.OFFERED,
        target=EvidenceState.KEPT,
        permission=policies_evidence.may_call_off,
        label=_("It did not change hands"),
        is_reversible=False,
    )
    def call_off(self) -> None:
        """Say that it stayed with the one who had it."""
        self.receiver = None

    @transition(
        field=state,
        source=EvidenceState.KEPT,
        target=EvidenceState.RETURNED,
        permission=policies_evidence.may_hand_over,
        label=_("Give back"),
        is_reversible=False,
    )
    def give_back(self) -> None:
        """Give it back, or to another body, for good."""

    @transition(
        field=state,
        source=EvidenceState.KEPT,
        target=EvidenceState.EXCLUDED,
        permission=policies_evidence.may_exclude,
        label=_("Exclude"),
    )
    def exclude(self) -> None:
        """Say that it was obtained unlawfully and proves nothing (Penalty Law art. 46)."""


class EvidenceFile(models.Model):
    """An original file with the digest that it had on arrival. The row is written once."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    sealed = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="evidence_file")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=DIGEST_CHARS)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="investigations_evidence_file_number")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.number}"

    @property
    def name(self) -> str:
        """What the file is called when it leaves the house; the name that it came with is dropped."""
        return f"{self.evidence.reference}-{self.number:02d}.{self.sealed.extension}"


class Custody(models.Model):
    """A link of the chain: one gives, one receives, each says so themselves."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="custodies")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # From whom it came at first, or to whom it went at last.
    outsider = models.CharField(max_length=120, blank=True)
    place = models.CharField(_("where it is kept"), max_length=200)
    condition = models.CharField(_("condition and packing"), max_length=200)
    given_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(giver=None) | Q(holder=None) | ~Q(giver=F("holder")),
                name="investigations_custody_two_people",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=False, holder__isnull=False, outsider="")
                | (Q(giver=None) & ~Q(holder=None) & ~Q(outsider=""))
                | (Q(holder=None) & ~Q(giver=None) & ~Q(outsider="")),
                name="investigations_custody_names_both",
            ),
            models.UniqueConstraint(
                fields=["evidence"],
                condition=Q(received_at=None, called_off_at=None),
                name="investigations_one_open_custody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.giver or self.outsider} → {self.holder or self.outsider}"
