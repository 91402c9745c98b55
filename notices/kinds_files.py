"""The papers that keep a penalty proceeding in order: filing, more time to pay, closing, index. See `notices.kinds`."""

from __future__ import annotations

from notices.described import PARTY, PARTY_MORE, Audience, Kind, Layout

FILING_APPROVAL = Kind(
    key="filing_approval",
    title="立案审批表",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "source",  # never a tip
        "cause",
        "facts",
        "reasons",
        "officers",
        "head_approval",
        "approved_on",
    ),
    optional=PARTY_MORE,
    # The head of the section signs on paper.
    proves={"party": ("party_name",), "officer_opinion": ("officers",), "section_opinion": ()},
    free=("facts", "reasons"),
)

PAYMENT_DEFERRAL = Kind(
    key="payment_deferral",
    title="延期（分期）缴纳罚款批准书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "decision_number",
        "amount",  # the fine, Decimal yuan
        "asked_on",
        "application",  # why the party asked
        "schedule",  # list of {"due_on": date, "amount": "20,000.00元"}: one for a later day, several for instalments
        "approval",  # who granted it
        "basis",
    ),
    optional=PARTY_MORE,
    proves={"fine_amount": ("amount",)},
    free=("application",),
)

CASE_CLOSING = Kind(
    key="case_closing",
    title="结案审批表",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "cause",
        "result",
        "execution",
        "grounds",
        "officers",
        "head_approval",
        "approved_on",
    ),
    optional=PARTY_MORE,
    proves={"party": ("party_name",), "officer_opinion": ("officers",)},
    free=("grounds",),
)

CASE_INDEX = Kind(
    key="case_index",
    title="案卷目录",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "case_name",
        "reference",
        "result",
        "items",  # list of {"order": int, "number": str, "title": str, "dated_on": date, "pages": "3-5", "sha256": str}
        "page_total",
    ),
    # evidence: list of {"number": "ZJ-2026-000001", "title", "kind", "taken_on": date, "kept": words}
    optional=("closed_on", "opened_on", "evidence"),
)

FILES = (FILING_APPROVAL, PAYMENT_DEFERRAL, CASE_CLOSING, CASE_INDEX)
