"""Cuts light fonts out of the full ones: `python -m scaffold.cutting FOLDER`, run by the set-up.

A page embeds what it uses of a font, and the cost of that goes by the size of the font: one of 65,000 glyphs takes ten
times as long as one that holds GB 2312. What a light font lacks comes from the full one, which stands behind it in
every stack of `paper.css`. The licence (OFL) asks for names of their own, since "Liberation" is reserved.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

# File to make, full font, its index in a collection, family, style, whether Chinese or Latin is kept.
LIGHT = (
    ("ChuishaoSong-Regular.otf", "NotoSerifCJK-Regular.ttc", 2, "Chuishao Song", "Regular", True),
    ("ChuishaoSong-Bold.otf", "NotoSerifCJK-Bold.ttc", 2, "Chuishao Song", "Bold", True),
    ("ChuishaoHei-Regular.otf", "NotoSansCJK-Regular.ttc", 2, "Chuishao Hei", "Regular", True),
    ("ChuishaoLatin-Regular.ttf", "LiberationSerif-Regular.ttf", -1, "Chuishao Latin", "Regular", False),
)
# The font of the text, beside which Latin letters and digits stand.
TEXT = "FandolFang-Regular.otf"
LESS = 20  # thousandths of an em, above and below alike
HEIGHTS: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "hhea": (("ascent",), {"descent": -1}),
    "OS/2": (("sTypoAscender", "usWinAscent"), {"sTypoDescender": -1, "usWinDescent": 1}),
}
LATIN = range(0x20, 0x7F)


def common_characters() -> set[int]:
    """Return the characters of GB 2312, with Latin letters, digits and marks."""
    rows = range(0xA1, 0xFF)
    pairs = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in rows)
    return {ord(character) for pair in pairs for character in pair} | set(LATIN) | {0xA0, 0x2014, 0x2022}


def cut(source: Path, target: Path, *, index: int, family: str, style: str, is_chinese: bool) -> None:
    """Write to `target` what is kept of the font in `source`, under its new name."""
    font = TTFont(source, fontNumber=index, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        drop_tables=["DSIG", "VORG", "FFTM", "GDEF", "BASE"],
    )
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=common_characters() if is_chinese else LATIN)
    cutter.subset(font)
    plain = f"{family.replace(' ', '')}-{style}"
    named = {1: family, 2: style, 3: plain, 4: f"{family} {style}", 6: plain}
    for record in list(font["name"].names):
        if record.nameID in named:
            record.string = named[record.nameID]
    if "CFF " in font:
        number_anew(font)
        table = font["CFF "].cff
        table.fontNames = [plain]
        table.topDictIndex[0].FullName, table.topDictIndex[0].FamilyName = named[4], family
    if not is_chinese:
        stand_like(font, TTFont(source.with_name(TEXT), lazy=True))
    font.save(target)


def number_anew(font: TTFont) -> None:
    """Give each glyph the number of its place: a page names glyphs by place, and a reader takes that for the number."""
    known = font.getGlyphOrder()
    new = {name: f"cid{place:05d}" if place else name for place, name in enumerate(known)}
    for table in font["cmap"].tables:
        table.cmap = {code: new[name] for code, name in table.cmap.items()}
    for tag in ("hmtx", "vmtx"):
        if tag in font:
            font[tag].metrics = {new[name]: value for name, value in font[tag].metrics.items()}
    top = font["CFF "].cff.topDictIndex[0]
    top.CharStrings.charStrings = {new[name]: value for name, value in top.CharStrings.charStrings.items()}
    top.charset = [new[name] for name in known]
    font.setGlyphOrder(top.charset)


def stand_like(font: TTFont, other: TTFont) -> None:
    """Give a font the middle of another, and less height: beside it, it asks for no room of its own."""
    scale_upem(font, other["head"].unitsPerEm)
    for table, (above, below) in HEIGHTS.items():
        for name in above:
            setattr(font[table], name, getattr(other[table], name) - LESS)
        for name, sign in below.items():
            setattr(font[table], name, getattr(other[table], name) - sign * LESS)
    font["hhea"].lineGap, font["OS/2"].sTypoLineGap = other["hhea"].lineGap, other["OS/2"].sTypoLineGap


def main() -> None:
    """Cut every light font out of the full ones in the folder."""
    folder = Path(sys.argv[1])
    for file, full, index, family, style, is_chinese in LIGHT:
        cut(folder / full, folder / file, index=index, family=family, style=style, is_chinese=is_chinese)


if __name__ == "__main__":
    main()
