"""Reads across floors: my work, the stage rail, search, a unit's whole picture, the log."""

from desk.selectors.bulk import (
    bulk_rows,
    bulks_of,
    forecasts,
    get_bulk,
    is_begun,
    kind_of,
    label_of,
    progress_of,
)
from desk.selectors.comments import Mentioned, comments_on, mentions_of, people_named
from desk.selectors.files import (
    SEEKERS,
    Journey,
    find_file,
    journey_of,
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
from desk.selectors.seeking import KINDS as SEARCHED
from desk.selectors.seeking import Shelf, Wanted, files_found, shelves_found
from desk.selectors.units import Picture, picture_of
from desk.selectors.views import views_of
from desk.selectors.waiting import Elsewhere, count_in_other_hands, in_other_hands
from desk.selectors.work import OVERDUE, TODAY, WORK_ROWS, Alert, Queue, Row, Work, alerts_of, work_of

__all__ = [
    "OVERDUE",
    "SEARCHED",
    "SEEKERS",
    "TODAY",
    "WORK_ROWS",
    "Alert",
    "Elsewhere",
    "EscrowView",
    "Exposure",
    "Journey",
    "Mentioned",
    "Picture",
    "Queue",
    "Resealing",
    "Row",
    "Shelf",
    "Waiting",
    "Wanted",
    "Work",
    "alerts_of",
    "bulk_rows",
    "bulks_of",
    "comments_on",
    "count_in_other_hands",
    "escrow_view",
    "exposure_of",
    "files_found",
    "find_file",
    "forecasts",
    "get_bulk",
    "in_other_hands",
    "is_begun",
    "journey_of",
    "kind_of",
    "label_of",
    "log_entries",
    "mentions_of",
    "people_named",
    "picture_of",
    "progress_of",
    "references_of",
    "resealings_for",
    "shelves_found",
    "title_of",
    "unit_of",
    "url_of",
    "views_of",
    "waiting_for",
    "work_of",
]
