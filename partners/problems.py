"""What can go wrong in a request, each by a name that stays and a sentence (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name, its status, what it is called, and what can be done."""

    name: str
    status: int
    title: str | Promise
    remedy: str | Promise


NOT_JSON = Kind(
    "not-json", 400, _("This is not JSON"), _("Send a JSON object in UTF-8, no name in it twice.")
)
NO_INTENTION = Kind(
    "idempotency-key-missing",
    400,
    _("A request that writes needs an Idempotency-Key"),
    _(
        "Send the header Idempotency-Key: a new random text of 8 to 200 visible ASCII characters for each thing to do."
    ),
)
NO_KEY = Kind(
    "key-refused",
    401,
    _("No good key"),
    _("Send “Authorization: Bearer” with the key. It may have been withdrawn or run out: ask the office."),
)
NOT_FOR_THIS_KEY = Kind(
    "scope-missing",
    403,
    _("This key is not for that"),
    _("Use a key with this scope, or ask the office for one."),
)
NOT_FOUND = Kind(
    "not-found",
    404,
    _("There is nothing of yours here"),
    _("What is missing and what belongs to somebody else look alike. Check the number."),
)
NO_SUCH_METHOD = Kind(
    "method-not-allowed", 405, _("This address does not take that"), _("The header Allow says what it takes.")
)
TAKEN_BEFORE = Kind(
    "number-taken",
    409,
    _("This number has been filed already"),
    _("Ask how it stands instead. Another tip needs a number of its own."),
)
ANSWERED_BEFORE = Kind(
    "answer-given",
    409,
    _("This was done, and its answer cannot be given again"),
    _("It was done once and is not done twice. Ask how it stands by your number."),
)
MOVED_ON = Kind("moved-on", 409, _("This has moved on"), _("Read it again before you act."))
TOO_LARGE = Kind("too-large", 413, _("This is too large"), _("Send less at once."))
NOT_JSON_TYPE = Kind(
    "media-type", 415, _("Send application/json"), _("Say “Content-Type: application/json”.")
)
NOT_VALID = Kind(
    "not-valid",
    422,
    _("Something in it cannot be taken"),
    _("The list says for each field what is wrong. Fields that are not described are refused."),
)
OTHER_BODY = Kind(
    "idempotency-key-reused",
    422,
    _("This Idempotency-Key was used for something else"),
    _("Use a new one for each thing to do, and the same one only to repeat the same request."),
)
TOO_OFTEN = Kind(
    "too-often", 429, _("Too many requests with this key"), _("The header Retry-After says how long to wait.")
)
NOT_READY = Kind(
    "not-ready",
    503,
    _("The office cannot take this in now"),
    _(
        "Nothing was stored. Send it again later with the same Idempotency-Key, or find another way to the office."
    ),
)
KINDS = (
    *(
        NOT_JSON,
        NO_INTENTION,
        NO_KEY,
        NOT_FOR_THIS_KEY,
        NOT_FOUND,
        NO_SUCH_METHOD,
        TAKEN_BEFORE,
        ANSWERED_BEFORE,
    ),
    *(MOVED_ON, TOO_LARGE, NOT_JSON_TYPE, NOT_VALID, OTHER_BODY, TOO_OFTEN, NOT_READY),
)


class Problem(Exception):
    """A request that cannot be done, with what to tell."""

    def __init__(
        self,
        kind: Kind,
        *,
        detail: str | Promise = "",
        errors: tuple[Mapping[str, str], ...] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(kind.name)
        self.kind, self.detail, self.errors = kind, detail, errors
        self.headers, self.more = headers or {}, more


def response_to(problem: Problem) -> HttpResponse:
    """Tell a problem in the reader's language."""
    kind = problem.kind
    told: dict[str, Any] = {
        "type": f"{reverse('api:page')}#{kind.name}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": str(problem.detail or kind.remedy),
        **problem.more,
    }
    if problem.errors:
        told["errors"] = [dict(one) for one in problem.errors]
    return JsonResponse(told, status=kind.status, content_type=CONTENT_TYPE, headers=dict(problem.headers))
