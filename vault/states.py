"""The states of keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyState(models.TextChoices):
    """Where a person's key stands."""

    WAITING = "waiting", _("Waiting to be confirmed")
    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Out of use")


class EscrowState(models.TextChoices):
    """Where an escrow key stands."""

    HELD = "held", _("In use")
    REPLACED = "replaced", _("Replaced")


# Nothing is sealed to a key that waits: an administrator who sets a password anew would otherwise be let in.
STANDING = (KeyState.WAITING, KeyState.ACTIVE)
