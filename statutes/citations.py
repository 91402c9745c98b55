"""Read citations as Chinese offices write them: instrument, article, paragraph, items."""

import re
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
PLACES = "十百千"
_NUMBER = rf"[0-9{DIGITS}两{PLACES}]+"
_ITEM = rf"第?[(（]({_NUMBER})[)）]项?|第({_NUMBER})项"
_CITATION = re.compile(
    rf"(?:《(?P<book>[^》]+)》|(?P<name>[\w()（）·-]*?))"
    rf"第?(?<![0-9.])(?P<article>{_NUMBER})条(?:第(?P<paragraph>{_NUMBER})款)?"
    rf"(?P<items>(?:[、和及]?(?:{_ITEM}))*)"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """An article as it is cited; `instrument` is the name as written, empty when the text names none."""

    instrument: str
    article: int
    paragraph: int | None = None
    items: tuple[int, ...] = ()

    @property
    def item(self) -> int | None:
        """The item, or the first of several."""
        return self.items[0] if self.items else None


def read_number(text: str) -> int:
    """Read a number in Arabic or Chinese numerals, such as 一百零一; raise ValueError for other words."""
    if text.isdecimal() and text.isascii():
        return int(text)
    total, digit = 0, 0
    for char in text.replace("两", "二"):
        if char in PLACES:
            total += (digit or 1) * len(DIGITS) ** (PLACES.index(char) + 1)
            digit = 0
        else:
            digit = DIGITS.index(char)
    return total + digit


def read_citations(text: str) -> tuple[Cited, ...]:
    """Read all articles that a text cites; an article without a name belongs to the instrument before it."""
    found: list[Cited] = []
    instrument = ""
    for match in _CITATION.finditer(text):
        instrument = match["book"] or _name(match["name"]) or instrument
        items = (arabic or plain for arabic, plain in re.findall(_ITEM, match["items"]))
        found.append(
            Cited(
                instrument=instrument,
                article=read_number(match["article"]),
                paragraph=read_number(match["paragraph"]) if match["paragraph"] else None,
                items=tuple(read_number(item) for item in items),
            )
        )
    return tuple(found)


def read_article(text: str) -> Cited:
    """Read the one article that a rule file names, such as 第一百一十四条第一款; raise ValueError otherwise."""
    found = read_citations(text)
    if len(found) != 1:
        raise ValueError(f"{text!r} does not name one article")
    return found[0]


def _name(written: str) -> str:
    # "和", "及" and the like only join two citations; the number of a decree is part of its name.
    return re.sub(r"^[和及与、]+|[的]$", "", written)
