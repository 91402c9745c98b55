"""Every kind of paper, drawn and read back; positions measured on the page."""

from __future__ import annotations

import base64
import io
import logging
import re
import subprocess
import sys
from collections import Counter
from typing import NamedTuple

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from notices import rendering
from notices.errors import FontMissing, GlyphMissing, PaperRefused
from notices.fonts import fonts_folder, missing_characters
from notices.kinds import KINDS
from notices.wording import date_words, money_words
from tests.notices.papers import AGENCY, PAPERS, frozen_example, seal_picture

POINTS_PER_MM = 72 / 25.4
PATH = pypdfium2.raw.FPDF_PAGEOBJ_PATH
IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
SEAL_IMAGE = "data:image/png;base64," + base64.b64encode(seal_picture()).decode()
DATES = re.compile(r"^\d{4}-\d\d-\d\d$")
# Not printed as they stand: they steer the template, or stand in the properties of the file.
STEERING = {"kind", "party_kind", "signature"}


class Noted(logging.Handler):
    """Keeps what is complained of while a paper is drawn."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.words = []

    def emit(self, record):
        self.words.append(record.getMessage())


@pytest.fixture(scope="module")
def complaints():
    """Return what was complained of while each kind was drawn; `drawn` fills it."""
    return {}


@pytest.fixture(scope="module")
def drawn(complaints):
    """Draw every kind once, each with its style sheet read anew."""
    found = {}
    for kind in KINDS:
        rendering.style_sheet.cache_clear()
        noted = Noted()
        logging.getLogger("weasyprint").addHandler(noted)
        found[kind] = rendering.render_pdf(kind, frozen_example(kind))
        logging.getLogger("weasyprint").removeHandler(noted)
        complaints[kind] = noted.words
    return found


def page_texts(data: bytes, *, foot: bool = False) -> list[str]:
    """Return the text of each page's block (or of its foot) without spaces and line ends."""
    below = (297 - 37 - 225) * POINTS_PER_MM
    texts = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        found = text.get_text_bounded(top=below) if foot else text.get_text_bounded(bottom=below)
        texts.append(re.sub(r"[\s\ufffe]+", "", found))
    return texts


def text_of(data: bytes) -> str:
    """Return the text of a paper without its feet."""
    return "".join(page_texts(data))


def printed(value) -> list[str]:
    """Return how the values of a frozen dict stand on paper."""
    if isinstance(value, dict):
        return [words for key, part in value.items() if key not in STEERING for words in printed(part)]
    if isinstance(value, list):
        return [words for part in value for words in printed(part)]
    if isinstance(value, str):
        return [date_words(value) if DATES.match(value) else value]
    return []


class Character(NamedTuple):
    """A character on the page: its square in mm from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def characters(data: bytes, page: int = 0) -> list[Character]:
    """Return the visible characters of a page, as pdfium sees them."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = (edge / POINTS_PER_MM for edge in text.get_charbox(index, loose=True))
        if (character := text.get_text_range(index, 1)).strip():
            found.append(Character(character, left, 297 - top, right, 297 - bottom))
    return found


def lines_of(data: bytes, page: int = 0) -> list[list[Character]]:
    """Return the characters of a page's block line by line, from the top."""
    lines: list[list[Character]] = []
    for character in sorted(characters(data, page), key=lambda one: one.bottom):
        if character.top > 262:
            continue
        if not lines or character.bottom - lines[-1][0].bottom > 2:
            lines.append([])
        lines[-1].append(character)
    return [sorted(line, key=lambda one: one.left) for line in lines]


def words_of(line: list[Character]) -> str:
    """Return the text of a line."""
    return "".join(one.text for one in line)


def test_every_kind_has_an_example_with_its_keys():
    assert PAPERS.keys() == KINDS.keys()
    for key, paper in PAPERS.items():
        assert paper.keys() <= KINDS[key].keys, key
        assert KINDS[key].lacking(paper) == [], key


ONE_SHEET = (
    "filing_approval",
    "preservation_decision",
    "evidence_preservation",
    "hearing_notice",
    "rectification_extension",
    "recheck_opinion",
    "site_measures",
    "power_cut_notice",
    "payment_deferral",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_dict_says_stands_on_the_paper(drawn, kind):
    text = text_of(drawn[kind])
    context = frozen_example(kind)
    amount = context.pop("amount", None)
    foot = {context.pop("code"), context.pop("verify_url")}
    assert all(words in page for page in page_texts(drawn[kind], foot=True) for words in foot)
    for words in printed(context):
        assert words.replace(" ", "") in text, words
    if amount and kind != "penalty_prior_notice":
        assert money_words(amount) in text


# One of each layout in every run.
FIRST = {KINDS[kind].layout: kind for kind in reversed(KINDS)}.values()


@pytest.mark.parametrize(
    "kind", [*FIRST, *(pytest.param(kind, marks=pytest.mark.full) for kind in KINDS if kind not in FIRST)]
)
def test_same_dict_gives_the_same_bytes(drawn, kind):
    assert rendering.render_pdf(kind, frozen_example(kind)) == drawn[kind]


def test_another_dict_gives_another_page(drawn):
    changed = frozen_example("acceptance", contact_phone="023-11111111")
    assert rendering.render_pdf("acceptance", changed) != drawn["acceptance"]


@pytest.mark.parametrize("kind", KINDS)
def test_file_is_an_archive_file_with_tags_and_our_fonts_alone(drawn, kind):
    reader = PdfReader(io.BytesIO(drawn[kind]))
    catalog = reader.root_object
    assert catalog["/Lang"] == "zh-Hans"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert "/OutputIntents" in catalog
    metadata = reader.xmp_metadata.stream.get_data().decode()
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert reader.metadata.title == AGENCY + KINDS[kind].title + frozen_example(kind)["number"]
    names = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    ours = ("Chuishao-", "FandolFang", "LXGW-WenKai", "Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC")
    assert all(name.startswith(ours) for name in names), names


def test_digits_and_latin_letters_come_of_one_font(drawn):
    """The light fonts are used: a full one comes in for what they lack alone."""
    for kind in ("acceptance", "penalty_decision"):
        page = PdfReader(io.BytesIO(drawn[kind])).pages[0]
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        names = {font["/BaseFont"].split("+")[1]: font["/ToUnicode"].get_data().decode() for font in fonts}
        assert "<0032>" in names["Chuishao-Latin"], names.keys()
        assert "<0032>" not in names["FandolFang"]
        assert not any(name.startswith("Noto") for name in names)


@pytest.mark.parametrize(
    "file", ["ChuishaoSong-Regular.otf", "ChuishaoSong-Bold.otf", "ChuishaoHei-Regular.otf"]
)
def test_a_glyph_of_a_light_font_is_numbered_by_its_place(file):
    """A page names glyphs by place; a reader that takes that for the number would show another one."""
    with TTFont(fonts_folder() / file, lazy=True) as font:
        charset = font["CFF "].cff.topDictIndex[0].charset
        assert charset == [".notdef", *(f"cid{place:05d}" for place in range(1, len(charset)))]


def test_what_stands_on_one_sheet_stays_there(drawn):
    """A form whose last line alone would go to a second sheet is set so that it does not."""
    for kind in ONE_SHEET:
        assert len(pypdfium2.PdfDocument(drawn[kind])) == 1, kind


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_style_sheet_is_ignored(drawn, complaints, kind):
    assert complaints[kind] == []


def test_letter_has_22_lines_of_28_characters_between_the_margins():
    long = frozen_example("result", facts="涪" * 1200)
    block = lines_of(rendering.render_pdf("result", long), page=1)
    assert len(block) == 22
    assert {len(line) for line in block} == {28}
    assert min(line[0].left for line in block) == pytest.approx(28, abs=0.5)
    assert max(line[-1].right for line in block) == pytest.approx(28 + 156, abs=0.5)
    assert (block[-1][0].bottom - block[0][0].bottom) / 21 == pytest.approx(225 / 22, abs=0.02)
    # A line is higher than its characters: the first and the last stand half the difference inside the block.
    assert block[0][0].top == pytest.approx(37, abs=3)
    assert block[-1][0].bottom == pytest.approx(37 + 225, abs=3)


def test_lines_of_chinese_reach_both_edges():
    """Also where punctuation, which may not begin a line, makes a line short of a character."""
    facts = "涪陵区，应急管理局！" * 40
    data = rendering.render_pdf("result", frozen_example("result", facts=facts))
    body = [
        line for page in (0, 1) for line in lines_of(data, page=page) if set(words_of(line)) <= set(facts)
    ]
    assert len(body) > 12
    assert {len(line) for line in body[:-1]} >= {27, 28}
    for line in body[:-1]:
        assert line[-1].right == pytest.approx(184, abs=0.6), words_of(line)
    assert all(line[0].left == pytest.approx(28, abs=0.5) for line in body[1:])
    assert body[0][0].left == pytest.approx(28 + 2 * 156 / 28, abs=0.5)


def test_red_head_stands_where_the_standard_puts_it(drawn):
    """GB/T 9704: name 35 mm below the block's top, red line 4 mm below the number, as wide as the block."""
    lines = lines_of(drawn["acceptance"])
    head = next(line for line in lines if words_of(line) == AGENCY)
    number = next(line for line in lines if "〔" in words_of(line))
    assert (head[0].left + head[-1].right) / 2 == pytest.approx(28 + 78, abs=1)
    assert (number[0].left + number[-1].right) / 2 == pytest.approx(28 + 78, abs=1)
    red = red_points(drawn["acceptance"])
    assert min(y for _x, y in red) == pytest.approx(37 + 35, abs=2)
    rows = Counter(y for _x, y in red)
    rule = min(y for y, points in rows.items() if points > 800)
    across = [x for x, y in red if y == rule]
    assert min(across) == pytest.approx(28, abs=0.5)
    assert max(across) == pytest.approx(184, abs=0.5)
    # The line of the number is 10.2 mm high; the red line stands 4 mm below it, 6.2 mm below the foot of its letters.
    assert rule - number[0].bottom == pytest.approx(4 + 2.2, abs=0.7)


def red_points(data: bytes) -> list[tuple[float, float]]:
    """Return the red points of the first page in mm from its top left, every second one."""
    image = pypdfium2.PdfDocument(data)[0].render(scale=300 / 72).to_pil().convert("RGB")
    pixels = image.load()
    step = 300 / 25.4
    return [
        (x / step, y / step)
        for y in range(0, image.height // 2, 2)
        for x in range(0, image.width, 2)
        if pixels[x, y][0] > 180 and pixels[x, y][1] < 80
    ]


@pytest.mark.parametrize("page", [0, 1])
def test_pages_are_numbered_between_dashes_7_mm_below_the_block(drawn, page):
    foot = [one for one in characters(drawn["acceptance"], page) if one.top > 262]
    left, right = sorted((one for one in foot if one.text == "—"), key=lambda one: one.left)
    assert [one.text for one in foot if left.right <= one.left and one.right <= right.left] == [str(page + 1)]
    assert (left.top + left.bottom) / 2 == pytest.approx(262 + 7, abs=1)
    # Odd pages: one character (size 4: 4.9 mm) from the right edge; even pages: from the left.
    edge = 184 - 5.6 - right.right if page == 0 else left.left - 28 - 5.6
    assert edge == pytest.approx(0, abs=0.7)


@pytest.mark.parametrize("issued_on", ["2026-04-20", "2026-12-31", "2026-03-04"])
def test_date_ends_four_characters_from_the_edge_under_the_middle_of_the_name(issued_on):
    data = rendering.render_pdf("acceptance", frozen_example("acceptance", issued_on=issued_on))
    lines = lines_of(data, page=1)
    date = next(line for line in lines if words_of(line) == date_words(issued_on))
    name = next(line for line in lines if words_of(line) == AGENCY)
    assert 184 - date[-1].right == pytest.approx(4 * 156 / 28, abs=0.7)
    assert (date[0].left + date[-1].right) / 2 == pytest.approx((name[0].left + name[-1].right) / 2, abs=0.6)
    # The marks of two fonts end a hair apart on one line.
    assert date[0].bottom - name[0].bottom == pytest.approx(225 / 22, abs=0.2)


def test_signature_never_stands_alone_on_a_page():
    for length in range(200, 620, 28):
        data = rendering.render_pdf("acceptance", frozen_example("acceptance", matter="涪" * length))
        assert AGENCY in page_texts(data)[-1]
        assert not page_texts(data)[-1].startswith(AGENCY), length


def test_closing_words_bring_two_lines_of_the_text_along():
    matter, beginnings = PAPERS["reward_preliminary"]["matter"], set()
    for lines in range(0, 12, 2):
        told = frozen_example("reward_preliminary", matter=matter + "涪" * 28 * lines)
        text, _telephone, _rest = page_texts(rendering.render_pdf("reward_preliminary", told))[-1].partition(
            "联系电话"
        )
        assert len(text) > 28, (lines, text)
        beginnings.add(text[:12])
    assert len(beginnings) > 1, "the text has to walk over the edge of the page"


@pytest.mark.parametrize(
    ("kind", "key"),
    [("talk_notice", "reason"), ("listing_letter", "request"), ("supervision_notice", "ground")],
)
def test_no_last_sheet_of_a_letter_holds_one_line_and_the_seal(kind, key):
    """单行不成页: the text walks over the edge of the page, line by line."""
    before = set()
    for lines in range(7):
        told = frozen_example(kind, **{key: PAPERS[kind][key] + "涪" * 28 * lines})
        data = rendering.render_pdf(kind, told)
        last = [words_of(line) for line in lines_of(data, len(pypdfium2.PdfDocument(data)) - 1)]
        assert last.index(AGENCY) >= 2, last
        before.add(last.index(AGENCY))
    assert len(before) > 1


def test_no_line_holds_one_character_and_its_mark():
    """单字不成行: 26 characters fill the first line of a paragraph."""
    ends = set()
    for length in (26, 27, 28):
        told = frozen_example("result", conclusion="涪" * length + "。")
        lines = [words_of(line) for line in lines_of(rendering.render_pdf("result", told))]
        ends |= {line for line in lines if re.fullmatch("涪{1,2}。", line)}
    assert ends == {"涪涪。"}


def test_a_number_stays_with_what_it_counts(drawn):
    lines = [words_of(line) for page in range(2) for line in lines_of(drawn["court_application"], page)]
    assert any(line.startswith("2.当事人的意见") for line in lines)


def test_what_leads_to_a_table_or_a_list_stays_with_it(drawn):
    for kind, data in drawn.items():
        for text in page_texts(data):
            assert not text.endswith(("：", "标的。")), kind


FORMS = [kind for kind in KINDS if KINDS[kind].layout == "form"]


@pytest.mark.parametrize(
    ("kind", "diameter"),
    [*((kind, 42) for kind in FORMS), ("site_measures", 58), ("case_closing", 58), ("hearing_record", 58)],
)
def test_a_seal_reaches_neither_the_table_above_nor_the_rule_below(kind, diameter):
    seal = {"is_demonstration": False, "seal": {"diameter": diameter}, "seal_image": SEAL_IMAGE}
    data = rendering.render_pdf(kind, frozen_example(kind, **seal))
    shapes = list(list(pypdfium2.PdfDocument(data))[-1].get_objects())
    left, bottom, right, top = next(
        edges
        for edges in (shape.get_bounds() for shape in shapes if shape.type == IMAGE)
        if edges[2] - edges[0] == pytest.approx(diameter * POINTS_PER_MM, abs=1)
    )
    for shape in shapes:
        x1, y1, x2, y2 = shape.get_bounds()
        if shape.type == PATH and x2 > left and x1 < right:
            assert not [edge for edge in (y1, y2) if bottom < edge < top], (kind, diameter)


# What closes may begin no line, and what opens may end none.
CLOSING, OPENING = set("，。；：、！？）》〉】〕”’％"), set("（《〈【〔“‘")


def test_no_line_begins_with_what_closes_or_ends_with_what_opens(drawn):
    for kind, data in drawn.items():
        for page in range(len(pypdfium2.PdfDocument(data))):
            for line in lines_of(data, page):
                # The cells of a table stand side by side: a letter's lines alone are whole.
                if KINDS[kind].layout == "letter" and len(line) > 20:
                    assert line[0].text not in CLOSING, (kind, words_of(line))
                    assert line[-1].text not in OPENING, (kind, words_of(line))


def test_hands_never_stand_alone(drawn):
    """A sheet of an enforcement form holds words besides the signatures and the line of copies."""
    for kind, data in drawn.items():
        if KINDS[kind].layout == "form":
            assert not re.match(r"(执法人员（签名）|本文书一式|本回证)", page_texts(data)[-1]), kind
    first = lines_of(drawn["rectification_order"])[0]
    assert first[0].top == pytest.approx(20, abs=3)


# The letter that hands a tip over says so to the department that must answer it, and to nobody else.
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if KINDS[kind].audience not in {"reporter", "department"}]
)
def test_paper_for_others_never_says_that_there_was_a_report(drawn, kind):
    assert "举报" not in text_of(drawn[kind])


def test_rare_characters_in_names_are_printed(drawn):
    person = frozen_example("listing_decision", party_legal_representative="㛃䶮𬭎")
    assert "㛃䶮𬭎" in text_of(rendering.render_pdf("listing_decision", person))


def test_character_without_a_glyph_is_refused_by_name():
    assert missing_characters(["涪陵㛃䶮𬭎镕，〔2026〕“”—①\n"]) == []
    with pytest.raises(GlyphMissing) as refused:
        rendering.render_pdf("acceptance", frozen_example("acceptance", matter="火灾🔥"))
    assert "U+1F525" in str(refused.value.reason)


def test_box_that_slips_through_is_found_after_drawing():
    """Text of a template is not in the dict: the drawn fonts are asked too."""
    with pytest.raises(GlyphMissing):
        rendering.pdf_of("<p>涪陵🔥</p>")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "/etc/passwd", "notices/paper.css"]
)
def test_paper_fetches_nothing(address):
    for html in (
        f'<img src="{address}">',
        f'<link rel="stylesheet" href="{address}">',
        f'<p style="background:url({address})">涪',
    ):
        try:
            data = rendering.pdf_of(html)
        except PaperRefused:
            continue
        # An address that is not absolute leads nowhere and is left out; nothing was read.
        assert b"root:" not in data
        assert not address.startswith(("file:", "http:"))


def test_svg_inside_the_paper_fetches_nothing():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>'
    with pytest.raises(PaperRefused):
        rendering.pdf_of(f"<img src='data:image/svg+xml;utf8,{svg}'>".replace("#", "%23"))


def test_values_are_text_and_never_markup():
    context = frozen_example("acceptance", matter="<img src=x><b>有限公司</b>的问题")
    assert "<imgsrc=x><b>有限公司</b>的问题" in text_of(rendering.render_pdf("acceptance", context))


def test_missing_font_stops_with_a_sentence(settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    rendering.font_configuration.cache_clear()
    try:
        with pytest.raises(FontMissing) as refused:
            rendering.render_pdf("acceptance", frozen_example("acceptance"))
        assert "FandolFang-Regular.otf" in str(refused.value.reason)
    finally:
        rendering.font_configuration.cache_clear()


def test_without_demonstration_no_seal_is_drawn():
    """A seal drawn by the program is no seal: outside a demonstration its place is marked, and left for the stamp."""
    real = text_of(
        rendering.render_pdf("penalty_decision", frozen_example("penalty_decision", is_demonstration=False))
    )
    assert "（印章）" in real
    assert "（印章）" not in text_of(
        rendering.render_pdf("penalty_decision", frozen_example("penalty_decision"))
    )


def test_the_web_process_never_loads_weasyprint():
    code = (
        "import django; django.setup(); import sys; from django.urls import get_resolver; get_resolver().url_patterns; "
        "assert 'notices.tasks' in sys.modules; assert 'weasyprint' not in sys.modules, 'loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
