"""What a clerk says to a caller: the opening, a sentence by kind, what to say when somebody is in danger, the end."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.states import Kind

OPENING: tuple[str | Promise, ...] = (
    _(
        "Work-safety reports, good day. This call is recorded. You need not say who you are. What do you want to "
        "report?"
    ),
    _("Is anybody in danger at this moment?"),
)
DANGER: tuple[str | Promise, ...] = (
    _("Hang up and call 119 or 120 now, and get away from there. Call me again when you are safe."),
    _(
        "If the caller cannot: call 119 and 120 yourself, keep the line, then hand over to the officer on duty."
    ),
)
BY_KIND: dict[str, str | Promise] = {
    Kind.HIDDEN_ACCIDENT: _(
        "I ask first how many people were hurt, and when. Leave out what you do not know; no number is better than a "
        "wrong one."
    ),
    Kind.HAZARD: _("Since when has it been like this, and who there knows of it?"),
    Kind.VIOLATION: _("Since when do they work like this, and who there knows of it?"),
    Kind.INACTION: _(
        "Whom did you tell, and when? Nobody who works there gets to see this report. You may name the office or the "
        "person; whoever you name does not get to see it either."
    ),
    Kind.SERVICE_BODY: _("Which paper is false, and what date does it bear?"),
}
WORDS = _("Now tell me in your own words what you know. I write along and read it back to you.")
CLOSING: tuple[str | Promise, ...] = (
    _("I now read you a code in groups of four digits. Please write it down: nobody can look it up for you."),
    _("With it you hear what comes of your report, on the website or here, and claim a reward."),
)
