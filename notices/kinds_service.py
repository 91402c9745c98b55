"""The papers of service: the proof of service, the public notice. See `notices.kinds`."""

from __future__ import annotations

from notices.described import Audience, Kind, Layout

SERVICE_PROOF = Kind(
    key="service_proof",
    title="送达回证",
    audience=Audience.INTERNAL,
    layout=Layout.FORM,
    required=(
        "document_title",
        "document_number",
        "recipient",
        "way",  # words: "直接送达"
        "place",
        "served_on",
        "counts_by",  # the article and the words by which this day counts
        "officers",  # who served it
    ),
    # signed_how: words; signature: the lines drawn in a frame of 600 by 200, "M10 20L30 40"
    optional=(
        "sent_on",
        "receiver",
        "received_as",
        "is_signed",
        "signed_how",
        "signature",
        "is_refused",
        "refusal",
        "witness",
        "receipt",
        "photo_sha256",
        "remarks",
    ),
    when={"is_signed": ("receiver", "signed_how"), "is_refused": ("refusal", "witness")},
    proves={
        "document": ("document_title", "document_number"),
        "signature": ("receiver", "signed_how"),
        "server": ("officers",),
    },
)

PUBLIC_SERVICE_NOTICE = Kind(
    key="public_service_notice",
    title="送达公告",
    audience=Audience.PUBLIC,
    layout=Layout.LETTER,
    required=(
        "recipient",
        "document_title",
        "document_number",
        "reason",  # why no other way reached the party, and what was tried
        "content",  # the gist of the document
        "period",  # words: "30日"
        "deemed_on",  # date
        "collect_at",  # where the document is to be fetched
        "basis",
    ),
    optional=("is_provisional",),
    proves={"document": ("document_title", "document_number")},
)

SERVICES = (SERVICE_PROOF, PUBLIC_SERVICE_NOTICE)
