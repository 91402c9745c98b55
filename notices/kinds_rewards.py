"""The papers of a reward: what is intended, what was approved, and the public notice that calls its reporter."""

from __future__ import annotations

from notices.described import Audience, Kind, Layout

REWARD_NOTICE = Kind(
    key="reward_notice",
    title="举报奖励领取通知书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",
        "matter",
        "amount",  # Decimal yuan
        "basis",
        "claim_period",  # words: "60日"
        "claim_until",  # date
        "claim_steps",  # list of str: how to claim with the receipt
        "claim_place",
        "contact_phone",
    ),
    optional=("is_extendable", "is_provisional"),
    proves={
        "report_reference": ("token",),
        "claim_due_on": ("claim_period", "claim_until"),
        "claim_place": ("claim_place", "claim_steps"),
        "waiver_notice": (),
    },
)

# Posted for everybody to read: the number, the last day, how to claim. Neither the matter nor the amount.
REWARD_CALL = Kind(
    key="reward_call",
    title="领取举报奖励公告",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",
        "call_period",  # words: "30日"
        "served_on",  # date: when the notice counts as service
        "claim_period",  # words: "60日"
        "claim_until",  # date
        "claim_steps",  # list of str
        "claim_place",
        "contact_phone",
    ),
    optional=("is_provisional",),
    proves={
        "report_reference": ("token",),
        "service": ("call_period", "served_on"),
        "claim_due_on": ("claim_period", "claim_until"),
        "claim_place": ("claim_place", "claim_steps"),
        "waiver_notice": (),
    },
)

REWARD_PRELIMINARY = Kind(
    key="reward_preliminary",
    title="举报奖励预告书",
    audience=Audience.REPORTER,
    layout=Layout.LETTER,
    required=(
        "token",
        "matter",
        "amount",  # Decimal yuan: what is intended
        "conditions",  # list of str: the conditions that are met
        "steps",  # list of str: how the amount comes about
        "basis",
        "contest_period",  # words: "10日"
        "contest_until",  # date
        "contact_phone",
    ),
    optional=("is_provisional",),
    proves={
        "report_reference": ("token",),
        "eligibility": ("conditions",),
        "estimate": ("amount", "steps"),
        "next_step": ("contest_period", "contest_until"),
    },
    alias="reward_preliminary_notice",
)

REWARDS = (REWARD_PRELIMINARY, REWARD_NOTICE, REWARD_CALL)
