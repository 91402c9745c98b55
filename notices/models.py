"""Papers and their numbers."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Agency
from notices.kinds import KIND_CHOICES, KINDS, Audience, Kind
from notices.policies import may_correct, may_prove, may_receive, may_retry, may_void
from notices.states import STANDING, NoticeState, Receiver, ServiceState, Way
from workflow.models import AboutSubject, Subject
from workflow.policies import only_the_system
from workflow.transitions import transition

# Letters and digits that are not taken for one another when read aloud or typed from paper.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12  # 31 ** 12: about 59 bits
CODE_GROUP = 4


def new_code() -> str:
    """Return an unguessable code that is easy to type, in groups: KQ7M-2XVB-9RDT."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH))
    return "-".join(letters[start : start + CODE_GROUP] for start in range(0, CODE_LENGTH, CODE_GROUP))


class NumberSeries(models.Model):
    """The last number taken by an agency in a form (涪应急罚) and year. Its row lock makes numbers gapless."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last_serial = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form", "year"], name="notices_one_series_per_form_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form}〔{self.year}〕{self.last_serial}"


class Seal(models.Model):
    """The image of an agency's seal 印章. It stays when another takes its place: papers name it by its digest."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="seals")
    image = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    diameter = models.PositiveSmallIntegerField(_("width of the seal in millimetres"))
    hung_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hung_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.CharField(max_length=200)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_down_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(taken_down_at=None), name="notices_one_seal_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_by=None)
                | Q(taken_down_at__isnull=False, taken_down_by__isnull=False),
                name="notices_seal_taken_down_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(diameter__gte=30, diameter__lte=60), name="notices_seal_fits_the_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.sha256[:12]}"


class Notice(AboutSubject, Subject):
    """A paper: number and frozen contents from the moment it is issued, the file when the worker has drawn it."""

    PREFIX = "WS"

    state = FSMField(choices=NoticeState.choices, default=NoticeState.ISSUED, protected=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40, choices=KIND_CHOICES)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="notices", verbose_name=_("issued by")
    )
    form = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=80)
    issued_on = models.DateField(_("date"))
    issued_at = models.DateTimeField(default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Whoever had it give way to a mended version: never the person who issued it.
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    context = models.JSONField(editable=False)
    context_sha256 = models.CharField(max_length=64, editable=False)
    code = models.CharField(_("verification code"), max_length=20, unique=True, default=new_code)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    path = models.CharField(max_length=200, blank=True, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # The page as it was drawn, which the same contents always give; a signature carries its moment and differs.
    drawn_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    rendered_at = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form", "year", "serial"], name="notices_number_taken_once"
            ),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notices_state_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="notices_audience_known"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="notices_serial_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.RENDERED) | ~Q(path="") & ~Q(pdf_sha256=""),
                name="notices_rendered_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.FAILED) | ~Q(failure=""), name="notices_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(corrected_by=None) | ~Q(corrected_by=models.F("issued_by")),
                name="notices_corrected_by_a_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_label", "subject_id"], name="notices_subject"),
            # My work asks whether any failed, a register how many of its numbers were voided.
            models.Index(fields=["state", "agency", "form", "year"], name="notices_state_in_series"),
        ]

    def get_absolute_url(self) -> str:
        """Return the paper's page."""
        return reverse("notices:detail", args=[self.reference])

    @property
    def describes(self) -> Kind:
        """The kind of paper this is."""
        return KINDS[self.kind]

    @property
    def title(self) -> str:
        """The paper's Chinese title."""
        return self.describes.title

    @property
    def is_downloadable(self) -> bool:
        """Whether a file lies in the store: a superseded or voided paper keeps its own."""
        return bool(self.path)

    @property
    def is_signed(self) -> bool:
        """Whether the file carries the office's electronic signature."""
        return bool(self.drawn_sha256) and self.drawn_sha256 != self.pdf_sha256

    @property
    def filename(self) -> str:
        """A name for the file at the reader's: the reference, so that no name of a party stands in it."""
        return f"{self.reference}.pdf"

    @transition(
        field=state,
        source=NoticeState.ISSUED,
        target=NoticeState.RENDERED,
        permission=only_the_system,
        label=_("Print"),
        is_automatic=True,
        is_reversible=False,
    )
    def render(self, *, path: str, pdf_sha256: str, drawn_sha256: str) -> None:
        """Note the file that the worker has drawn and signed."""
        self.path, self.pdf_sha256, self.drawn_sha256 = path, pdf_sha256, drawn_sha256
        self.rendered_at = timezone.now()
        self.failure = ""

    @transition(
        field=state,
        source=NoticeState.ISSUED,
        target=NoticeState.FAILED,
        permission=only_the_system,
        label=_("Printing failed"),
        is_automatic=True,
        is_reversible=False,
    )
    def fail(self, *, failure: str) -> None:
        """Note, in a sentence for the person who retries, why the paper could not be drawn."""
        self.failure = failure

    @transition(
        field=state,
        source=NoticeState.FAILED,
        target=NoticeState.ISSUED,
        permission=may_retry,
        label=_("Print again"),
        is_reversible=False,
    )
    def retry(self) -> None:
        """Have it drawn again."""
        self.failure = ""

    @transition(
        field=state,
        source=list(STANDING),
        target=NoticeState.VOIDED,
        permission=may_void,
        label=_("Void"),
        is_reversible=False,
    )
    def void(self) -> None:
        """Void the paper; number and contents stay."""

    @property
    def free_texts(self) -> dict[str, str]:
        """What a person wrote in their own words on this paper, by key."""
        free = KINDS[self.kind].free if self.kind in KINDS else ()
        texts = {key: self.context.get(key) for key in free}
        return {key: text for key, text in texts.items() if isinstance(text, str) and text}

    @transition(
        field=state,
        source=list(STANDING),
        target=NoticeState.SUPERSEDED,
        permission=may_correct,
        label=_("Correct"),
        applies=lambda notice: bool(notice.free_texts),
        is_reversible=False,
    )
    def correct(self, *, corrected_by: Any) -> None:
        """Give way to a new version with another free text; number and contents stay."""
        self.corrected_by = corrected_by

    @transition(
        field=state,
        source=list(STANDING),
        target=NoticeState.VOIDED,
        permission=only_the_system,
        label=_("Withdraw"),
        is_automatic=True,
        is_reversible=False,
    )
    def withdraw(self) -> None:
        """Void the paper together with the move that had set it off."""

    @transition(
        field=state,
        source=list(STANDING),
        target=NoticeState.SUPERSEDED,
        permission=only_the_system,
        label=_("Supersede"),
        is_automatic=True,
        is_reversible=False,
    )
    def supersede(self) -> None:
        """Give way to a new version."""


class Service(Subject):
    """That a paper was handed to its addressee 送达: how, by whom, what proves it, and the day on which it counts."""

    PREFIX = "SD"

    state = FSMField(
        choices=ServiceState.choices, default=ServiceState.UNDERWAY, protected=True, editable=False
    )
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="services")
    way = models.CharField(_("way"), max_length=10, choices=Way)
    recipient = models.CharField(_("addressee"), max_length=200)
    sent_on = models.DateField(_("sent on"))
    # A post's number, a fax number or e-mail address, the office asked, or where a notice was published.
    channel = models.CharField(max_length=200, blank=True)
    # The signed confirmation of an address for electronic service.
    consent = models.CharField(max_length=200, blank=True)
    # Why it was refused, entrusted, or made public.
    reason = models.TextField(blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    served_on = models.DateField(_("served on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    received_as = models.CharField(max_length=20, choices=Receiver, blank=True)
    witness = models.CharField(_("witness"), max_length=100, blank=True)
    # What was drawn, as lines in a frame of 600 by 200.
    signature = models.TextField(blank=True)
    # The photo itself lies sealed in the vault, as a file of this service.
    photo_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    receipt = models.CharField(_("receipt no."), max_length=80, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    served_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    served_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ServiceState.values), name="notices_service_state"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="notices_service_way"),
            models.UniqueConstraint(
                fields=["notice"], condition=~Q(state="failed"), name="notices_served_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="served") | Q(served_on__gte=models.F("sent_on")),
                name="notices_served_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(way="left") | (~Q(reason="") & (~Q(witness="") | ~Q(photo_sha256=""))),
                name="notices_left_with_a_witness_or_photo",
            ),
            models.CheckConstraint(
                condition=~Q(way="electronic") | ~Q(consent=""), name="notices_electronic_by_consent"
            ),
            models.CheckConstraint(
                condition=~Q(way="public") | ~Q(reason=""), name="notices_public_says_why"
            ),
            models.CheckConstraint(
                condition=Q(served_with=None) | ~Q(served_with=models.F("served_by")),
                name="notices_served_by_two_people",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the page of the paper, where its service stands."""
        return self.notice.get_absolute_url()

    @property
    def title(self) -> str:
        """The paper that is served."""
        return self.notice.title

    @property
    def counts_by_time(self) -> bool:
        """Whether it counts when a period is over, and not by a receipt."""
        return self.way == Way.PUBLIC

    @transition(
        field=state,
        source=ServiceState.UNDERWAY,
        target=ServiceState.SERVED,
        permission=may_receive,
        label=_("Enter the receipt"),
        applies=lambda service: not service.counts_by_time,
        is_reversible=False,
    )
    def prove(self, **proof: Any) -> None:
        """Note who received it, on which day, and what proves it."""
        for name, value in proof.items():
            setattr(self, name, value)

    @transition(
        field=state,
        source=ServiceState.UNDERWAY,
        target=ServiceState.SERVED,
        permission=only_the_system,
        label=_("Count as served"),
        is_automatic=True,
        is_reversible=False,
    )
    def elapse(self, *, served_on: Any) -> None:
        """Count as served: the time of the public notice is over (art. 95)."""
        self.served_on = served_on

    @transition(
        field=state,
        source=ServiceState.UNDERWAY,
        target=ServiceState.FAILED,
        permission=may_prove,
        label=_("Note that it was not delivered"),
        is_reversible=False,
    )
    def fail(self) -> None:
        """Note that it came back, or reached nobody; another way can be tried."""
