"""The lists that a person has saved as they narrowed them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from desk.models import SavedView


def views_of(user: Any) -> QuerySet[SavedView]:
    """Return the saved views of one person."""
    return SavedView.objects.filter(user=user.pk)
