"""The fonts of paper: which files, which faces, which characters they hold. Nothing here draws a page.

FandolFang is the only open FangSong found for simplified Chinese; it holds GB 2312. What it lacks (rare characters
in names) falls to LXGW WenKai Light, whose colour on the page is near it, and at last to Noto Serif, which holds all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from notices.errors import FontMissing, GlyphMissing

CONFIGURATION = "fonts.conf"
# Characters that move the text and draw nothing.
INVISIBLE = frozenset("\n\r\t \u00a0\u200b\u2060\ufeff\u3000")


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its file in the fonts folder, index in a collection (-1: a single font), PostScript name, family."""

    file: str
    index: int
    name: str
    family: str


FANGSONG = Face("FandolFang-Regular.otf", -1, "FandolFang-Regular", "FandolFang")
KAITI = Face("LXGWWenKai-Regular.ttf", -1, "LXGWWenKai-Regular", "LXGW WenKai")
RARE = Face("LXGWWenKai-Light.ttf", -1, "LXGWWenKai-Light", "LXGW WenKai Light")
SONG = Face("NotoSerifCJK-Regular.ttc", 2, "NotoSerifCJKsc-Regular", "Noto Serif CJK SC")
SONG_BOLD = Face("NotoSerifCJK-Bold.ttc", 2, "NotoSerifCJKsc-Bold", "Noto Serif CJK SC")
HEI = Face("NotoSansCJK-Regular.ttc", 2, "NotoSansCJKsc-Regular", "Noto Sans CJK SC")
FACES: tuple[Face, ...] = (FANGSONG, KAITI, RARE, SONG, SONG_BOLD, HEI)
# Cut out of the full fonts by the set-up: they hold GB 2312 and stand before the full ones, so that a page is drawn
# sooner; digits and Latin letters of a text in FangSong come from one font, as offices set them.
LIGHT = frozenset({"Chuishao Song", "Chuishao Hei", "Chuishao Latin"})
# Every font stack of paper.css ends in these, so a character of any of them always prints.
FALLBACKS: tuple[Face, ...] = (RARE, SONG)


def fonts_folder() -> Path:
    """Return the folder that holds the fonts and their `fonts.conf`."""
    return Path(settings.FONTS_DIR)


def check_fonts() -> None:
    """Raise `FontMissing` unless every file of `FACES` and the configuration are in place."""
    folder = fonts_folder()
    missing = sorted(
        {name for name in (CONFIGURATION, *(face.file for face in FACES)) if not (folder / name).is_file()}
    )
    if missing:
        raise FontMissing(
            _(
                "No paper can be issued: %(files)s not found in %(folder)s. Run the set-up again to fetch the fonts."
            )
            % {"files": ", ".join(missing), "folder": folder}
        )


@cache
def open_face(face: Face) -> TTFont:
    """Return the face, read lazily and kept for the life of the process. Raises `FontMissing` on the wrong font."""
    font = TTFont(fonts_folder() / face.file, fontNumber=face.index, lazy=True)
    found = font["name"].getDebugName(6)
    if found != face.name:
        raise FontMissing(
            _("No paper can be issued: %(file)s holds %(found)s where %(wanted)s is needed.")
            % {"file": face.file, "found": found, "wanted": face.name}
        )
    return font


@cache
def drawable_characters() -> frozenset[int]:
    """Return the code points that the fallback fonts can draw."""
    check_fonts()
    drawable: set[int] = set()
    for face in FALLBACKS:
        drawable |= open_face(face).getBestCmap().keys()
    return frozenset(drawable)


def missing_characters(texts: Iterable[str]) -> list[str]:
    """Return, in code order, the characters of `texts` that no font can draw."""
    drawable = drawable_characters()
    characters = set().union(*texts) - INVISIBLE
    return sorted(character for character in characters if ord(character) not in drawable)


def check_characters(texts: Iterable[str]) -> None:
    """Raise `GlyphMissing`, naming each character, when a text cannot be drawn whole."""
    missing = missing_characters(texts)
    if missing:
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise GlyphMissing(
            _("The fonts cannot print these characters: %(characters)s.") % {"characters": named}
        )
