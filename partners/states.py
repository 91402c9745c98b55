"""Who partners are, where they and their files stand, and what they are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.states import Channel, StatusWord


class Kind(models.TextChoices):
    """What a partner is, and thereby how its tips came."""

    LINE = "line", _("Hotline, such as 12345")
    APP = "app", _("Mini-program or app")
    DEPARTMENT = "department", _("Other department")


# A mini-program is the web form in another frame; a hotline hands on what it heard.
CHANNELS = {Kind.LINE: Channel.TRANSFER, Kind.APP: Channel.WEB, Kind.DEPARTMENT: Channel.TRANSFER}


class State(models.TextChoices):
    """Where a partner stands."""

    ACTIVE = "active", _("Connected")
    ENDED = "ended", _("No longer connected")


class Scope(models.TextChoices):
    """What a key is good for."""

    FILE = "file", _("file tips")
    STATUS = "status", _("ask how a tip stands")
    TRANSFER = "transfer", _("send and receive transfers")


# Money is between the office and the reporter: a partner is told that the matter has been looked into.
TOLD = {
    StatusWord.REWARD_PREPARING: StatusWord.VERIFIED,
    StatusWord.REWARD_READY: StatusWord.VERIFIED,
    StatusWord.REWARD_CLAIMED: StatusWord.VERIFIED,
    StatusWord.REWARD_PAID: StatusWord.VERIFIED,
}


class OfferState(models.TextChoices):
    """Where a transfer that was handed to a partner stands."""

    OFFERED = "offered", _("Offered")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Event(models.TextChoices):
    """What a partner's program is called about."""

    STATUS = "tip.status_changed", _("A tip stands otherwise")
    ANSWERED = "tip.answered", _("A tip was answered")
    OFFERED = "transfer.offered", _("A transfer waits to be fetched")
    TAKEN_BACK = "transfer.withdrawn", _("A transfer was taken back")


class BatchState(models.TextChoices):
    """Where an imported list stands."""

    CHECKED = "checked", _("Checked, nothing filed yet")
    FILING = "filing", _("Being filed")
    CLOSED = "closed", _("Closed")


class LineState(models.TextChoices):
    """Where a line of an imported list stands."""

    GOOD = "good", _("Good")
    BAD = "bad", _("Cannot be filed")
    FILED = "filed", _("Filed as reports")
    FAILED = "failed", _("Was not filed")
