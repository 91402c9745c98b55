"""The rows of my work about sanctions: penalties, the lists, interviews, exposures, further measures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Duty
from desk.selectors import collecting, measures, queues, warnings
from desk.selectors.source import Source
from sanctions.models import Exposure, GoodCredit, Interview, Measure
from sanctions.selectors import penalties_visible_to
from sanctions.states import ENFORCED

SANCTIONS: tuple[Source, ...] = (
    Source("file", _("Penalties to file"), (Duty.LEADER,), queues.to_file, _("Approve the filing")),
    Source("handle", _("Penalties to handle"), (Duty.INVESTIGATOR,), queues.to_handle, queues.HANDLING),
    Source("review", _("Penalties to review"), (Duty.REVIEWER,), queues.to_review, _("Review the penalty")),
    Source("chair", _("Hearings to lead"), (Duty.CHAIR,), queues.to_chair, queues.CHAIRING),
    Source(
        "consent",
        _("Fines outside their bracket"),
        (Duty.LEADER,),
        queues.to_consent,
        _("Consent to the deviation"),
    ),
    Source(
        "discuss",
        _("Penalties to discuss"),
        (Duty.LEADER,),
        queues.to_discuss,
        _("Record the collective discussion"),
    ),
    Source("decide", _("Penalties to decide"), (Duty.LEADER,), queues.to_decide, _("Decide the penalty")),
    Source(
        "payment",
        _("Fines to record"),
        (Duty.FINANCE,),
        lambda user: penalties_visible_to(user).filter(state__in=ENFORCED),
        _("Record payment"),
    ),
    Source("collect", _("Fines to demand"), (Duty.INVESTIGATOR,), queues.to_collect, _("Demand the payment")),
    Source(
        "follow_up",
        _("Demands and applications to follow up"),
        (Duty.INVESTIGATOR,),
        collecting.to_follow_up,
        collecting.FOLLOWING,
    ),
    Source(
        "time",
        _("Fines with more time asked for"),
        (Duty.LEADER,),
        queues.to_grant_time,
        _("Answer the party"),
    ),
    Source("end", _("Penalties to close"), (Duty.LEADER,), queues.to_end, _("Close the proceeding")),
    Source("enforce", _("Fines to enforce"), (Duty.LEADER,), queues.to_enforce, _("Apply to the court")),
    Source(
        "unenforced",
        _("Fines that the court does not enforce"),
        (Duty.LEADER,),
        collecting.to_give_up,
        _("End the enforcement"),
    ),
    Source(
        "listings", _("Listings to handle"), (Duty.INVESTIGATOR,), queues.listings_to_handle, queues.LISTING
    ),
    Source(
        "enter",
        _("Listings to decide"),
        (Duty.LEADER,),
        queues.listings_to_decide,
        _("Decide on the listing"),
    ),
    Source(
        "interviews",
        _("Interviews to carry"),
        (Duty.INVESTIGATOR,),
        warnings.interviews_to_carry,
        warnings.CARRYING,
        kind=Interview,
    ),
    Source(
        "call",
        _("Interviews to decide"),
        (Duty.LEADER,),
        warnings.interviews_to_decide,
        warnings.CALLING,
        kind=Interview,
    ),
    Source(
        "exposures",
        _("Exposures to write"),
        (Duty.INVESTIGATOR,),
        warnings.exposures_to_write,
        _("Write the text"),
        kind=Exposure,
    ),
    Source(
        "privacy",
        _("Exposures to read for privacy"),
        (Duty.REVIEWER,),
        warnings.exposures_to_read,
        _("Pass the reading for privacy"),
        kind=Exposure,
    ),
    Source(
        "expose",
        _("Exposures to decide"),
        (Duty.LEADER,),
        warnings.exposures_to_decide,
        _("Publish the exposure"),
        kind=Exposure,
    ),
    Source(
        "good_names",
        _("Nominations to carry"),
        (Duty.INVESTIGATOR,),
        measures.nominations_to_carry,
        _("Record the statement of the unit"),
        kind=GoodCredit,
    ),
    Source(
        "good_name",
        _("Nominations to decide"),
        (Duty.LEADER,),
        measures.nominations_to_decide,
        _("Decide on the entry"),
        kind=GoodCredit,
    ),
    Source(
        "measures",
        _("Further measures to carry"),
        (Duty.INVESTIGATOR,),
        measures.measures_to_carry,
        measures.CARRYING,
        kind=Measure,
    ),
    Source(
        "measure",
        _("Further measures to decide"),
        (Duty.LEADER,),
        measures.measures_to_decide,
        measures.DECIDING,
        kind=Measure,
    ),
)
