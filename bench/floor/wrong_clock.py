"""Run a module as a program on a wrong clock: `python -m bench.floor.wrong_clock 3600 celery --app config beat`.

The calendar is wrong by so many seconds, as after somebody set it; what counts from the machine's start goes on. The
library faketime cannot do this to Python 3.11 here: under it a sleep fails or a wait does not end.
"""

from __future__ import annotations

import datetime
import runpy
import sys

import time_machine

if __name__ == "__main__":
    _program, offset, module = sys.argv[:3]
    del sys.argv[:2]
    wrong = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=float(offset))
    time_machine.travel(wrong, tick=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)
