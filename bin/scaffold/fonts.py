"""The fonts of paper, in a folder of their own with a fontconfig file that knows no other font.

The same notice must come out the same on every machine, so nothing that happens to be installed may slip in.
The full fonts are taken unaltered: FandolFang is GPL with a font exception, LXGW WenKai OFL with a reserved name. Light
ones are cut out of Noto and Liberation (OFL) under names of their own: `scaffold.cutting`.
"""

import os
import shutil
import tempfile
from pathlib import Path

from scaffold.places import FONTS, PYTHON, ROOT, environment
from scaffold.processes import outcome, run
from scaffold.steps import CannotGoOn, Stamp, fingerprint, step

CUTTING = Path(__file__).with_name("cutting.py")
PACKAGES = {
    "texlive-lang-chinese": ["FandolFang-Regular.otf"],
    "fonts-lxgw-wenkai": ["LXGWWenKai-Regular.ttf", "LXGWWenKai-Light.ttf"],
    "fonts-noto-cjk": [
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJK-Bold.ttc",
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJK-Bold.ttc",
    ],
    "fonts-liberation2": ["LiberationSerif-Regular.ttf"],
}
NAMES = [name for names in PACKAGES.values() for name in names]
# Cut out of the full fonts; of Liberation nothing else is used.
LIGHT = [
    "ChuishaoSong-Regular.otf",
    "ChuishaoSong-Bold.otf",
    "ChuishaoHei-Regular.otf",
    "ChuishaoLatin-Regular.ttf",
]
ONLY_CUT = "LiberationSerif-Regular.ttf"
KEPT = [name for name in (*NAMES, *LIGHT) if name != ONLY_CUT]
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>serif</family><prefer><family>Noto Serif CJK SC</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Noto Sans CJK SC</family></prefer></alias>
</fontconfig>
"""


def install_fonts() -> None:
    """Fill the font folder from Debian's packages, without installing any of them."""
    with step("Fonts for Chinese paper") as line:
        stamp = Stamp(FONTS / ".made-from", fingerprint([CUTTING], also=f"{NAMES}{CONFIGURATION}{FONTS}"))
        if stamp.is_fresh() and all((FONTS / name).exists() for name in KEPT):
            line.skip("present")
            return
        FONTS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="chuishao-fonts-") as folder:
            source = Path(os.environ.get("FONTS_FROM") or _fetch(Path(folder)))
            for old in FONTS.glob("*.[ot]t[fc]"):
                old.unlink()
            for name in NAMES:
                shutil.copyfile(_find(name, source), FONTS / name)
        cut: list[str | Path] = [PYTHON, "-m", "scaffold.cutting", FONTS]
        run(cut, env=environment(PYTHONPATH=str(ROOT / "bin")), sentence="The light fonts could not be cut.")
        (FONTS / ONLY_CUT).unlink()
        (FONTS / "fonts.conf").write_text(
            CONFIGURATION.format(folder=FONTS, cache=FONTS.with_name("font-cache"))
        )
        run(
            ["fc-cache", "--really-force", FONTS],
            env=environment(),
            sentence="fontconfig could not read the fonts.",
        )
        stamp.set()


def _fetch(folder: Path) -> Path:
    """Download the packages and unpack them into a folder, without installing any; the folder."""
    if not shutil.which("apt-get"):
        raise CannotGoOn(_by_hand())
    folder.chmod(0o755)
    fetch = ["sh", "-c", 'cd "$0" && apt-get download -q "$@"', str(folder), *PACKAGES]
    if outcome(fetch)[0]:
        if os.geteuid() == 0:
            run(["apt-get", "update", "-q"], sentence="apt-get could not read the lists of packages.")
        run(fetch, sentence=f"Debian's fonts could not be downloaded. Is there a network? {_by_hand()}")
    for package in folder.glob("*.deb"):
        unpack = ["dpkg-deb", "-x", str(package), str(folder / "unpacked")]
        run(unpack, sentence=f"{package.name} could not be unpacked.")
    return folder / "unpacked"


def _find(name: str, source: Path) -> Path:
    found = next(source.rglob(name), None)
    if found is None:
        raise CannotGoOn(f"{source} has no {name}. {_by_hand()}")
    return found


def _by_hand() -> str:
    return (
        f"Where Debian's packages ({', '.join(PACKAGES)}) cannot be had, put these files into one folder "
        f"and name it in FONTS_FROM: {', '.join(NAMES)}."
    )
