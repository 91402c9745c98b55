"""A paper as a page on the screen, before it is issued: its own template and style sheet, without the drawing library.

It shows the words in their places; where lines and pages end, and the letters themselves, the worker decides
(docs/adr/0029-a-paper-is-previewed-as-html.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import override

from notices.kinds import KINDS
from notices.models import Notice
from notices.seals import with_seal
from notices.typesetting import LINE_ENDS

STYLES: Final = ("notices/paper.css", "notices/preview.css")


class Free(SafeString):
    """Text that a person wrote, marked on the page; a filter of the paper asks for its end without the mark."""

    def __new__(cls, text: str) -> Free:
        """Escape and mark `text`."""
        marked = super().__new__(cls, f"<mark>{conditional_escape(text)}</mark>")
        marked.plain = text
        return marked

    plain: str

    def endswith(self, *args: Any) -> bool:
        """Ask the text itself."""
        return self.plain.endswith(*args)


def preview_of(notice: Notice) -> str:
    """Show a paper that is about to be issued."""
    return preview_html(notice.kind, with_seal(notice.context))


def preview_html(kind: str, context: Mapping[str, Any]) -> str:
    """Fill the paper's template with a frozen dict, its free text marked, and the sheet that makes a screen of it."""
    described = KINDS[kind]
    marked = {
        key: Free(value) if key in described.free and isinstance(value, str) else value
        for key, value in context.items()
    }
    with override("zh-hans"):
        page = LINE_ENDS.sub("", render_to_string(described.template, marked))
    styles = "".join(f"<style>{render_to_string(name)}</style>" for name in STYLES)
    return page.replace("</head>", f"{styles}</head>", 1)
