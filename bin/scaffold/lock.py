"""`bin/lock`: write requirements.lock and requirements-dev.lock, which every installation is compared with."""

import sys

from scaffold.packages import tool_apart
from scaffold.places import ROOT
from scaffold.processes import Command, in_charge, run
from scaffold.steps import step

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


def lock() -> int:
    """Install the compiler apart and compile; the exit code."""
    python = tool_apart("lock", COMPILER, module="uv")
    for name in FILES:
        with step(f"{name}.lock"):
            compiled: Command = [
                python,
                "-m",
                "uv",
                "pip",
                "compile",
                ROOT / f"{name}.txt",
                *FORM,
                "-o",
                ROOT / f"{name}.lock",
            ]
            run(compiled, sentence=f"{name}.txt could not be resolved; the compiler's own words stand above.")
    return 0


if __name__ == "__main__":
    sys.exit(in_charge(lock))
