"""The papers of the public lists: the list of dishonest subjects, interviews. See `notices.kinds`."""

from __future__ import annotations

from notices.described import CONTACT, REMEDIES, Audience, Kind, Layout

LISTING_PRIOR_NOTICE = Kind(
    key="listing_prior_notice",
    title="列入严重失信主体名单告知书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=(
        "party_name",
        "party_uscc",
        "cause",
        "basis",
        "planned_time",  # words: when the entry is planned
        "measures",
        *CONTACT,
    ),
    optional=("party_address", "party_legal_representative", "penalty_number"),
    proves={"time": ("planned_time",), "defence_right": ()},
)

LISTING_DECISION = Kind(
    key="listing_decision",
    title="安全生产严重失信主体名单列入决定书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=(
        "party_name",
        "party_uscc",
        "listed_on",  # date
        "cause",
        "basis",
        "measures",  # list of str
        "listing_period",  # words: "3年"
        "expires_on",  # date
        "repair_conditions",  # list of str
        *REMEDIES,
    ),
    optional=(
        "party_address",
        "party_legal_representative",
        "persons",  # list of {"name": str, "role": str, "id_no": str}, id_no as it is to be printed
        "penalty_number",  # number of the penalty decision behind the listing
    ),
    proves={"party_code": ("party_uscc",), "remedies": REMEDIES},
)

LISTING_REMOVAL = Kind(
    key="listing_removal",
    title="移出严重失信主体名单决定书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=("party_name", "party_uscc", "listing_number", "grounds", "effective_on", "effects"),
    proves={"party_code": ("party_uscc",)},
)

LISTING_LETTER = Kind(
    key="listing_letter",
    title="严重失信主体联合惩戒通报函",
    audience=Audience.DEPARTMENT,
    layout=Layout.LETTER,
    required=(
        "departments",  # list of str
        "party_name",
        "party_uscc",
        "decision_number",  # of the entry, or of the end
        "request",  # what was decided and what the departments are asked to do, a sentence
        "basis",
        "contact_phone",
    ),
)

TALK_NOTICE = Kind(
    key="talk_notice",
    title="约谈通知书",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=("addressee", "reason", "held_at", "place", "requirements", "contact"),
)

TALK_MINUTES = Kind(
    key="talk_minutes",
    title="约谈纪要",
    audience=Audience.PARTY,
    layout=Layout.LETTER,
    required=("addressee", "held_at", "place", "present", "problems", "reply", "measures", "time_limits"),
    proves={"signatures": ()},
)

LISTS = (LISTING_PRIOR_NOTICE, LISTING_DECISION, LISTING_REMOVAL, LISTING_LETTER, TALK_NOTICE, TALK_MINUTES)
