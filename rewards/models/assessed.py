"""The first part of a reward's way: conditions, preliminary notice, the reporter's objection."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from rewards import policies, policies_shares
from rewards.states import State
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition


class Assessed(Subject):
    """What is assessed and told to the reporter before anybody approves it."""

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.ASSESSED,
        protected=True,
        editable=False,
    )
    amount_fen = models.BigIntegerField()
    # The steps that led to the amount, with rule and citation each, frozen as they were computed.
    assessment = models.JSONField()
    # The preliminary notice, or a refusal: who told the reporter, how much, until when it may be contested at least.
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_fen = models.BigIntegerField(null=True, blank=True)
    contest_until = models.DateField(null=True, blank=True)
    # When the reporter agreed, or a re-examination upheld it: nothing more is waited for.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_fen) / 100

    @property
    def told_amount(self) -> Decimal:
        """The amount that the reporter was told, in yuan."""
        return Decimal(self.told_fen or 0) / 100

    @property
    def is_told(self) -> bool:
        """Whether the reporter was told the very amount that stands here."""
        return self.told_fen is not None and self.told_fen == self.amount_fen

    @property
    def is_uncontested(self) -> bool:
        """Whether the reporter was told and the word on it is spoken: agreed, re-examined, or the time is over."""
        is_over = self.contest_until is not None and timezone.localdate() > self.contest_until
        return self.is_told and (self.settled_at is not None or is_over)

    @transition(
        field="state",
        source=State.ASSESSED,
        target=None,
        permission=policies.may_check,
        label=_("Answer the conditions"),
        is_reversible=False,
    )
    def find_conditions(self) -> None:
        """Answer the conditions that a person answers."""

    @transition(
        field="state",
        source=State.ASSESSED,
        target=None,
        permission=policies.may_review_checks,
        label=_("Look at the answers"),
        is_reversible=False,
    )
    def agree_conditions(self) -> None:
        """Agree, as somebody else, with the answers to the conditions."""

    @transition(
        field="state",
        source=State.ASSESSED,
        target=None,
        permission=policies_shares.may_find_shares,
        label=_("Find the shares"),
        is_reversible=False,
        applies=policies_shares.has_several,
    )
    def find_shares(self) -> None:
        """Grade what each reporter of the matter contributed."""

    @transition(
        field="state",
        source=State.ASSESSED,
        target=None,
        permission=policies_shares.may_agree_shares,
        label=_("Look at the shares"),
        is_reversible=False,
        applies=policies_shares.has_several,
    )
    def agree_shares(self) -> None:
        """Agree, as somebody else, with the shares of the reporters of the matter."""

    @transition(
        field="state",
        source=[State.ASSESSED, State.TOLD, State.REEXAMINED],
        target=State.ASSESSED,
        permission=only_the_system,
        label=_("Work the amount out anew"),
        is_automatic=True,
        is_reversible=False,
    )
    def reckon(self, *, amount_fen: int, assessment: dict[str, Any]) -> None:
        """Take the amount that follows from a condition, or from the shares of several reporters; it is told anew."""
        self.amount_fen, self.assessment = amount_fen, assessment

    @transition(
        field="state",
        source=State.ASSESSED,
        target=State.TOLD,
        permission=policies.may_tell,
        label=_("Send the preliminary notice"),
        act=("reward", "propose"),
    )
    def tell(self, *, told_by: Any, contest_until: Any) -> None:
        """Tell the reporter the intended amount and its reasons, before anybody approves it."""
        self.told_by, self.told_at, self.told_fen = told_by, timezone.now(), self.amount_fen
        self.contest_until, self.settled_at = contest_until, None

    @transition(
        field="state",
        source=State.TOLD,
        target=None,
        permission=policies.may_answer,
        label=_("Agree to the intended amount"),
        is_automatic=True,
        is_reversible=False,
    )
    def agree(self) -> None:
        """Agree as the reporter, with the receipt: nothing is waited for any more."""
        self.settled_at = timezone.now()

    @transition(
        field="state",
        source=[State.TOLD, State.REFUSED],
        target=State.CONTESTED,
        permission=policies.may_contest,
        label=_("Contest"),
        is_automatic=True,
        is_reversible=False,
    )
    def contest(self) -> None:
        """Contest the intended amount, or the refusal, as the reporter, with the receipt."""

    @transition(
        field="state",
        source=State.CONTESTED,
        target=State.REEXAMINED,
        permission=policies.may_uphold,
        label=_("Uphold the amount"),
        act=("reward", "review"),
        is_reversible=False,
    )
    def uphold(self) -> None:
        """Find after the re-examination that the amount is right; the reporter reads why."""
        self.settled_at = timezone.now()

    @transition(
        field="state",
        source=State.CONTESTED,
        target=State.REFUSED,
        permission=policies.may_uphold_refusal,
        label=_("Uphold the refusal"),
        act=("reward", "review"),
        is_reversible=False,
    )
    def uphold_refusal(self) -> None:
        """Find after the re-examination that no reward is due; the reporter reads why."""

    @transition(
        field="state",
        source=State.CONTESTED,
        target=State.ASSESSED,
        permission=policies.may_reexamine,
        label=_("Change the result"),
        act=("reward", "review"),
        is_reversible=False,
    )
    def change(self, *, amount_fen: int, assessment: dict[str, Any]) -> None:
        """Find otherwise after the re-examination; the new result is told to the reporter again."""
        self.amount_fen, self.assessment = amount_fen, assessment

    @transition(
        field="state",
        source=State.ASSESSED,
        target=State.REFUSED,
        permission=policies.may_refuse,
        label=_("Refuse a reward"),
        act=("reward", "propose"),
    )
    def refuse(self, *, told_by: Any, contest_until: Any) -> None:
        """Find that the conditions of a reward are not met, with the reason; the reporter may contest it."""
        self.told_by, self.told_at, self.told_fen = told_by, timezone.now(), None
        self.contest_until, self.settled_at = contest_until, None
