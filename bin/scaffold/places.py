"""Where things lie, and the environment that every program of the project is started with."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR", ROOT / "var")).resolve()
# As config/settings.py says: a training keeps what it writes apart.
STATE_DIR = DATA_DIR / "training" if os.environ.get("CHUISHAO_MODE") == "training" else DATA_DIR
TESTS = ROOT / "tests"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FONTS = DATA_DIR / "fonts"
ASSETS = DATA_DIR / "assets"
STATIC = DATA_DIR / "static"
MIGRATED = DATA_DIR / "migrated"  # databases that tests begin with


def make_folders(data: Path = STATE_DIR) -> None:
    """Make the folders that programs expect to find: the embedded broker makes none itself."""
    for name in ("media", "broker/queue", "broker/control"):
        (data / name).mkdir(parents=True, exist_ok=True)


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a program of the project: its own fonts, its own imports, plain output."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {
        **kept,
        "DATA_DIR": str(DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
        "PYTHONUNBUFFERED": "1",
        # Some machines have it set: every program would then read our sources, and pytest its tests, from the start.
        "PYTHONDONTWRITEBYTECODE": "",
        **more,
    }
