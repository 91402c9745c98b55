"""Uploads that are no secret: a published notice, a paper to be checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def with_small_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Read an upload into memory: the handler of the house seals what it takes, and what is public is no secret.

    The handler must be set before the form is read, and the check against forged forms reads it: so that check
    comes after. What is too large is not read at all.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return render(request, "413.html", status=413)
        request.upload_handlers = [MemoryFileUploadHandler(request)]
        return guarded(request, *args, **kwargs)

    return answer
