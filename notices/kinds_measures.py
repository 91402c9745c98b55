"""The papers of further measures: the request for closure, the notice of a power cut."""

from __future__ import annotations

from notices.described import CONTACT, PARTY, PARTY_MORE, REMEDIES, Audience, Kind, Layout

CLOSURE_REQUEST = Kind(
    key="closure_request",
    title="关于提请关闭生产经营单位的请示",
    audience=Audience.DEPARTMENT,
    layout=Layout.LETTER,
    required=(
        "addressee",  # the people's government that decides
        *PARTY,
        "party_uscc",
        "facts",  # list of str: penalties with day and basis, hazards, orders, accidents
        "proposal",
        "ground",  # the words of the law
        "basis",  # list of citations
        *CONTACT[:2],
    ),
    optional=("party_legal_representative",),
)

POWER_CUT_NOTICE = Kind(
    key="power_cut_notice",
    title="停止供电（供应民用爆炸物品）通知书",
    audience=Audience.PARTY,
    layout=Layout.FORM,
    required=(
        *PARTY,
        "decision_number",  # the decision to stop that is refused
        "danger",
        "measure",  # what is cut
        "starts_at",  # words, to the minute
        "approval",  # who approved it
        "basis",
        "officers",
        *REMEDIES,
    ),
    optional=(*PARTY_MORE, "is_not_urgent", "advance_notice"),
    when={"is_not_urgent": ("advance_notice",)},
)

MEASURES = (CLOSURE_REQUEST, POWER_CUT_NOTICE)
