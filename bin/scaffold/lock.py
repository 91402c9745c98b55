"""`bin/lock`: write requirements.lock and requirements-dev.lock, which every installation is compared with."""

import sys

from scaffold.places import DATA_DIR, ROOT
from scaffold.processes import Command, clear_away, outcome, run, take_charge
from scaffold.steps import CannotGoOn, explain, step

COMPILER = "uv==0.13.9"
FILES = ("requirements", "requirements-dev")
# Digests for every platform; no word of where the packages came from.
FORM = [
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--no-annotate",
    "--no-header",
    "--quiet",
]


def main() -> int:
    """Install the compiler apart and compile; the exit code."""
    take_charge()
    python = DATA_DIR / "lock" / "bin" / "python"
    try:
        with step(f"Compiler ({COMPILER})") as line:
            if outcome([python, "-c", "import uv"])[0] == 0:
                line.skip("it stands")
            else:
                venv = python.parents[1]
                run([sys.executable, "-m", "venv", "--clear", venv], sentence="Python could not make a venv.")
                install: Command = [
                    python,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    COMPILER,
                ]
                run(install, sentence="The compiler could not be installed. It needs the network.")
        for name in FILES:
            with step(f"{name}.lock"):
                lock = ROOT / f"{name}.lock"
                compiled: Command = [
                    python,
                    "-m",
                    "uv",
                    "pip",
                    "compile",
                    ROOT / f"{name}.txt",
                    *FORM,
                    "-o",
                    lock,
                ]
                run(
                    compiled,
                    sentence=f"{name}.txt could not be resolved; the compiler's own words stand above.",
                )
    except CannotGoOn as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130
    finally:
        clear_away()
    return 0


if __name__ == "__main__":
    sys.exit(main())
