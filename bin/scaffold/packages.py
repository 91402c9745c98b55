"""Python packages from requirements files, and the few system packages that paper and browsers need."""

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from scaffold.places import DATA_DIR, PYTHON, ROOT, VENV
from scaffold.processes import outcome, run
from scaffold.steps import CannotGoOn, Stamp, fingerprint, step

# What WeasyPrint draws with. Without harfbuzz-subset it draws too, sixteen times slower.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# What is not in the lock file, or is not what it was when it was locked, is not installed.
INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def install_system_packages(*, for_tests: bool) -> None:
    """Install what is missing as root, all at once, or stop with the one command to type."""
    with step("System packages (python3-venv, pango, harfbuzz)") as line:
        missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
        if not shutil.which("fc-cache"):
            missing.append("fontconfig")
        if not _stands() and outcome([sys.executable, "-c", "import venv, ensurepip"])[0]:
            missing.append("python3-venv")
        if for_tests and not find_browser():
            missing.append("chromium")
        if not missing:
            line.skip("present")
            return
        _install_with_apt(missing)


def find_browser() -> str | None:
    """Give the path of Chromium, which the browser tests drive; `CHROMIUM` names another one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def make_venv() -> None:
    """Make .venv unless one stands that starts."""
    with step("Python environment (.venv)") as line:
        if _stands():
            line.skip("it stands")
            return
        run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            sentence="Python could not make .venv; its own words stand above.",
        )


def install_requirements(name: str) -> None:
    """Install the lock file of a requirements file, each package compared with its digest, unless it is installed."""
    file = (ROOT / name).with_suffix(".lock")
    with step(f"Python packages ({name})") as line:
        # The development file takes in the other one, so both count for both.
        stamp = Stamp(VENV / f".installed-{name}", fingerprint([ROOT / "requirements.lock", file]))
        if stamp.is_fresh():
            line.skip("unchanged")
            return
        run(
            [PYTHON, *INSTALL, "-r", file],
            sentence=f"The packages of {name} could not be installed; pip's own words stand above.",
        )
        stamp.set()


def tool_apart(name: str, requirement: str, *, module: str) -> Path:
    """Install a tool that nothing here runs with in an environment of its own; return the Python that has it."""
    python = DATA_DIR / name / "bin" / "python"
    with step(f"{name.capitalize()} ({requirement})") as line:
        if outcome([python, "-c", f"import {module}"])[0] == 0:
            line.skip("it stands")
            return python
        venv = python.parents[1]
        run([sys.executable, "-m", "venv", "--clear", venv], sentence="Python could not make a venv.")
        run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement],
            sentence=f"{requirement} could not be installed. It needs the network once.",
        )
    return python


def _install_with_apt(packages: Sequence[str]) -> None:
    """Install system packages as root, or stop with the one command to type."""
    typed = f"apt-get update && apt-get install --no-install-recommends -y {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise CannotGoOn(
            f"This machine lacks what Debian calls {', '.join(packages)}, and has no apt-get. "
            "Install the same by the machine's own means, then start again."
        )
    if os.geteuid() != 0:
        raise CannotGoOn(
            f'System packages are missing. Type this, then start again:\n\n  sudo sh -c "{typed}"'
        )
    run(
        ["env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", typed],
        sentence=f"apt-get could not install {', '.join(packages)}; its own words stand above.",
    )


def _stands() -> bool:
    return PYTHON.exists() and outcome([PYTHON, "-c", "import pip"])[0] == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
