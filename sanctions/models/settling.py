"""What a party may still ask for before it pays, and how a proceeding is closed and put away."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanctions import policies_settling as policies
from sanctions.states import State
from workflow.models import Subject
from workflow.transitions import transition


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a fine that is paid in instalments."""

    due_on: datetime.date
    fen: int
    is_paid: bool

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.fen) / 100


class Settled(Subject):
    """A later day or instalments on application, and the closing of the file."""

    asked_on = models.DateField(_("more time asked for on"), null=True, blank=True)
    asked_because = models.TextField(_("why the party needs more time"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    # The last day that was granted; with a plan the day of its last part.
    delayed_to = models.DateField(_("payment delayed to"), null=True, blank=True)
    # The parts of the fine as they were granted: [["2026-07-31", 2000000], ...], a day and an amount in fen.
    plan = models.JSONField(_("instalments"), default=list)
    parts_paid = models.PositiveSmallIntegerField(default=0)

    closing_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_grounds = models.TextField(_("why it can be closed"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    fine_fen: Any

    class Meta:
        abstract = True

    @property
    def has_asked(self) -> bool:
        """Whether the party asked for more time, and waits for an answer."""
        return self.asked_on is not None and self.answered_on is None

    @property
    def parts(self) -> list[Part]:
        """The instalments; what a review or a suit took off the fine falls off the last ones."""
        left, found = self.fine_fen, []
        for number, (due, fen) in enumerate(self.plan):
            taken = min(fen, left)
            left -= taken
            if taken:
                due_on = datetime.date.fromisoformat(due)
                found.append(Part(due_on, taken, is_paid=number < self.parts_paid))
        return found

    @property
    def next_part(self) -> Part | None:
        """The first instalment that was not paid, or None."""
        return next((part for part in self.parts if not part.is_paid), None)

    # ---- More time to pay ----------------------------------------------------------------------------------------
    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_ask_for_time,
        label=_("Note that more time to pay is asked for"),
    )
    def ask_for_time(self, *, asked_on: Any, asked_because: str) -> None:
        """Note the party's application for a later day or for instalments (Penalties Law art. 66)."""
        self.asked_on, self.asked_because, self.answered_on = asked_on, asked_because, None

    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_answer,
        label=_("Grant a delay"),
        act=("penalty", "decide"),
    )
    def grant_delay(self, *, delayed_to: Any) -> None:
        """Grant a later day, on application (art. 66)."""
        self.delayed_to, self.plan, self.parts_paid = delayed_to, [], 0
        self.answered_on = timezone.localdate()

    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_answer,
        label=_("Grant instalments"),
        act=("penalty", "decide"),
    )
    def grant_instalments(self, *, plan: list[list[Any]]) -> None:
        """Let the party pay in parts, on application (art. 66)."""
        self.plan, self.parts_paid = plan, 0
        self.delayed_to = datetime.date.fromisoformat(plan[-1][0])
        self.answered_on = timezone.localdate()

    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_answer,
        label=_("Grant no more time"),
        act=("penalty", "decide"),
    )
    def refuse_time(self) -> None:
        """Refuse the application, with the reason."""
        self.answered_on = timezone.localdate()

    @transition(
        field="state",
        source=State.SERVED,
        target=None,
        permission=policies.may_note_part,
        label=_("Note that an instalment was paid"),
        is_automatic=True,
        is_reversible=False,
    )
    def note_part(self, *, parts_paid: int) -> None:
        """Note that what reached the treasury in time covers so many instalments: the next one counts now."""
        self.parts_paid = parts_paid

    # ---- Closing -------------------------------------------------------------------------------------------------
    @transition(
        field="state",
        source=[State.SERVED, State.PAID],
        target=None,
        permission=policies.may_propose_closing,
        label=_("Propose to close the proceeding"),
        act=("penalty", "handle"),
    )
    def propose_closing(self, *, proposed_by: Any, grounds: str) -> None:
        """Lay the file before a leader: everything is done, and why."""
        self.closing_proposed_by, self.closing_grounds = proposed_by, grounds

    @transition(
        field="state",
        source=[State.SERVED, State.PAID],
        target=None,
        permission=policies.may_close,
        label=_("Keep the proceeding open"),
        act=("penalty", "decide"),
    )
    def keep_open(self) -> None:
        """Give the file back to the officers, with the reason."""
        self.closing_proposed_by, self.closing_grounds = None, ""

    @transition(
        field="state",
        source=[State.SERVED, State.PAID],
        target=State.CLOSED,
        permission=policies.may_close,
        label=_("Close the proceeding"),
        act=("penalty", "decide"),
    )
    def close(self, *, closed_by: Any) -> None:
        """Approve the closing; the file is put away with its index."""
        self.closed_by, self.closed_on = closed_by, timezone.localdate()
