"""What the system is made of: the locked packages, their licences, and both as a CycloneDX list (`bin/sbom`)."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from scaffold.places import ROOT

ENTRY = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Package:
    """A locked package with the digests of its files."""

    name: str
    version: str
    digests: tuple[str, ...]

    @property
    def licence(self) -> str:
        """What the installed package says of its licence; `unknown` for one of another platform."""
        try:
            told = metadata(self.name)
        except PackageNotFoundError:
            return UNKNOWN
        expression = _said(told, "License-Expression")
        classes = [
            line.rpartition(" :: ")[2]
            for line in told.get_all("Classifier") or []
            if line.startswith("License ::")
        ]
        short = _said(told, "License").strip().partition("\n")[0]
        return expression or "; ".join(one for one in classes if one != "OSI Approved") or short or UNKNOWN


def _said(told: PackageMetadata, field: str) -> str:
    return told[field] if field in told else ""  # noqa: SIM401 - it has no get


def locked(path: Path) -> Iterator[Package]:
    """Yield the packages of a lock file."""
    for entry in re.split(r"\n(?=\S)", path.read_text()):
        if found := ENTRY.match(entry):
            yield Package(found[1], found[2], tuple(DIGEST.findall(entry)))


def sbom() -> dict[str, object]:
    """Return the list of what an installation runs with, as CycloneDX 1.6 wants it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{package.name.lower()}@{package.version}",
            "name": package.name,
            "version": package.version,
            "purl": f"pkg:pypi/{package.name.lower()}@{package.version}",
            "licenses": [{"license": {"name": package.licence}}],
            # One for each file that may be installed: the specification has no place for several on a component.
            "properties": [{"name": "chuishao:sha256", "value": digest} for digest in package.digests],
        }
        for package in locked(ROOT / "requirements.lock")
    ]
    node = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    components += [
        {
            "type": "library",
            "bom-ref": f"pkg:npm/{path.rpartition('node_modules/')[2]}@{told['version']}#{path}",
            "name": path.rpartition("node_modules/")[2],
            "version": told["version"],
            "purl": f"pkg:npm/{path.rpartition('node_modules/')[2].replace('@', '%40')}@{told['version']}",
            "licenses": [{"license": {"name": told.get("license", UNKNOWN)}}],
            "properties": [],
        }
        for path, told in sorted(node.items())
        if path and "version" in told
    ]
    main = {
        "type": "application",
        "bom-ref": "chuishao",
        "name": project["name"],
        "version": project["version"],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": main},
        "components": components,
    }


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, indent=1, ensure_ascii=False)
