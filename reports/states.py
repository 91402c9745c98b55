"""The states of a tip, what it is about, how it came, and the words its reporter sees."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a tip stands."""

    SUBMITTED = "submitted", _("Waiting for intake")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    TRANSFERRED = "transferred", _("Transferred")
    MERGED = "merged", _("Merged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ANSWERED = "answered", _("Answered")
    OBJECTED = "objected", _("Objected to")
    RECHECKED = "rechecked", _("Re-checked")
    CLOSED = "closed", _("Closed")


OPEN = (
    State.SUBMITTED,
    State.ACCEPTED,
    State.MERGED,
    State.ANSWERED,
    State.OBJECTED,
    State.RECHECKED,
)
FINAL = (State.DECLINED, State.TRANSFERRED, State.WITHDRAWN, State.CLOSED)


class Kind(models.TextChoices):
    """What is reported."""

    HIDDEN_ACCIDENT = "hidden_accident", _("An accident that is being hidden")
    HAZARD = "hazard", _("A hazard that can lead to an accident")
    VIOLATION = "violation", _("Work against the safety law")
    INACTION = "inaction", _("A unit or officer that knows and does not act")
    SERVICE_BODY = "service_body", _("A safety-service body that cheats")


class Mode(models.TextChoices):
    """What the reporter tells of themselves."""

    ANONYMOUS = "anonymous", _("Anonymous")
    CONFIDENTIAL = "confidential", _("With my name, kept confidential")
    EMPLOYEE = "employee", _("As an employee of the unit, kept confidential")


class Channel(models.TextChoices):
    """How the tip came in."""

    WEB = "web", _("Web form")
    HOTLINE = "hotline", _("12350 hotline")
    COUNTER = "counter", _("Counter")
    LETTER = "letter", _("Letter")
    TRANSFER = "transfer", _("Transferred by another department")


class StatusWord(models.TextChoices):
    """What the reporter is told. Higher floors push it down; the track page explains it."""

    RECEIVED = "received", _("We have received your report")
    ACCEPTED = "accepted", _("Your report was accepted and is being verified")
    DECLINED = "declined", _("Your report was not accepted")
    TRANSFERRED = "transferred", _("Your report was handed to the competent department")
    INVESTIGATING = "investigating", _("A team is investigating on the spot")
    VERIFIED = "verified", _("The investigation has ended")
    OBJECTED = "objected", _("Your objection has arrived and is being looked into")
    RECHECKED = "rechecked", _("The re-check has ended")
    REWARD_PREPARING = "reward_preparing", _("Your reward is being prepared")
    REWARD_READY = "reward_ready", _("Your reward is ready to be claimed")
    REWARD_CLAIMED = "reward_claimed", _("Your claim has arrived; payment is on its way")
    REWARD_PAID = "reward_paid", _("Your reward has been paid")
    WITHDRAWN = "withdrawn", _("You withdrew your report")
    CLOSED = "closed", _("Your report is closed")


class DisclosureState(models.TextChoices):
    """Where a request to open an identity stands."""

    REQUESTED = "requested", _("Asked for")
    APPROVED = "approved", _("Agreed to")
    OPENED = "opened", _("Open for a short while")
    EXPIRED = "expired", _("Over")
    DECLINED = "declined", _("Not agreed to")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE = (DisclosureState.REQUESTED, DisclosureState.APPROVED, DisclosureState.OPENED)


class Ground(models.TextChoices):
    """Why an identity is opened. The reporter reads it, so it says nothing of the matter."""

    DANGER = "danger", _("People are in danger, and only the reporter can be asked")
    FACTS = "facts", _("The facts cannot be cleared up through the mailbox")
    PROTECTION = "protection", _("The reporter is to be protected against retaliation")
    REWARD = "reward", _("It must be known who is entitled to the reward")
    RECEIPT = "receipt", _("The reporter has lost the receipt and asks for a new one")
    AUTHORITY = (
        "authority",
        _("A police, procuratorial or judicial organ asks in writing, as the law lets it"),
    )


class CallerWay(models.TextChoices):
    """How somebody who has lost a receipt comes to the office."""

    COUNTER = "counter", _("At the counter")
    TELEPHONE = "telephone", _("By telephone")


class CallerCheck(models.TextChoices):
    """What a caller is asked besides the name; the values are the keys of the sealed identity."""

    PHONE = "phone", _("The telephone number")
    REACH = "reach", _("When and how to call")


class RetaliationState(models.TextChoices):
    """Where a report of retaliation stands."""

    RAISED = "raised", _("Being looked into")
    ANSWERED = "answered", _("Answered")


class CheckInStep(models.TextChoices):
    """After which steps a reporter is asked how they fare; how many days later is the office's setting."""

    ACCEPTED = "accepted", _("Acceptance")
    INSPECTED = "inspected", _("Inspection")
    ANSWERED = "answered", _("Answer")


class DisposalState(models.TextChoices):
    """Where the destruction of what is sealed in a tip stands."""

    PROPOSED = "proposed", _("Proposed for destruction")
    DESTROYED = "destroyed", _("Destroyed")
    DECLINED = "declined", _("Kept")
