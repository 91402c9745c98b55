"""One walk through the page of a move, the same for every floor."""

from __future__ import annotations

from typing import Any

from accounts.models import Duty
from desk.templatetags.desk import move_url
from tests.factories import browser, superuser, the
from workflow.models import LogEntry


def text_of(response: Any) -> str:
    """Return the page's text."""
    return response.content.decode()


def refuse_strangers(url: str) -> None:
    """See that neither an administrator nor a superuser without a duty finds anything at `url`."""
    for nobody in (the(Duty.ADMIN), superuser()):
        for response in (browser(nobody).get(url), browser(nobody).post(url, {})):
            assert response.status_code in {404, 405}, (nobody, response.status_code)


def walk_move(
    subject: Any,
    move: str,
    *,
    by: Any,
    target: str,
    not_by: Any = None,
    sends: dict[str, Any] | None = None,
    needs: tuple[str, ...] = (),
) -> Any:
    """Walk through a move: strangers, the wrong person, an empty form, a stale page, the move, a second click."""
    url, seen = move_url(subject, move), {"seen": subject.state}
    refuse_strangers(url)
    if not_by is not None:
        wrong = browser(not_by).post(url, {**seen, **(sends or {})})
        assert wrong.status_code == 403, (move, wrong.status_code)
    right = browser(by)
    assert right.get(url).status_code == 200
    _empty_form(right, url, seen, needs)
    assert right.post(url, {**(sends or {}), "seen": "elsewhere"}).status_code == 409
    assert type(subject)._default_manager.get(pk=subject.pk).state == subject.state, (
        "a refused page moved the file"
    )
    done = right.post(url, {**seen, **(sends or {})})
    assert done.status_code == 302, text_of(done)[-3000:]
    moved = type(subject)._default_manager.get(pk=subject.pk)
    assert moved.state == target
    assert LogEntry.objects.about(moved).last().actor == by
    again = right.post(url, {**seen, **(sends or {})})
    assert again.status_code == 409
    assert "moved on" in text_of(again)
    return moved


def _empty_form(right: Any, url: str, seen: dict[str, str], needs: tuple[str, ...]) -> None:
    if not needs:
        return
    typed = {} if "note" in needs else {"note": "was typed before"}
    empty = right.post(url, {**seen, **typed})
    assert empty.status_code == 400
    for name in needs:
        assert empty.context["form"].errors[name], name
    if "note" in empty.context["form"].fields:
        assert "was typed before" in text_of(empty) or not typed
