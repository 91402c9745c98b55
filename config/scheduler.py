"""Celery's scheduler, but one that goes on when a clock that was ahead is set right.

Celery's waits until that hour comes again, without a word (celery/celery#5892, #6742): after a machine that began with
next year's date nobody would be warned of a period, or rung for, for a year.
"""

from __future__ import annotations

from typing import Any

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Counts anew from now whatever it ran at a time that has not come yet, be it before its start."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; return the seconds until the next look."""
        now = self.app.now()
        for entry in self.schedule.values():
            if entry.last_run_at and entry.last_run_at > now:
                entry.last_run_at = now
                self._heap = None  # the order of the next runs, by the wrong clock; Celery makes a new one
        return super().tick(*args, **kwargs)
