"""Texts of the law are Chinese content with an English gloss; this picks the one for the reader."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language


class Titled(Protocol):
    """Something of the law with a name in both languages."""

    @property
    def title_zh(self) -> str:
        """The name as the law writes it."""

    @property
    def title_en(self) -> str:
        """The gloss."""


def is_english() -> bool:
    """Tell whether the reader has chosen English."""
    return (get_language() or "").startswith("en")


def in_language(zh: str, en: str) -> str:
    """Return the gloss to a reader of English, the text itself to everybody else."""
    return en if en and is_english() else zh


def title_of(item: Titled) -> str:
    """Name something of the law in the reader's language."""
    return in_language(item.title_zh, item.title_en)
