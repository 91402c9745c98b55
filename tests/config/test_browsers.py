"""What the browsers of docs/accessibility.md are sent: scripts and styles that the oldest of them can read."""

from __future__ import annotations

import re
from pathlib import Path

import esprima
import pytest
from django.contrib.staticfiles import finders

# Known to Chrome 80 or later alone, and spoken by nobody here: what a script calls, what a style sheet says.
TOO_NEW_CALLS = re.compile(
    r"\.(?:replaceAll|matchAll|allSettled|fromEntries|flatMap|structuredClone|randomUUID|toSorted)\b"
)
TOO_NEW_STYLES = re.compile(r"@layer|@container|@scope|:is\(|:where\(|color-mix\(|oklch\(|\binset:|\ddvh|&\s")
GUARDED = re.compile(r"@supports selector\(:has\(\*\)\)\{(?:[^{}]*\{[^{}]*\})*\}")


def built(name: str) -> str:
    found = finders.find(f"chuishao/{name}")
    assert found, name
    return Path(str(found)).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["app.js", "worker.js", "htmx.min.js"])
def test_a_script_speaks_no_newer_than_2017(name: str) -> None:
    read = esprima.parseModule if name == "app.js" else esprima.parseScript
    assert read(built(name)).body


@pytest.mark.parametrize("name", ["app.js", "worker.js"])
def test_a_script_of_the_public_pages_calls_nothing_that_is_too_new(name: str) -> None:
    assert TOO_NEW_CALLS.findall(built(name)) == []


def test_the_style_sheet_says_nothing_that_drops_a_whole_rule() -> None:
    css = built("app.css")
    assert len(css) > 50_000
    assert TOO_NEW_STYLES.findall(css) == []
    # GOV.UK's one rule stands alone and asks for nothing that a page needs.
    left = GUARDED.sub("", css).replace(":not(:has(.govuk-exit-this-page)){scroll-padding-top:0}", "")
    assert ":has(" not in left, "a browser that does not know it drops the rule"


@pytest.mark.parametrize("new", ["a ?? b", "a?.b", "class A { #b = 1 }", "a ||= b", "try {} catch {}"])
def test_what_is_newer_is_caught(new: str) -> None:
    with pytest.raises(esprima.Error):
        esprima.parseScript(new)
