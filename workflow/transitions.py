"""How the house declares a move of a machine: django-fsm's transition with what the engine and the pages need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from django.utils.functional import Promise
from django_fsm import transition as fsm_transition

from workflow.verdicts import Verdict

Move = TypeVar("Move", bound=Callable[..., Any])


def transition(
    *,
    field: Any,
    source: str | Sequence[str],
    target: str | None,
    permission: Callable[[Any, Any], Verdict],
    label: str | Promise,
    act: tuple[str, str] | None = None,
    is_automatic: bool = False,
    is_reversible: bool = True,
    applies: Callable[[Any], bool] | None = None,
) -> Callable[[Move], Move]:
    """Declare a move; without a target it is an act that changes facts of the row and leaves the state.

    `permission` is the policy; `label` the words on the button; `act` the (separation, duty) that the mover takes
    on, apart from the other duties of that separation; `is_automatic` moves have no button; a move that is not
    `is_reversible` cannot be annulled; where `applies` says no, the row has no such move.
    """
    custom: dict[str, Any] = {"label": label, "is_automatic": is_automatic, "is_reversible": is_reversible}
    if applies is not None:
        custom["applies"] = applies
    if act is not None:
        custom["act"] = act
    sources = [source] if isinstance(source, str) else list(source)
    declare = fsm_transition(
        field=field, source=sources, target=target, permission=cast("Any", permission), custom=custom
    )
    return cast("Callable[[Move], Move]", declare)
