"""Papers and their numbers."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Agency
from notices.kinds import KIND_CHOICES, KINDS, Audience, Kind
from notices.policies import may_retry, may_void
from notices.states import STANDING, NoticeState
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
        ]
        indexes = [models.Index(fields=["subject_label", "subject_id"], name="notices_subject")]

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
