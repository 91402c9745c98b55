"""The papers of what is done at once on the spot: measures, evidence that is kept. See `notices.kinds`."""

from __future__ import annotations

from notices.described import PARTY, PARTY_MORE, REMEDIES, Audience, Kind, Layout

SITE_MEASURES = Kind(
    key="site_measures",
    title="现场处理措施决定书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        "party_name",
        "inspected_on",
        "problems",  # list of str
        "measures",  # list of str
        "basis",
        "resumption",  # words: only after a review
        "officers",
        *REMEDIES,
    ),
    optional=("party_address", *PARTY_MORE),
    proves={"remedies": REMEDIES},
)

EVIDENCE_PRESERVATION = Kind(
    key="evidence_preservation",
    title="先行登记保存证据通知书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "cause",
        "preserved_on",
        "items",  # list of str: what it is, how many, in what condition
        "place",
        "period",  # words: "7个工作日"
        "until",  # date: by when it is decided on
        "approval",  # words: by which paper the head approved
        "basis",
        "officers",
    ),
    optional=PARTY_MORE,
    # Fixed text forbids to destroy or move it; the party signs on paper.
    proves={"duty": (), "party_signature": ()},
)

PRESERVATION_DECISION = Kind(
    key="preservation_decision",
    title="先行登记保存证据处理决定书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "preservation_number",
        "preserved_on",
        "items",  # list of str, as in the notice
        "handling",  # list of str: what becomes of each
        "basis",
        "officers",
    ),
    optional=PARTY_MORE,
)

EVIDENCE = (SITE_MEASURES, EVIDENCE_PRESERVATION, PRESERVATION_DECISION)
