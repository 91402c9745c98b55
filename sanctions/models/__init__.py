"""Penalty proceedings and the list of dishonest subjects."""

from sanctions.models.credit import Handover, HandoverRow, RowFate
from sanctions.models.exposures import Exposure
from sanctions.models.interviews import Interview
from sanctions.models.listings import Listing
from sanctions.models.measures import Measure
from sanctions.models.penalties import Penalty
from sanctions.models.publicity import Board, Shown, Telling
from sanctions.models.remittances import LineFate, Received, Remittance, RemittanceLine

__all__ = [
    "Board",
    "Exposure",
    "Handover",
    "HandoverRow",
    "Interview",
    "LineFate",
    "Listing",
    "Measure",
    "Penalty",
    "Received",
    "Remittance",
    "RemittanceLine",
    "RowFate",
    "Shown",
    "Telling",
]
