"""The words for what the statutes name by a key: circumstances of a penalty, and why a step is needed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statutes.penalties import Effect

FACTORS: Mapping[str, Promise] = {
    "repeated": _("penalised for the same kind of act within a year"),
    "refuses": _("did not correct it when ordered to"),
    "obstructs": _("obstructed the officers"),
    "destroys_evidence": _("forged, hid or destroyed evidence"),
    "retaliates": _("retaliated against whoever reported or testified"),
    "removes_harm": _("removed or reduced the harm by itself"),
    "coerced": _("was forced or lured by others"),
    "confesses": _("told the office what it did not know"),
    "merit": _("helped to uncover other acts"),
    "minor_and_corrected": _("minor, corrected in time, no harm"),
    "first_and_slight": _("first time, slight harm, corrected in time"),
    "no_fault": _("shown to be without fault"),
}
EFFECTS: Mapping[str, Promise] = {
    Effect.HEAVIER: _("heavier within the bracket"),
    Effect.LIGHTER: _("lighter, or below the bracket with consent"),
    Effect.MAY_SPARE: _("may be spared"),
    Effect.SPARES: _("must be spared"),
}
REVIEW: Mapping[str, Promise] = {
    "public_interest": _("Major public interest is concerned"),
    "major_rights_after_hearing": _("A hearing was held"),
    "complex": _("The case is difficult and complex"),
}
