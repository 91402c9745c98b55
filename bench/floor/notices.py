"""The measuring half of `bin/bench notices`, in one warm process: `python -m bench.floor.notices KIND SECONDS COUNT`.

The straightforward way runs in a process of its own: Pango reads which fonts there are once, when it is loaded.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

import pikepdf  # noqa: E402
import weasyprint  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

from bench.floor.memory import megabytes  # noqa: E402
from notices import rendering  # noqa: E402
from notices.fonts import fonts_folder  # noqa: E402
from notices.previewing import preview_html  # noqa: E402
from tests.notices.papers import frozen_example  # noqa: E402

ROUND = 5  # papers a turn
PREVIEWS = 50
SAMPLES = 10
PLAIN = """
import io, json, os, sys, tempfile, time
import weasyprint
from weasyprint.text.fonts import FontConfiguration
given = json.load(sys.stdin)
drawn = 0
wall, cpu = time.perf_counter(), time.process_time()
while time.perf_counter() - wall < given["seconds"]:
    configuration = FontConfiguration()
    sheet = weasyprint.CSS(string=given["style"], font_config=configuration)
    page = weasyprint.HTML(string=given["html"])
    data = page.write_pdf(stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/a-3a")
    drawn += 1
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
import pikepdf
with pikepdf.open(io.BytesIO(data)) as pdf:
    fonts = {str(font.BaseFont).split("+")[-1] for page in pdf.pages for font in page.Resources.Font.values()}
    print(json.dumps([drawn, cpu, wall, len(pdf.pages), sorted(fonts)]))
"""
# Every font of the system, and the full ones of paper among them, as Debian's packages install them: without those a
# page of Chinese would be boxes. The light ones are ours alone: no ordinary machine has them.
SYSTEM = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{ours}</dir>
<selectfont><rejectfont><glob>{ours}/Chuishao*</glob></rejectfont></selectfont></fontconfig>"""


def main() -> None:
    """Measure the ways in turns, then the preview, then the memory."""
    kind, seconds, count = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    context = frozen_example(kind)
    html = rendering.render_html(kind, context)
    configuration, style = rendering.font_configuration(), rendering.style_sheet()

    def house() -> bytes:
        return rendering.render_pdf(kind, context)

    def bare() -> bytes:
        page = weasyprint.HTML(string=html, url_fetcher=rendering.DataFetcher())
        drawn: bytes = page.write_pdf(
            stylesheets=[style], font_config=configuration, pdf_variant=rendering.PDF_VARIANT
        )
        return drawn

    data = house()
    bare()
    ways = in_turns({"house": house, "bare WeasyPrint": bare}, seconds=seconds)
    ways["straightforward"] = plainly(html, seconds)
    for name, draw in (("house", house), ("bare WeasyPrint", bare)):
        ways[name] |= {"pages": page_count(draw()), "fonts": fonts_of(draw())}
    per = {name: way["per_cpu_second"] for name, way in ways.items()}
    found = {
        "kind": kind,
        "pages": page_count(data),
        "fonts": fonts_of(data),
        "ways": ways,
        "to_bare": per["house"] / per["bare WeasyPrint"],
        "to_plain": per["house"] / per["straightforward"],
        "preview": previews(kind, context),
        "memory": memory(house, count),
    }
    print(json.dumps(found, ensure_ascii=False))


def in_turns(ways: dict[str, Callable[[], bytes]], *, seconds: float) -> dict[str, dict[str, Any]]:
    """Let the ways draw in turns, a few papers each, until each has had its time."""
    papers, spent = 0, {name: [0.0, 0.0] for name in ways}
    while min(one[1] for one in spent.values()) < seconds:
        for name, draw in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            for _paper in range(ROUND):
                draw()
            spent[name][0] += time.process_time() - cpu
            spent[name][1] += time.perf_counter() - wall
        papers += ROUND
    return {name: figures(papers, *one) for name, one in spent.items()}


def plainly(html: str, seconds: float) -> dict[str, Any]:
    """Draw as one would at first: everything anew for each document, every font of the system to look through."""
    given = json.dumps({"html": html, "style": render_to_string(rendering.PAPER), "seconds": seconds})
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as fonts:
        fonts.write(SYSTEM.format(ours=fonts_folder()))
        fonts.flush()
        done = subprocess.run(
            [sys.executable, "-c", PLAIN],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "FONTCONFIG_FILE": fonts.name},
        )
    drawn, cpu, wall, pages, names = json.loads(done.stdout)
    return {**figures(drawn, cpu, wall), "pages": pages, "fonts": names}


def figures(papers: int, cpu: float, wall: float) -> dict[str, Any]:
    """Return how many a second of the processor, and of the clock."""
    return {"papers": papers, "per_cpu_second": papers / cpu, "per_second": papers / wall}


def previews(kind: str, context: dict[str, Any]) -> dict[str, Any]:
    """Draw the preview as the page beside the form does."""
    taken = []
    for _time in range(PREVIEWS):
        wall, cpu = time.perf_counter(), time.process_time()
        preview_html(kind, context)
        taken.append((time.process_time() - cpu, time.perf_counter() - wall))
    return {
        "previews": PREVIEWS,
        "median_ms": statistics.median(cpu for cpu, _wall in taken) * 1000,
        "wall_ms": statistics.median(wall for _cpu, wall in taken) * 1000,
    }


def memory(draw: Callable[[], bytes], count: int) -> dict[str, Any]:
    """Draw so many in a row; compare what the process holds after a tenth with what it holds at the end."""
    held = list(_held(draw, count))
    return {
        "papers": count,
        "samples_mb": [round(one, 1) for one in held],
        "first_mb": held[0],
        "last_mb": held[-1],
        "growth": held[-1] / held[0] - 1,
    }


def _held(draw: Callable[[], bytes], count: int) -> Iterator[float]:
    for number in range(1, count + 1):
        draw()
        if number % max(count // SAMPLES, 1) == 0:
            yield megabytes()


def page_count(data: bytes) -> int:
    """Count the pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def fonts_of(data: bytes) -> list[str]:
    """Name the fonts that stand in the file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(font.BaseFont).split("+")[-1]
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    return sorted(names)


if __name__ == "__main__":
    main()
