"""The duty roster, the alarms, whom they called, and the messages that carried them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import User
from alarms import policies
from alarms.states import OPEN, State
from workflow.models import Subject
from workflow.policies import only_the_system
from workflow.transitions import transition


class Shift(models.Model):
    """A time on duty 值班: who is first in line, and who second. A replaced one stays, so that it can be told later."""

    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    first = models.ForeignKey(User, on_delete=models.PROTECT, related_name="first_shifts")
    second = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="second_shifts"
    )
    entered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="entered_shifts"
    )
    entered_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(replaced_at=None), name="alarms_shift_start")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="alarms_shift_ends_later"),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")), name="alarms_shift_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.first_id}"


class Contact(models.Model):
    """How a member of staff is reached outside the office; each keeps their own."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(_("mobile number"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    def __str__(self) -> str:
        return str(self.person_id)


class Alarm(Subject):
    """A danger that somebody must take in hand now. It names a file and holds no word of it."""

    PREFIX = "WX"

    state = FSMField(
        _("state"),
        max_length=20,
        choices=State.choices,
        default=State.RAISED,
        protected=True,
        editable=False,
    )
    about_label = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    # How often the line has moved on.
    step = models.PositiveSmallIntegerField(default=0, editable=False)
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="alarms")

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints = [
            models.UniqueConstraint(fields=["about_label", "about_id"], name="alarms_one_for_a_file"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="alarms_alarm_state"
            ),
            models.CheckConstraint(
                condition=Q(state="raised", holder=None) | (~Q(state="raised") & ~Q(holder=None)),
                name="alarms_somebody_has_it",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the duty officer's page."""
        return reverse("alarms:detail", args=[self.reference])

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return str(_("People are in danger now"))

    @property
    def is_open(self) -> bool:
        """Whether something is still to do."""
        return self.state in OPEN

    @transition(
        field=state,
        source=State.RAISED,
        target=State.ACKNOWLEDGED,
        permission=policies.may_acknowledge,
        label=_("I have it"),
        is_reversible=False,
    )
    def acknowledge(self, *, holder: User) -> None:
        """Take the danger in hand: nobody else is called."""
        self.holder = holder

    @transition(
        field=state,
        source=OPEN,
        target=State.RAISED,
        permission=policies.may_hand_on,
        label=_("Hand on"),
        is_reversible=False,
    )
    def hand_on(self) -> None:
        """Give it back to the line: the next is called at once."""
        self.holder, self.step = None, self.step + 1

    @transition(
        field=state,
        source=State.RAISED,
        target=None,
        permission=only_the_system,
        label=_("Call the next in line"),
        is_automatic=True,
        is_reversible=False,
    )
    def climb(self) -> None:
        """Nobody answered in time: the next in line is called."""
        self.step += 1

    @transition(
        field=state,
        source=State.ACKNOWLEDGED,
        target=State.DONE,
        permission=policies.may_finish,
        label=_("Done"),
        is_reversible=False,
    )
    def finish(self) -> None:
        """What was done stands in the note of the log."""


class Call(models.Model):
    """That an alarm called a person, at which step of the line."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calls")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["alarm", "person", "step"], name="alarms_called_once_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.person_id} {self.step}"


class Message(models.Model):
    """A message to one person by one channel: written with what it tells of, sent by the worker."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=20)
    # What the message is about, and what makes it one of its kind: a repeated call finds it written.
    about = models.CharField(max_length=30, db_index=True)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    text = models.CharField(max_length=300)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The kind of error of the last try; its words could hold an address.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel", "key"], name="alarms_message_written_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
