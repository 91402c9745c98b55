"""What the engine keeps: the log (which is the outbox), its seals, separated acts, clocks, annulments."""

from workflow.models.clocks import Clock, ClockExtension, ClockStop, Escalation
from workflow.models.log import (
    Act,
    Annulment,
    Delivery,
    LogCheck,
    LogEntry,
    LogEntryQuerySet,
    Note,
    Seal,
    Unsealed,
)
from workflow.models.subjects import REFERENCE_PATTERN, AboutSubject, Subject, SubjectManager, subject_model

__all__ = [
    "REFERENCE_PATTERN",
    "AboutSubject",
    "Act",
    "Annulment",
    "Clock",
    "ClockExtension",
    "ClockStop",
    "Delivery",
    "Escalation",
    "LogCheck",
    "LogEntry",
    "LogEntryQuerySet",
    "Note",
    "Seal",
    "Subject",
    "SubjectManager",
    "Unsealed",
    "subject_model",
]
