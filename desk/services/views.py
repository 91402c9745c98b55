"""Lists that people keep as they narrowed them."""

from __future__ import annotations

from accounts.models import User
from desk.models import SavedView


def save_view(*, name: str, address: str, actor: User) -> SavedView:
    """Keep a list under a name; the same name again takes its place."""
    view, _created = SavedView.objects.update_or_create(user=actor, name=name, defaults={"address": address})
    return view
