"""The list of tips in flight, to be checked and then taken in. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from desk.arrivals import HEADS, read_arrivals
from desk.forms_lists import ListForm


class ArrivalForm(ListForm):
    """A file at both presses: what reporters said is kept nowhere between them."""

    heads = HEADS
    hint = _("It is checked first, line by line. It is read in memory and kept nowhere.")

    @staticmethod
    def read(data: bytes) -> Sequence[Any]:
        """Read the lines."""
        return read_arrivals(data)

    @property
    def is_good(self) -> bool:
        """Whether every line can be taken in, or is in already."""
        return not any(line.faults and not line.before for line in self.lines)
