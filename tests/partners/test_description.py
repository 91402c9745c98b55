"""The interface against its own description: no generated request, good or bad, finds an answer that is not described.

`bin/test --full` asks much longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from config.wsgi import application
from partners.describing import description, operations
from tests.partners.builders import key_of, offer_in

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]
NAMES = [operation.name for operation in operations()]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the transaction of the test over the end of a request, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(name: str, mode: GenerationMode, *, examples: int) -> None:
    """Send what the description allows, or forbids, to one operation."""
    key = key_of(offer_in().partner, a_minute=600, a_day=100_000)
    schema = schemathesis.openapi.from_dict(description())
    schema.app = application
    operation = next(
        found.ok()
        for found in schema.get_all_operations()
        if found.ok().definition.raw["operationId"] == name
    )

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.headers["Authorization"] = f"Bearer {key}"
        case.call_and_validate(checks=CHECKS)

    send()


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_undescribed(name: str, mode: GenerationMode) -> None:
    ask(name, mode, examples=10)


@pytest.mark.full
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_undescribed_however_long_one_asks(name: str, mode: GenerationMode) -> None:
    ask(name, mode, examples=300)


def test_every_operation_says_what_it_answers_where_something_is_wrong() -> None:
    told = description()
    for methods in told["paths"].values():
        for operation in methods.values():
            assert {401, 403, 413, 429} <= set(map(int, operation["responses"]))
            for status, answer in operation["responses"].items():
                assert answer["description"]
                is_good = int(status) < 400
                assert list(answer["content"]) == [
                    "application/json" if is_good else "application/problem+json"
                ]
            if "requestBody" in operation:
                assert {400, 415, 422} <= set(map(int, operation["responses"]))
