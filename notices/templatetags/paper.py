"""Filters of the paper's templates: plain values of the frozen dict become words of a Chinese office."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from notices import marks, wording

register = template.Library()

register.filter("zh_date", wording.date_words)
register.filter("zh_moment", wording.moment_words)
register.filter("zh_money", wording.money_words)
register.filter("ordinal", wording.ordinal)
register.filter("seal_image", lambda agency_name: marks.seal_image(agency_name, word="演示"))
register.filter("code_image", marks.code_image)
register.filter("signature_image", marks.signature_image)

HEADER_POINTS = 434.0  # a little less than the text block's 442.2 pt
LARGEST_HEADER = 42.0
# An enforcement form and a letter set dates in FangSong, where a digit is half an em wide.
DIGIT_EM = 0.5
SEAL = 42
# Safe, so that a text which was escaped and marked before stays so.
FULL_STOP = SafeString("。")


@register.filter
def listed(items: Iterable[str]) -> str:
    """Join with the enumeration comma."""
    return wording.listed(items)


@register.filter
def header_points(agency_name: str) -> str:
    """Return the type size in points at which the office's name fits the width of the text block on one line."""
    return f"{min(LARGEST_HEADER, HEADER_POINTS / max(len(agency_name), 1)):.2f}"


@register.filter
def sign_indent(issued_on: str) -> str:
    """Return the right margin, in em, of a signature 14 em wide.

    The date in its middle then ends four characters from the edge (GB/T 9704, 7.3.5.1).
    """
    date = wording.date_words(issued_on)
    width = sum(DIGIT_EM if character.isdigit() else 1.0 for character in date)
    return f"{4 - (14 - width) / 2:.3f}"


@register.filter
def seal_room(diameter: int) -> str:
    """Return, in millimetres, what a seal needs above and below beside the room for one of 42."""
    return f"{max(diameter - SEAL, 0) / 2:g}"


@register.filter
def you(party_kind: str) -> str:
    """Address the party: a person as 你, a unit as 你单位."""
    return "你" if party_kind == "个人" else "你单位"


@register.filter
def sentence(text: str) -> str:
    """End `text` with a full stop unless it brings its own mark."""
    return text if not text or is_sentence(text) else text + FULL_STOP


@register.filter
def is_sentence(text: str) -> bool:
    """Say whether `text` brings its own mark at the end, so that no full stop follows."""
    return text.endswith(("。", "！", "？", "；"))
