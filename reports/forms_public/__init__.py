"""The questions of the public form, one form a page. They shape and word the input; nothing here saves."""

from reports.forms_public.details import DETAILS, HazardForm
from reports.forms_public.fields import QuestionForm
from reports.forms_public.receipt import (
    LastFourForm,
    MessageForm,
    ObjectionForm,
    ProofForm,
    ReceiptForm,
    RetaliationForm,
)
from reports.forms_public.steps import (
    LONGEST_NAME,
    YES,
    FilesForm,
    PlaceForm,
    UnitForm,
    WhatForm,
    WordsForm,
    YouForm,
)
from reports.forms_public.tiles import tile_rows

__all__ = [
    "DETAILS",
    "LONGEST_NAME",
    "YES",
    "FilesForm",
    "HazardForm",
    "LastFourForm",
    "MessageForm",
    "ObjectionForm",
    "PlaceForm",
    "ProofForm",
    "QuestionForm",
    "ReceiptForm",
    "RetaliationForm",
    "UnitForm",
    "WhatForm",
    "WordsForm",
    "YouForm",
    "tile_rows",
]
