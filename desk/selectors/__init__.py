"""Reads across floors: my work, the stage rail, search, a unit's whole picture, the log."""

from desk.selectors.files import (
    SEEKERS,
    Journey,
    Shelf,
    find_file,
    journey_of,
    shelves_matching,
    title_of,
    unit_of,
    url_of,
)
from desk.selectors.journal import log_entries, references_of
from desk.selectors.keys import (
    EscrowView,
    Exposure,
    Resealing,
    Waiting,
    escrow_view,
    exposure_of,
    resealings_for,
    waiting_for,
)
from desk.selectors.units import Picture, picture_of
from desk.selectors.work import Alert, Queue, Row, Work, alerts_of, work_of

__all__ = [
    "SEEKERS",
    "Alert",
    "EscrowView",
    "Exposure",
    "Journey",
    "Picture",
    "Queue",
    "Resealing",
    "Row",
    "Shelf",
    "Waiting",
    "Work",
    "alerts_of",
    "escrow_view",
    "exposure_of",
    "find_file",
    "journey_of",
    "log_entries",
    "picture_of",
    "references_of",
    "resealings_for",
    "shelves_matching",
    "title_of",
    "unit_of",
    "url_of",
    "waiting_for",
    "work_of",
]
