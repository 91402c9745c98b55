"""Handing out what was sealed: as a file to be kept, never as a page. Nothing in it can act in this site's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import StreamingHttpResponse

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


PICTURES: Final = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def show_picture(chunks: Iterable[bytes], *, extension: str) -> StreamingHttpResponse:
    """Stream a clean picture to the page that shows it; of anything else it makes a file."""
    media_type = PICTURES.get(extension, "application/octet-stream")
    return StreamingHttpResponse(chunks, content_type=media_type, headers=HEADERS)


def hand_out(chunks: Iterable[bytes], *, name: str) -> StreamingHttpResponse:
    """Stream a file to the person who asked for it, under a name of ours and without a type that a browser opens."""
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream", headers=HEADERS)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
