"""To migrate is quick, and leaves the machines of today as they are."""

from __future__ import annotations

import django_fsm
import pytest
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import class_prepared


@pytest.mark.django_db
def test_no_former_table_is_searched_for_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = len(class_prepared.receivers)
    seen: list[int] = []

    def look(self: MigrationExecutor, *args: object, **kwargs: object) -> object:
        state = self._create_project_state(with_applied_migrations=True)
        assert state.apps.get_model("reports", "Report").objects.count() == 0
        seen.append(len(class_prepared.receivers))
        return state

    monkeypatch.setattr(MigrationExecutor, "migrate", look)
    call_command("migrate", verbosity=0)
    assert seen == [heard]
    assert django_fsm.class_prepared is class_prepared
