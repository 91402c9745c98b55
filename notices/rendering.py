"""Draws a frozen dict as a PDF/A-3a page. The only module that imports weasyprint; loaded in the worker alone.

One font configuration and one parsed style sheet serve the whole process. The same dict gives the same bytes: every
date in the file comes from the dict, nothing is read from the network or the disk while a page is drawn.
"""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from interface.outside import MARK
from notices.errors import FontMissing, GlyphMissing, PaperRefused
from notices.fonts import (
    CONFIGURATION,
    FACES,
    LIGHT,
    check_characters,
    check_fonts,
    fonts_folder,
)
from notices.freezing import texts_of
from notices.kinds import KINDS
from notices.typesetting import typeset

# Pango reads this once, when it is loaded: the paper sees our fonts and no others.
os.environ["FONTCONFIG_FILE"] = str(fonts_folder() / CONFIGURATION)

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import create_layout
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# The justification below reaches into this very version.
WEASYPRINT_VERSION = "70.0"
PDF_VARIANT = "pdf/a-3a"
PAPER, POSTER, NUMBERS = "notices/paper.css", "outreach/sheet.css", "notices/numbers.css"
TRAINING = """body::after { content: "%s"; position: fixed; left: -10mm; right: -10mm; top: 100mm; text-align: center;
  transform: rotate(-35deg); font-size: 48pt; line-height: 1; color: #d9b3ac; z-index: -1; white-space: nowrap }"""
# A line is stretched by at most this share of a character between two characters; beyond it stays ragged.
WIDEST_GAP = 0.3


class ForbiddenAddress(FatalURLFetchingError):  # type: ignore[misc]
    """A template asked for something from outside."""


class DataFetcher(URLFetcher):  # type: ignore[misc]
    """Hands out what an address itself carries (`data:`), and nothing from the network or the disk."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the data in `url`; refuse and note any other address (inside an SVG the error would be swallowed)."""
        if not url.startswith("data:"):
            self.refused.append(url)
            raise ForbiddenAddress(f"paper fetches nothing: {url[:80]}")
        return super().fetch(url, headers)


@cache
def font_configuration() -> FontConfiguration:
    """Return the process's font configuration. Raises `FontMissing`."""
    check_fonts()
    if weasyprint.VERSION != WEASYPRINT_VERSION:
        raise PaperRefused(
            _("The paper was measured with WeasyPrint %(wanted)s; %(found)s is installed.")
            % {"wanted": WEASYPRINT_VERSION, "found": weasyprint.VERSION}
        )
    inline.justify_line = justify_line
    return FontConfiguration()


@cache
def style_sheet(name: str = PAPER) -> weasyprint.CSS:
    """Return a style sheet, parsed once in this process."""
    return weasyprint.CSS(
        string=render_to_string(name),
        font_config=font_configuration(),
        url_fetcher=DataFetcher(),
    )


@cache
def training_sheet() -> weasyprint.CSS:
    """Return what lays the mark of a training across every sheet, whatever is drawn."""
    return weasyprint.CSS(string=TRAINING % MARK, font_config=font_configuration(), url_fetcher=DataFetcher())


def render_html(kind: str, context: Mapping[str, Any]) -> str:
    """Fill the template of `kind` with the frozen dict, in Chinese whatever language the process speaks."""
    with override("zh-hans"):
        html = render_to_string(KINDS[kind].template, dict(context))
    return typeset(html)


def render_pdf(kind: str, context: Mapping[str, Any]) -> bytes:
    """Draw the frozen dict `context` as a PDF/A-3a file.

    Raises `FontMissing`, `GlyphMissing`, `PaperRefused`: each with a sentence for the person who retries.
    """
    configuration = font_configuration()
    check_characters(texts_of(context))
    return pdf_of(render_html(kind, context), configuration)


def render_poster(template: str, words: Mapping[str, Any]) -> bytes:
    """Draw a sheet for a notice board: Chinese, with the same fonts and refusals as a paper."""
    return render_sheet(template, words, style=POSTER)


def render_sheet(template: str, words: Mapping[str, Any], *, style: str = PAPER) -> bytes:
    """Draw what is no issued paper and has no number: a poster, the front of a sealed volume."""
    check_characters(texts_of(words))
    with override("zh-hans"):
        html = typeset(render_to_string(template, dict(words)))
    return pdf_of(html, style=style)


def render_numbers(count: int) -> bytes:
    """Draw the page numbers of a volume, one sheet each, to be laid over its pages."""
    sheets = "".join(f"<p>{number}</p>" for number in range(1, count + 1))
    return pdf_of(f"<html lang='zh-Hans'><title>页号</title>{sheets}", style=NUMBERS)


def pdf_of(html: str, configuration: FontConfiguration | None = None, *, style: str = PAPER) -> bytes:
    """Draw finished HTML with a style sheet, the paper's unless another is named."""
    configuration = configuration or font_configuration()
    fetcher = DataFetcher()
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    with warnings.catch_warnings(), contextlib.suppress(ForbiddenAddress):
        # WeasyPrint 70.0 leaves the file of its colour profile for the garbage collector to close.
        warnings.filterwarnings("ignore", category=ResourceWarning)
        drawn: bytes = page.write_pdf(
            stylesheets=[style_sheet(style), *([training_sheet()] if settings.IS_TRAINING else [])],
            font_config=configuration,
            pdf_variant=PDF_VARIANT,
            finisher=_finish,
        )
    if fetcher.refused:
        raise PaperRefused(_("The template asks for something from outside: paper fetches nothing."))
    return drawn


def _finish(document: Any, pdf: Any) -> None:
    check_embedded_fonts(document.fonts.values())
    name_scopes(pdf.objects)


def name_scopes(parts: list[Any]) -> None:
    """Say of each heading of a table whether a column or a row stands under it (PDF/UA-1, 7.5): weasyprint does not."""
    elements: list[Any] = [part for part in parts if isinstance(part, dict) and "S" in part]
    tagged = {bytes(element.reference): element for element in elements}
    for part in elements:
        if part["S"] == "/TH" and "A" in part:
            part["A"]["Scope"] = "/Column" if _is_in_head(part, tagged) else "/Row"


def _is_in_head(part: Any, tagged: Mapping[bytes, Any]) -> bool:
    while part is not None and part["S"] not in ("/THead", "/TBody", "/Table"):
        part = tagged.get(bytes(part.get("P", b"")))
    return part is not None and part["S"] == "/THead"


def check_embedded_fonts(fonts: Iterable[Any]) -> None:
    """Refuse a page drawn with another font than ours or with an empty box. Both are silent in Pango."""
    families = LIGHT | {face.family for face in FACES}
    for font in fonts:
        if font.family not in families:
            raise FontMissing(
                _("The page was drawn with %(font)s, which is not a font of ours.") % {"font": font.family}
            )
        if font.missing:
            named = ", ".join(f"U+{code:04X}" for code in sorted(font.missing))
            raise GlyphMissing(
                _("The fonts cannot print these characters: %(characters)s.") % {"characters": named}
            )


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Stretch a line to the full measure between its characters; weasyprint itself stretches spaces only.

    `extra` is the missing width in CSS pixels. Written for WeasyPrint 70.0, whose inner layout it uses: the style of a
    text box changes too, because drawing lays the text out anew from it.
    """
    texts = list(_text_boxes(line))
    gaps = sum(len(box.text) for box in texts) - 1
    if gaps < 1 or extra / gaps > WIDEST_GAP * texts[0].style["font_size"]:
        return
    _stretch(context, line, extra / gaps, 0.0)


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _text_boxes(child)


def _stretch(context: Any, box: Any, gap: float, moved: float) -> float:
    """Add `gap` after every character of `box`, which starts `moved` further right; return how far its end moved."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        style = box.style.copy()
        style["letter_spacing"] = (
            0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        ) + gap
        box.style = style
        box.pango_layout = create_layout(box.text, style, context, max_width=None, justification_spacing=0)
        box.pango_layout.deactivate()
        box.width += gap * len(box.text)
        return moved + gap * len(box.text)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += moved
        end = moved
        for child in box.children:
            if child.is_in_normal_flow():
                end = _stretch(context, child, gap, end)
        box.width += end - moved
        return end
    box.translate(moved, 0)
    return moved
