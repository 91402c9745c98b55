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
