"""Where an alarm stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether somebody has taken the danger in hand."""

    RAISED = "raised", _("Nobody has it yet")
    ACKNOWLEDGED = "acknowledged", _("Somebody has it")
    DONE = "done", _("Done")


OPEN = (State.RAISED, State.ACKNOWLEDGED)
