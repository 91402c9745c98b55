"""What is installed is what was locked, under licences that were looked at; nothing secret lies in the repository."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from scaffold.supply import ENTRY, UNKNOWN, locked, sbom

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("requirements", "requirements-dev")
# Licences under which a public office may use, change and hand on the whole.
GOOD = re.compile(r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|LGPL|Lesser|Unlicense|ISC|0BSD|Zlib|CC0")
# Packages that do not say their licence where it is looked for; read by hand.
READ = {
    "axe-playwright-python": "MIT",
    "pyrage": "MIT",
    # Of other platforms and Python versions, never installed here.
    "async-timeout": "Apache-2.0",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}"),
    "an age identity": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    "a cloud key": re.compile(r"\b(?:AKIA|ASIA|LTAI)[0-9A-Z]{12,20}\b"),
    "a token": re.compile(r"\b(?:ghp_|gho_|glpat-|xox[bp]-|sk-|pypi-AgE)[0-9A-Za-z_-]{20,}"),
    "a password in an address": re.compile(r"\b[a-z]+://[a-z0-9_]+:[0-9a-f]{24,}@"),
    "a long secret": re.compile(
        r"""(?i)(?:secret|password|token|api_?key)["']?\s*[:=]\s*["'][0-9a-zA-Z+/]{32,}["']"""
    ),
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", NAMES)
def test_the_lock_has_every_pin_with_digests_and_no_address(name: str) -> None:
    packages = {normal(package.name): package for package in locked(ROOT / f"{name}.lock")}
    wanted = (ROOT / f"{name}.txt").read_text()
    if name == "requirements-dev":
        wanted += (ROOT / "requirements.txt").read_text()
    pins = {normal(found[1]): found[2] for line in wanted.splitlines() if (found := ENTRY.match(line))}
    assert len(pins) > 80
    assert {one: packages[one].version for one in pins if one in packages} == pins, "run bin/lock"
    assert all(package.digests for package in packages.values())
    text = (ROOT / f"{name}.lock").read_text()
    assert "://" not in text
    assert not re.search(r"^(--index|--extra|--find|--trusted)", text, re.MULTILINE)


def test_every_package_has_a_licence_that_was_looked_at() -> None:
    licences = {normal(one.name): one.licence for one in locked(ROOT / "requirements-dev.lock")}
    unknown = {name for name, licence in licences.items() if licence == UNKNOWN}
    assert unknown <= set(READ), "read its licence and write it down"
    assert {
        name: text for name, text in licences.items() if name not in unknown and not GOOD.search(text)
    } == {}


def test_the_list_of_parts_is_whole() -> None:
    listed = sbom()
    components = listed["components"]
    assert isinstance(components, list)
    told = json.loads(json.dumps(components))
    assert len({one["bom-ref"] for one in told}) == len(told)
    kinds = {
        kind: [one for one in told if one["purl"].startswith(f"pkg:{kind}/")] for kind in ("pypi", "npm")
    }
    assert len(kinds["pypi"]) == len(list(locked(ROOT / "requirements.lock")))
    assert {"govuk-frontend", "htmx.org"} <= {one["name"] for one in kinds["npm"]}


def test_no_secret_lies_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    found = []
    for name in filter(None, listed.split("\0")):
        try:
            text = (ROOT / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{name}: {kind}" for kind, form in SECRETS.items() if form.search(text)]
    assert found == []
    assert SECRETS["a long secret"].search('API_KEY = "' + "a1" * 20 + '"')
    assert SECRETS["an age identity"].search("AGE-SECRET-KEY-1" + "Q" * 58)
