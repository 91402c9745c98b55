"""The bucket in which papers lie, where `STORAGE_URL` names one."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# Seconds and tries: by boto's own settings a page would wait for minutes for a store that is away.
PATIENCE = Config(connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 2})


class PapersBucket(S3Storage):  # type: ignore[misc]
    """A bucket that is soon known to be away."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return those of django-storages, with our patience."""
        return {**super().get_default_settings(), "client_config": PATIENCE}
