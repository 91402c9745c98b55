"""Drawn marks of paper, as SVG in data addresses: the round seal of the demonstration and the code to scan.

The seal's letters are drawn as outlines, so that they are no text of the page and look the same everywhere.
"""

from __future__ import annotations

import base64
import io
import math
from functools import cache

import segno
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from notices.fonts import SONG_BOLD, open_face

SEAL_SIZE = 420  # units of the drawing; ten to a millimetre: a county office's seal is 42 mm wide
RING = 198
LETTERS_AT = 152  # radius of the letters' middle
LETTER = 50
RED = "#d0121b"
# A fixed mask: the same address always gives the same squares.
QR_MASK = 3


def data_address(svg: str) -> str:
    """Return an SVG as an address that carries it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@cache
def seal_image(agency_name: str, *, word: str) -> str:
    """Draw the seal of `agency_name`: ring, star, name round the top, and `word` (as in 演示) under the star."""
    letters = len(agency_name)
    # Letters stand on an arc that opens downwards; short names take less of it.
    spread = min(250.0, 27.0 * max(letters - 1, 1))
    step = spread / max(letters - 1, 1)
    shapes = [
        _letter(character, angle=-spread / 2 + step * place, radius=LETTERS_AT, size=min(LETTER, 2.3 * step))
        for place, character in enumerate(agency_name)
    ]
    offset = (len(word) - 1) / 2
    shapes += [
        _flat_letter(character, x=(place - offset) * 40, y=152, size=36)
        for place, character in enumerate(word)
    ]
    half = SEAL_SIZE / 2
    return data_address(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="42mm" height="42mm" '
        f'viewBox="{-half:g} {-half:g} {SEAL_SIZE} {SEAL_SIZE}">'
        f'<circle r="{RING}" fill="none" stroke="{RED}" stroke-width="12"/>'
        f'<g fill="{RED}" fill-opacity="0.9"><path d="{_star(62)}"/>{"".join(shapes)}</g></svg>'
    )


@cache
def code_image(address: str) -> str:
    """Draw the code to scan for `address`."""
    code = segno.make(address, error="m", micro=False, mask=QR_MASK)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=0, xmldecl=False, omitsize=True)
    return data_address(drawn.getvalue().decode())


def signature_image(lines: str) -> str:
    """Draw a signature as it was written in a frame of 600 by 200."""
    return data_address(
        '<svg xmlns="http://www.w3.org/2000/svg" width="36mm" height="12mm" viewBox="0 0 600 200">'
        f'<path d="{lines}" fill="none" stroke="#000" stroke-width="5" stroke-linecap="round"/></svg>'
    )


def _letter(character: str, *, angle: float, radius: float, size: float) -> str:
    turned = math.radians(angle)
    x, y = radius * math.sin(turned), -radius * math.cos(turned)
    return _outline(character, f"translate({x:.3f} {y:.3f}) rotate({angle:.3f})", size=size)


def _flat_letter(character: str, *, x: float, y: float, size: float) -> str:
    return _outline(character, f"translate({x:.3f} {y:.3f})", size=size)


def _outline(character: str, placing: str, *, size: float) -> str:
    """Return the glyph as a path with its middle at the origin, `size` units to the em."""
    font = open_face(SONG_BOLD)
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap().get(ord(character), ".notdef")]
    bounds = BoundsPen(glyphs)
    glyph.draw(bounds)
    left, bottom, right, top = bounds.bounds or (0, 0, 0, 0)
    scale = size / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}")
    glyph.draw(
        TransformPen(pen, (scale, 0, 0, -scale, -scale * (left + right) / 2, scale * (bottom + top) / 2))
    )
    return f'<path transform="{placing}" d="{pen.getCommands()}"/>'


def _star(radius: float) -> str:
    points = []
    for corner in range(10):
        length = (
            radius if corner % 2 == 0 else radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
        )
        turned = math.radians(36 * corner)
        points.append(f"{length * math.sin(turned):.3f} {-length * math.cos(turned):.3f}")
    return f"M{' L'.join(points)} Z"
