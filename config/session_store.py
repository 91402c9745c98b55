"""Sessions in the database; a cookie that cannot be a key of ours is no reason to ask it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's own, but for keys: letters and digits alone (PostgreSQL takes no NUL in a text)."""

    def _validate_session_key(self, key: Any) -> bool:
        return bool(super()._validate_session_key(key)) and str(key).isalnum()  # type: ignore[misc]
