"""Which files of this floor belong to the file of a case, for whoever may look into it."""

from __future__ import annotations

from investigations.models import Case
from investigations.showing import shows
from sanctions.models import Listing, Measure, Penalty


@shows
def files_of(case: Case) -> list[Penalty | Listing | Measure]:
    """Return the proceedings, the listings and the further measures that came of a case."""
    listings = Listing.objects.filter(penalty__case=case)
    measures = Measure.objects.filter(case=case)
    return [
        *Penalty.objects.filter(case=case).order_by("pk"),
        *listings.order_by("pk"),
        *measures.order_by("pk"),
    ]
