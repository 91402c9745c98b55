"""The description of the interface: OpenAPI for programs, the same as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from partners.api import api
from partners.problems import CONTENT_TYPE, KINDS

SPOKEN = ("title", "description", "summary")
FIRST_ERROR = 400


def description() -> dict[str, Any]:
    """Return the OpenAPI description in the reader's language."""
    told: dict[str, Any] = _translated(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    told["servers"] = [{"url": settings.PUBLIC_BASE_URL.rstrip("/")}]
    for _path, _method, operation in _operations(told):
        for status, answer in operation["responses"].items():
            if int(status) >= FIRST_ERROR:
                answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
                answer["description"] = _names_of(int(status))
    return told


def _names_of(status: int) -> str:
    return "; ".join(f"{kind.title} ({kind.name})" for kind in KINDS if kind.status == status)


def _operations(told: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _translated(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _translated(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_translated(inner) for inner in value]
    return gettext(value) if name in SPOKEN and isinstance(value, str) and value else value


# ---- For people ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Field:
    """A field that is sent or answered."""

    name: str
    shape: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to do."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    sent: list[Field]
    answered: list[Field]
    answers: list[tuple[str, str]]


def operations() -> list[Operation]:
    """List what can be done, for a page."""
    told = description()
    return [
        Operation(
            name=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            description=operation.get("description", ""),
            sent=[*_parameters(operation), *_fields(told, _body(operation))],
            answered=_fields(told, _good(operation)),
            answers=[(status, answer["description"]) for status, answer in operation["responses"].items()],
        )
        for path, method, operation in _operations(told)
    ]


def _parameters(operation: dict[str, Any]) -> list[Field]:
    return [
        Field(one["name"], one["in"], one["required"], one.get("description", ""))
        for one in operation["parameters"]
    ]


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    return schema


def _good(operation: dict[str, Any]) -> dict[str, Any]:
    good = next(answer for status, answer in operation["responses"].items() if int(status) < FIRST_ERROR)
    schema: dict[str, Any] = good.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _fields(told: dict[str, Any], schema: dict[str, Any], prefix: str = "") -> list[Field]:
    schema = _resolved(told, schema)
    needed, found = schema.get("required", []), []
    for name, inner in schema.get("properties", {}).items():
        shape = _resolved(told, inner)
        found.append(Field(prefix + name, _shape(shape), name in needed, inner.get("description", "")))
        found += _fields(told, shape, f"{prefix}{name}.")
    return found


def _resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, and of a field that may be left out take what it is otherwise."""
    options = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if options:
        return _resolved(told, options[0])
    if schema.get("type") == "array":
        return _resolved(told, schema["items"])
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _shape(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    longest = schema.get("maxLength")
    return f"{schema.get('format', schema.get('type', ''))}{f' ≤ {longest}' if longest else ''}"
