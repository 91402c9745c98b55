"""A form that came too soon is drawn again, with the sentence and the time after which it is taken."""

from __future__ import annotations

from django.http import HttpResponse

from reports.admission import Delayed


def put_off(page: HttpResponse, delayed: Delayed) -> HttpResponse:
    """Say in the header, too, when to come again."""
    page.status_code = 429
    page["Retry-After"] = str(delayed.seconds)
    return page
