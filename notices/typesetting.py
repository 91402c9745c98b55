"""What a Chinese typesetter does to a line and a style sheet cannot: said in the markup before the page is drawn."""

from __future__ import annotations

import re

# Chinese has no space between words: a line end in a template is no space on paper.
LINE_ENDS = re.compile(r"\s*\n\s*")
# 单字不成行: the last two characters of a paragraph and their marks stay on one line.
LAST_OF_PARAGRAPH = re.compile(r"((?:\d+|[㐀-鿿])[㐀-鿿][）》”。；：，！？]{0,3})(</p>)")
# The number of an item in running text (；2.当事人) is no line's end.
NUMBER_OF_ITEM = re.compile(r"(?<=[；：。>])(\d{1,2}\.[㐀-鿿《“（])")
# 单行不成页: a last paragraph of one line (28 characters, less the indent of two) brings lines of the one before along.
LAST_LINE = re.compile(r'<p>((?:<[^p/][^<>]*>|</[^p][^<>]*>|&[^;]+;|[^<>&]){1,26})</p>(?=<div class="sign")')
# What ends in a colon leads to a list or a table.
LEADING = re.compile(r"<p>((?:(?!</p>).)*：</p>)")


def typeset(html: str) -> str:
    """Take the template's line ends out and tie together what no line may part."""
    html = LINE_ENDS.sub("", html)
    html = NUMBER_OF_ITEM.sub(r'<span class="whole">\1</span>', html)
    html = LEADING.sub(r'<p class="leads">\1', html)
    html = LAST_LINE.sub(r'<p class="end">\1</p>', html)
    return LAST_OF_PARAGRAPH.sub(r'<span class="whole">\1</span>\2', html)
