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
from reports.forms_public.steps import YES, FilesForm, PlaceForm, UnitForm, WhatForm, WordsForm, YouForm

__all__ = [
    "DETAILS",
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
]
