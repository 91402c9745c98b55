"""The paper by which a reporter learns that the answer takes longer. See `notices.kinds`."""

from __future__ import annotations

from notices.described import Audience, Kind, Layout

EXTENSION = Kind(
    key="extension",
    title="举报办理延期告知书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",
        "reported_on",
        "matter",
        "reason",
        "approver",  # words: who approved, by which paper of which day
        "due_on",  # the new last day
        "basis",
        "contact_phone",
    ),
    optional=("is_provisional",),
    proves={"report_reference": ("token",)},
)

TIPS = (EXTENSION,)
