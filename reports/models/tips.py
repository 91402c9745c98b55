"""A tip as the office works on it. Who reported it, and in which words, lies sealed in the vault."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.grants import ObjectGrant
from accounts.models import Agency
from enterprises.models import Unit
from reports import policies
from reports.states import LIVE, Channel, DisclosureState, Ground, Kind, Mode, State, StatusWord
from vault.models import ReceiptHolder
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition
from workflow.verdicts import Verdict


class Report(ReceiptHolder, Subject):
    """A tip 举报. Only structured answers stand here in the clear; the words wait for the desk to release them."""

    PREFIX = "JB"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.SUBMITTED,
        protected=True,
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    channel = models.CharField(_("channel"), max_length=12, choices=Channel, default=Channel.WEB)
    mode = models.CharField(_("identity"), max_length=12, choices=Mode, default=Mode.ANONYMOUS)
    division = models.CharField(_("division code"), max_length=9)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    unit_name = models.CharField(_("reported unit"), max_length=120)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    accused_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="accused_in"
    )
    # Taken in by supervision and not by the desk: it accuses the office, or the desk could not read it unbiased.
    is_internal = models.BooleanField(default=False, editable=False)
    # Binds the reporter's proof of filing to what was filed; nobody tells one from the other (see statements).
    commitment = models.CharField(max_length=64, blank=True, editable=False)
    # A lost receipt was exchanged: what the old one sealed stays shut.
    receipt_reissued_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The password that an anonymous reporter chose for the claim (约定密码), and how often it was missed in a row.
    claim_digest = models.BinaryField(blank=True, default=b"", editable=False)
    claim_misses = models.PositiveSmallIntegerField(default=0, editable=False)
    claim_waits_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Names one intention to file: a second click of the same draft finds it taken. It says nothing of the tip.
    filing_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    # A letter and a transfer are entered after they came; the periods count from the day they came.
    received_on = models.DateField(_("received on"), null=True, blank=True)
    happened_on = models.DateField(_("date"), null=True, blank=True)
    is_danger_now = models.BooleanField(_("people are in danger now"), default=False)
    claimed_deaths = models.PositiveSmallIntegerField(_("deaths, as reported"), null=True, blank=True)
    claimed_injuries = models.PositiveSmallIntegerField(_("injured, as reported"), null=True, blank=True)
    working_text = models.TextField(_("working text"), blank=True)
    status_word = models.CharField(max_length=20, choices=StatusWord, default=StatusWord.RECEIVED)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # When the desk last asked the reporter for more, and by which paper the answer was given more time.
    asked_at = models.DateTimeField(null=True, blank=True)
    extension_number = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    decline_ground = models.CharField(max_length=60, blank=True)
    transferred_to = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="transferred_reports"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_reports"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["state", "-id"], name="reports_report_queue"),
            models.Index(fields=["unit", "kind"], name="reports_report_target"),
            models.Index(fields=["division"], name="reports_report_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="reports_report_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="reports_report_kind"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=[mode.value for mode in Mode]), name="reports_report_mode"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")),
                name="reports_report_not_into_itself",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this tip."""
        return reverse("reports:detail", args=[self.reference])

    @property
    def arrived_at(self) -> datetime.date:
        """When the office had it in hand."""
        return self.received_on or self.created_at

    def may_annul(self, user: Any) -> Verdict:
        """Ask the policy."""
        return policies.may_annul(self, user)

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.ACCEPTED,
        permission=policies.may_take_in,
        label=_("Accept"),
    )
    def accept(self, *, at: datetime.datetime | None = None) -> None:
        """Take the tip in: the office now owes an answer, since `at` where that was done on paper."""
        self.accepted_at = at or timezone.now()
        self.status_word = StatusWord.ACCEPTED

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.DECLINED,
        permission=policies.may_take_in,
        label=_("Do not accept"),
    )
    def decline(self, *, ground: str) -> None:
        """Refuse to take the tip in, on a ground that the law names."""
        self.decline_ground = ground
        self.status_word = StatusWord.DECLINED

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.TRANSFERRED,
        permission=policies.may_take_in,
        label=_("Transfer"),
    )
    def transfer(self, *, agency: Agency) -> None:
        """Hand the tip to the competent department."""
        self.transferred_to = agency
        self.status_word = StatusWord.TRANSFERRED

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=State.MERGED,
        permission=policies.may_take_in,
        label=_("Merge"),
    )
    def merge(self, *, into: Report) -> None:
        """Handle the tip with an earlier one. It is taken on like any other, and its reporter reads the same."""
        self.merged_into = into
        self.accepted_at = timezone.now()
        self.status_word = into.status_word

    @transition(
        field=state,
        source=[State.SUBMITTED, State.ACCEPTED, State.MERGED],
        target=State.WITHDRAWN,
        permission=policies.may_withdraw,
        label=_("Withdraw"),
        is_automatic=True,
        is_reversible=False,
    )
    def withdraw(self) -> None:
        """Withdraw the tip. Supervision of the unit may go on; no answer is owed any more."""
        self.status_word = StatusWord.WITHDRAWN

    @transition(
        field=state,
        source=[State.ACCEPTED, State.MERGED],
        target=State.ANSWERED,
        permission=policies.may_answer,
        label=_("Answer"),
        is_automatic=True,
        is_reversible=False,
    )
    def answer(self) -> None:
        """Tell the reporter what was found."""
        self.answered_at = timezone.now()
        self.status_word = StatusWord.VERIFIED

    @transition(
        field=state,
        source=State.SUBMITTED,
        target=None,
        permission=policies.may_take_in,
        label=_("Ask the reporter for more"),
    )
    def ask(self) -> None:
        """Ask for what is missing; the period to decide stands still until the reporter writes."""
        self.asked_at = timezone.now()

    @transition(
        field=state,
        source=[State.ACCEPTED, State.MERGED],
        target=None,
        permission=policies.may_extend,
        label=_("Record an extension"),
        is_reversible=False,
    )
    def extend(self, *, approval_number: str) -> None:
        """Record that the next higher department allowed more time; the reporter is told why."""
        self.extension_number = approval_number

    @transition(
        field=state,
        source=State.ANSWERED,
        target=State.OBJECTED,
        permission=policies.may_object,
        label=_("Object"),
        is_automatic=True,
        is_reversible=False,
    )
    def object(self) -> None:
        """Object to the answer, with the receipt and in time."""
        self.objected_at = timezone.now()
        self.status_word = StatusWord.OBJECTED

    @transition(
        field=state,
        source=State.OBJECTED,
        target=State.RECHECKED,
        permission=policies.may_conclude_recheck,
        label=_("Tell the result of the re-check"),
        is_reversible=False,
    )
    def conclude_recheck(self) -> None:
        """Tell the reporter what the re-check found."""
        self.status_word = StatusWord.RECHECKED

    @transition(
        field=state,
        source=[State.ANSWERED, State.RECHECKED],
        target=State.CLOSED,
        permission=policies.may_close,
        label=_("Close"),
    )
    def close(self) -> None:
        """Close the tip; a reward goes on by itself."""


class ReportGrant(ObjectGrant):
    """A grant on one tip, by a foreign key of its own."""

    content_object = models.ForeignKey(Report, on_delete=models.CASCADE)


class Disclosure(Subject):
    """A request to open an identity: a custodian asks, a leader agrees, and it is open for minutes."""

    PREFIX = "SF"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=DisclosureState.choices,
        default=DisclosureState.REQUESTED,
        protected=True,
        editable=False,
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disclosures")
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Until when it can be opened once agreed to; until when it is open once opened.
    until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # A lost receipt was exchanged during this opening: once; the next time is asked for anew.
    reissued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opening of an identity")
        verbose_name_plural = _("openings of identities")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DisclosureState]),
                name="reports_disclosure_state",
            ),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ground]), name="reports_disclosure_ground"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")),
                name="reports_disclosure_two_people",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(decided_by__isnull=False),
                name="reports_disclosure_opened_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(reissued_at=None) | Q(opened_at__isnull=False, ground=Ground.RECEIPT.value),
                name="reports_disclosure_reissued_when_opened",
            ),
            models.UniqueConstraint(
                fields=["report", "asked_by"],
                condition=Q(state__in=[state.value for state in LIVE]),
                name="reports_disclosure_one_at_a_time",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the staff page of this request."""
        return reverse("identities:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list: the ground, not the words."""
        return self.get_ground_display()

    @transition(
        field=state,
        source=DisclosureState.REQUESTED,
        target=DisclosureState.APPROVED,
        permission=policies.may_decide,
        label=_("Agree to the opening"),
        is_reversible=False,
    )
    def approve(self, *, by: Any, until: Any) -> None:
        """Agree; the inner envelope has been sealed to the custodian who asked."""
        self.decided_by, self.until = by, until

    @transition(
        field=state,
        source=DisclosureState.REQUESTED,
        target=DisclosureState.DECLINED,
        permission=policies.may_decide,
        label=_("Do not agree"),
        is_reversible=False,
    )
    def decline(self, *, by: Any) -> None:
        """Refuse, with a reason in the log; who still needs it asks again."""
        self.decided_by = by

    @transition(
        field=state,
        source=[DisclosureState.REQUESTED, DisclosureState.APPROVED],
        target=DisclosureState.WITHDRAWN,
        permission=policies.may_take_back,
        label=_("Withdraw"),
        is_reversible=False,
    )
    def withdraw(self) -> None:
        """Stop it before anything was opened."""

    @transition(
        field=state,
        source=DisclosureState.APPROVED,
        target=DisclosureState.OPENED,
        permission=policies.may_open_identity,
        label=_("Open the identity"),
        is_automatic=True,
        is_reversible=False,
    )
    def open(self, *, until: Any) -> None:
        """Open it for some minutes. What has been seen cannot be unseen."""
        self.opened_at, self.until = timezone.now(), until

    @transition(
        field=state,
        source=DisclosureState.OPENED,
        target=None,
        permission=policies.may_reissue,
        label=_("Issue a new receipt"),
        is_automatic=True,
        is_reversible=False,
    )
    def reissue(self) -> None:
        """Exchange the lost receipt, once. The code has been read out and cannot be called back."""
        self.reissued_at = timezone.now()

    @transition(
        field=state,
        source=[DisclosureState.APPROVED, DisclosureState.OPENED],
        target=DisclosureState.EXPIRED,
        permission=only_the_system,
        label=_("End the opening"),
        is_automatic=True,
        is_reversible=False,
    )
    def expire(self) -> None:
        """End it when its time is over; what was handed over is erased."""
