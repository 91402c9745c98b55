"""The two views that belong to no floor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language as django_set_language


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the database answers; it tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt
@login_not_required
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the reader's language in a cookie that says nothing else, and go back.

    Without a token: a foreign page could turn the language, which harms nobody, and the frame that holds the form is
    the same for everybody.
    """
    return django_set_language(request)
