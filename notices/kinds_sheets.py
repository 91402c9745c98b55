"""Sheets that are no issued papers: no number, no code, no file. What stands on them is opened for this one page."""

from __future__ import annotations

from notices.described import Audience, Kind, Layout

# The law asks for these contents (statutes: tip_registration). The dict is never stored: it is put together in the
# session of somebody who may open what is sealed (docs/adr/0036-a-registration-form-is-drawn-in-a-session.md).
REGISTRATION = Kind(
    key="tip_registration",
    title="举报登记表",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "agency_name",
        "reference",
        "mode",  # how the reporter named themselves
        "reporter_name",  # each of these: what was opened, "密封保管", or "未登记"
        "reporter_sex",
        "reporter_unit",
        "reporter_phone",
        "reporter_address",
        "reported_party",
        "matter",  # list of lines
        "channel",
        "recorded_at",  # datetime
        "recorder",
        "handling_opinion",
        "opened_by",  # who had it printed
        "opened_at",  # datetime
    ),
    proves={"secrecy_note": ()},
)
