"""The interface: who is let in, how a body is read, what is answered where something is wrong."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from partners import problems, services
from partners.faults import problem_of
from partners.problems import Problem, response_to
from partners.schemas import ProblemOut
from partners.services import Caller
from partners.states import Scope


class BearerKey(HttpBearer):
    """The door: the key of a partner, good for one scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Let the caller in, or raise a `Problem`."""
        return services.admit(token, self.scope)


class StrictParser(Parser):
    """JSON as its standard has it: no name twice, no NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body, or raise a `Problem`."""
        if request.content_type != "application/json":
            raise Problem(problems.NOT_JSON_TYPE)
        try:
            return json.loads(request.body.decode(), parse_constant=_refuse, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise Problem(problems.NOT_JSON) from error


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice")
    return told


api = NinjaAPI(
    title=_("Chuishao: interface for partner channels"),
    version="1",
    description=_(
        "For hotlines, mini-programs and other departments: file a tip, ask how it stands, send and receive transfers. "
        "No address and no browser is stored; requests are counted by key alone."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Tell it."""
    return response_to(problem)


@api.exception_handler(ValidationError)
def on_wrong_fields(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say what is wrong with which field."""
    return response_to(problem_of(error.errors))


@api.exception_handler(Http404)
def on_nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say that there is nothing of theirs."""
    return response_to(Problem(problems.NOT_FOUND))


@api.exception_handler(HttpError)
def on_refusal(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Translate what the library refuses by itself: a missing key, a body that cannot be read."""
    if isinstance(error.__cause__, Problem):
        return response_to(error.__cause__)
    is_stranger = error.status_code == problems.NO_KEY.status
    shown = {"WWW-Authenticate": "Bearer"} if is_stranger else {}
    return response_to(Problem(problems.NO_KEY if is_stranger else problems.NOT_JSON, headers=shown))


def answers(good: dict[int, Any], *kinds: problems.Kind) -> dict[int, Any]:
    """List what an operation can answer: what is good, what every door says, and its own problems."""
    always = (problems.NO_KEY, problems.NOT_FOR_THIS_KEY, problems.TOO_OFTEN, problems.TOO_LARGE)
    return good | {kind.status: ProblemOut for kind in (*always, *kinds)}
