"""`bin/audit`: ask PyPI's vulnerability records about every pinned package. No gate: it needs the network."""

import json
import sys
from pathlib import Path
from typing import Any

from scaffold.packages import tool_apart
from scaffold.places import DATA_DIR, ROOT, environment
from scaffold.processes import in_charge, outcome
from scaffold.steps import CannotGoOn, step

AUDITOR = "pip-audit==2.10.1"
FILES = ["requirements.txt", "requirements-dev.txt"]
RECORDS = DATA_DIR / "audit" / "found.json"


def audit() -> int:
    """Install the auditor apart and run it; the exit code says whether anything is wrong or unknown."""
    python = tool_apart("audit", AUDITOR, module="pip_audit")
    with step("Vulnerability records of PyPI"):
        packages = _ask(python)
    return _report(packages)


def _ask(python: Path) -> list[dict[str, Any]]:
    """Look every pinned version up; nothing is resolved or downloaded. Each package with `vulns` or `skip_reason`."""
    RECORDS.unlink(missing_ok=True)
    files = [part for name in FILES for part in ("--requirement", str(ROOT / name))]
    form = ["--format", "json", "--output", str(RECORDS), "--progress-spinner", "off"]
    _, said = outcome(
        [python, "-m", "pip_audit", "--disable-pip", "--no-deps", *form, *files], env=environment()
    )
    if not RECORDS.exists():
        last = said.rstrip().rpartition("\n")[2]
        raise CannotGoOn(
            "The records could not be asked, so nothing is known. Is there a network?", output=last
        )
    packages: list[dict[str, Any]] = json.loads(RECORDS.read_text())["dependencies"]
    return packages


def _report(packages: list[dict[str, Any]]) -> int:
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    found = [(package, vulnerability) for package in packages for vulnerability in package.get("vulns", ())]
    for package, vulnerability in found:
        fixed = ", ".join(vulnerability["fix_versions"]) or "no release yet"
        print(f"  {package['name']} {package['version']}: {vulnerability['id']}, mended in {fixed}")
    print(f"\n{len(packages) - len(unknown)} packages looked up, {len(found)} known vulnerabilities.")
    if unknown:
        print(
            f"{len(unknown)} are not in the records here, so nothing is known of them: {', '.join(unknown)}."
        )
    return 1 if found or unknown else 0


if __name__ == "__main__":
    sys.exit(in_charge(audit))
