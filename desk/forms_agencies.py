"""The list of authorities, to be checked and then entered. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from desk.agency_lists import AGENCIES, read_agencies
from desk.forms_lists import CarriedListForm


class AgencyListForm(CarriedListForm):
    """A list of authorities."""

    heads = AGENCIES
    hint = _("It is checked first, line by line. None is entered before you say so.")

    @staticmethod
    def read(data: bytes) -> Sequence[Any]:
        """Read the lines."""
        return read_agencies(data)
