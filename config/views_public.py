"""The views that belong to no floor."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from config.context import LARGE


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


@csrf_exempt
@login_not_required
@require_POST
def set_type(request: HttpRequest) -> HttpResponse:
    """Remember that the reader wants large type in a cookie that says nothing else, or forget it; and go back."""
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    response = redirect(there if is_ours else "/")
    if request.POST.get("size") == LARGE:
        response.set_cookie(
            settings.TYPE_COOKIE_NAME,
            LARGE,
            max_age=settings.TYPE_COOKIE_AGE,
            secure=settings.IS_PRODUCTION,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.TYPE_COOKIE_NAME, samesite="Lax")
    return response
