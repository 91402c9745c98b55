"""The middle of a penalty proceeding: statement and defence, the hearing with its chair, record and report."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_hearings as policies
from sanctions.models.enforcement import Enforced
from sanctions.states import HEARING, State
from workflow.transitions import transition


class Heard(Enforced):
    """What the party said, in writing or at a hearing, and what was said about it before the decision."""

    fine_fen = models.BigIntegerField(default=0)
    # The most that a party which has been heard can still be fined (Penalties Law art. 45).
    most_fen = models.BigIntegerField(null=True, blank=True)

    defence = models.TextField(_("what the party said"), blank=True)
    defence_answer = models.TextField(_("what the office says to it"), blank=True)
    # The party declared in writing that it wants neither to defend itself nor a hearing.
    is_waived = models.BooleanField(default=False)
    hearing_on = models.DateField(_("day of the hearing"), null=True, blank=True)
    hearing_time = models.TimeField(_("hour of the hearing"), null=True, blank=True)
    hearing_place = models.CharField(_("place of the hearing"), max_length=100, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chair of the hearing"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    hearing_held_on = models.DateField(null=True, blank=True)
    hearing_hours = models.CharField(_("hours of the hearing"), max_length=60, blank=True)
    hearing_present = models.CharField(_("who was there"), max_length=300, blank=True)
    # What the investigators laid before the hearing; what the party answered is its defence.
    hearing_case = models.TextField(_("what the investigators laid before it"), blank=True)
    hearing_report = models.TextField(_("opinion of the chair"), blank=True)

    reviewed_on = models.DateField(_("legally reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    discussed_on = models.DateField(_("discussed on"), null=True, blank=True)
    discussion_present = models.JSONField(_("who discussed it"), default=list)
    discussion = models.TextField(_("what was said and concluded"), blank=True)

    class Meta:
        abstract = True

    @property
    def is_told(self) -> bool:
        """Whether the party was told once, even if legal review sent the proceeding back since."""
        return self.most_fen is not None

    @transition(
        field="state",
        source=State.NOTIFIED,
        target=State.HEARING_REQUESTED,
        permission=policies.may_take_request,
        label=_("Note that a hearing was asked for"),
    )
    def request_hearing(self) -> None:
        """Note that the party asks for a hearing (art. 64)."""

    @transition(
        field="state",
        source=list(HEARING),
        target=State.HEARING_SET,
        permission=policies.may_handle,
        label=_("Fix the day of the hearing"),
        act=("penalty", "handle"),
    )
    def set_hearing(self, *, hearing_on: Any, hearing_time: Any, hearing_place: str, chair: Any) -> None:
        """Fix day, hour, place and chair: the party is told seven working days before it (art. 64)."""
        self.hearing_on, self.hearing_time = hearing_on, hearing_time
        self.hearing_place, self.chair = hearing_place, chair

    @transition(
        field="state",
        source=State.HEARING_SET,
        target=State.HEARING_ANNOUNCED,
        permission=policies.may_handle,
        label=_("Tell the party of the hearing"),
        act=("penalty", "handle"),
    )
    def announce_hearing(self) -> None:
        """Tell time, place and chair of the hearing."""

    @transition(
        field="state",
        source=list(HEARING),
        target=State.NOTIFIED,
        permission=policies.may_waive_hearing,
        label=_("Note that no hearing is wanted any more"),
    )
    def waive_hearing(self) -> None:
        """Note that the party gave its request up, or stayed away."""
        self.hearing_on, self.hearing_time, self.hearing_place, self.chair = None, None, "", None

    @transition(
        field="state",
        source=State.HEARING_ANNOUNCED,
        target=State.HEARING_HELD,
        permission=policies.may_hold,
        label=_("Record the hearing"),
        act=("penalty", "chair"),
    )
    def hold_hearing(self, *, hours: str, attendance: str, presented: str, record: str) -> None:
        """Record who was there and what was said; the decision follows the record (art. 65)."""
        self.hearing_held_on, self.hearing_hours = timezone.localdate(), hours
        self.hearing_present, self.hearing_case, self.defence = attendance, presented, record

    @transition(
        field="state",
        source=State.HEARING_HELD,
        target=State.HEARD,
        permission=policies.may_chair,
        label=_("Report on the hearing"),
        act=("penalty", "chair"),
    )
    def report_hearing(self, *, opinion: str) -> None:
        """Report to those who decide, with an opinion."""
        self.hearing_report = opinion
        self.most_fen = self.fine_fen

    @transition(
        field="state",
        source=State.NOTIFIED,
        target=State.HEARD,
        permission=policies.may_hear,
        label=_("Record the defence"),
        act=("penalty", "handle"),
    )
    def hear(self, *, defence: str, answer: str = "", is_waived: bool = False) -> None:
        """Record what the party said, or that it said nothing in its time (art. 45)."""
        self.defence, self.defence_answer, self.is_waived = defence, answer, is_waived
        self.most_fen = self.fine_fen

    @transition(
        field="state",
        source=State.HEARD,
        target=State.REVIEWED,
        permission=policies.may_review,
        label=_("Pass legal review"),
        act=("penalty", "review"),
    )
    def review(self, *, reviewed_by: Any) -> None:
        """Pass the legal review (art. 58)."""
        self.reviewed_by, self.reviewed_on = reviewed_by, timezone.localdate()

    @transition(
        field="state",
        source=[State.HEARD, State.REVIEWED],
        target=None,
        permission=policies.may_discuss,
        label=_("Record the collective discussion"),
    )
    def discuss(self, *, discussed_on: Any, present: list[str], opinions: str) -> None:
        """Record how the heads of the office discussed a complex or serious case (art. 57)."""
        self.discussed_on, self.discussion_present, self.discussion = discussed_on, present, opinions
