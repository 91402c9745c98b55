"""Work of the rooms in the worker."""

from __future__ import annotations

from celery import shared_task

from workflow.services import recompute_provisional_clocks


@shared_task(name="desk.recompute_provisional_clocks")
def recompute() -> int:
    """Count anew what hangs on a year not yet announced.

    The page that imports a notice does so at once. A process that had not yet read the notice may have started a
    period in the same seconds; and a new release may bring a year in its rule files.
    """
    return recompute_provisional_clocks()
