"""The states of a reward."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a reward stands."""

    ASSESSED = "assessed", _("Assessed")
    TOLD = "told", _("Told to the reporter, who may contest it")
    CONTESTED = "contested", _("Contested by the reporter")
    REEXAMINED = "reexamined", _("Re-examined")
    PROPOSED = "proposed", _("Proposed")
    REVIEWED = "reviewed", _("Agreed by the reviewer")
    CLEARED = "cleared", _("Agreed by finance")
    APPROVED = "approved", _("Approved, waiting for the reporter")
    CLAIMED = "claimed", _("Claimed")
    PAID = "paid", _("Paid")
    REFUSED = "refused", _("No reward")
    LAPSED = "lapsed", _("Not claimed in time")
    CANCELLED = "cancelled", _("Cancelled")


# Proposed, and not all who must agree have agreed.
IN_APPROVAL = (State.PROPOSED, State.REVIEWED, State.CLEARED)
# Not proposed yet: conditions, preliminary notice, contest.
IN_ASSESSMENT = (State.ASSESSED, State.TOLD, State.CONTESTED, State.REEXAMINED)
PENDING = (*IN_ASSESSMENT, *IN_APPROVAL)
OPEN = (*PENDING, State.APPROVED, State.CLAIMED)
FINAL = (State.PAID, State.REFUSED, State.LAPSED, State.CANCELLED)


class Answer(models.TextChoices):
    """The answer to a condition of the reward."""

    OPEN = "open", _("to be found")
    YES = "yes", _("yes")
    NO = "no", _("no")
    DOES_NOT_APPLY = "does_not_apply", _("does not apply")


class Outcome(models.TextChoices):
    """What a re-examination found."""

    UPHELD = "upheld", _("upheld")
    CHANGED = "changed", _("changed")


class ClawbackState(models.TextChoices):
    """Where the money stands that may have to come back."""

    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("To come back")
    DISMISSED = "dismissed", _("Stays with the reporter")
    RECOVERED = "recovered", _("Came back")


class Way(models.TextChoices):
    """How the reporter is paid. It stands in the clear beside the sealed details, so that nobody opens them to sort."""

    BANK = "bank", _("By bank transfer")
    PICK_UP = "pick_up", _("At the window, with a password")
    CODE = "code", _("At a counter of the paying bank, with a code")


# What goes to the bank in a file, one way to a file.
BY_FILE = (Way.BANK, Way.CODE)


class NameCheck(models.TextChoices):
    """What the cashier's session found about the name of the account."""

    WAITING = "waiting", _("Not looked at yet")
    FITS = "fits", _("Permitted")
    REFUSED = "refused", _("Not permitted")


class FileState(models.TextChoices):
    """Where a payment file stands."""

    DRAWN = "drawn", _("Drawn up")
    HANDED_OUT = "handed_out", _("With the bank")
    SETTLED = "settled", _("Settled")
    DISCARDED = "discarded", _("Discarded")


class LineFate(models.TextChoices):
    """What the bank said of a line."""

    WAITING = "waiting", _("Waiting for the bank")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Came back: the reporter claims again")
    DROPPED = "dropped", _("Not in this file any more")


class FabricationState(models.TextChoices):
    """Where the question stands whether a report was made up."""

    RAISED = "raised", _("Raised, waiting for the legal reviewer")
    ASKED = "asked", _("The reporter is being heard")
    ANSWERED = "answered", _("The reporter has answered")
    FOUND = "found", _("Found to be made up")
    CLEARED = "cleared", _("Not found to be made up")


# The reporter is heard, nothing is decided: rewards of this report wait.
BEING_HEARD = (FabricationState.ASKED, FabricationState.ANSWERED)
