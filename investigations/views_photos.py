"""The photo that proves the service of a paper."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.selectors import me
from investigations.photos import may_open_photo, read_photo
from notices.selectors import get_service
from vault.handing_out import hand_out
from vault.opening import unlocked
from workflow.verdicts import refuse_unless


@require_POST
def photo(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Hand out the photo; the log keeps who opened it."""
    service = get_service(request.user, reference)
    refuse_unless(may_open_photo(me(request)))
    with unlocked(request, back=service.get_absolute_url()) as identity:
        found, chunks = read_photo(service, actor=me(request), identity=identity)
    return hand_out(chunks, name=f"{service.reference}.{found.extension}")
