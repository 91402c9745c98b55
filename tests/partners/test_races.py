"""Four lines at once under one Idempotency-Key, and the database role of the public site: on PostgreSQL alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from partners.models import Answer
from reports.models import Report
from tests.partners.builders import Machine, key_of, machine, offer_in, partner
from tests.test_public_role import the_role

pytestmark = pytest.mark.postgres
LINES = 4


@pytest.mark.django_db(transaction=True)
def test_four_lines_with_one_intention_file_once_and_hear_the_same() -> None:
    key, start = key_of(partner()), Barrier(LINES)

    def send(_number: int) -> Any:
        start.wait()
        try:
            response = Machine(key).file(intention="intention-1", number="GD1")
            return response.status_code, response.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(LINES) as lines:
        heard = list(lines.map(send, range(LINES)))
    assert [status for status, _told in heard] == [201] * LINES
    assert len({told["receipt"] for _status, told in heard}) == 1
    assert (Report.objects.count(), Answer.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_four_intentions_with_one_number_file_once() -> None:
    key, start = key_of(partner()), Barrier(LINES)

    def send(number: int) -> int:
        start.wait()
        try:
            return Machine(key).file(intention=f"intention-{number}", number="GD1").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(LINES) as lines:
        assert sorted(lines.map(send, range(LINES))) == [201, 409, 409, 409]
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_a_partner_files_and_asks_under_the_role_of_the_public_site() -> None:
    sender = machine()
    with the_role():
        told = sender.file(intention="intention-1", number="GD1")
        assert told.status_code == 201
        assert sender.file(intention="intention-1", number="GD1").json() == told.json()
        assert sender.status("GD1").status_code == 200
        answered = sender.post("/api/v1/tips/status", {"receipt": told.json()["receipt"]})
        assert answered.status_code == 200


@pytest.mark.django_db
def test_a_department_fetches_and_acknowledges_under_the_role_of_the_public_site() -> None:
    offer = offer_in()
    sender = machine("transfer", of=offer.partner)
    where = f"/api/v1/transfers/{offer.reference}"
    with the_role():
        assert sender.client.get("/api/v1/transfers").status_code == 200
        assert sender.client.get(where).status_code == 200
        assert sender.post(f"{where}/acknowledgement", {"number": "9"}, "intention-1").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE partners_key SET may_transfer = true",
        "INSERT INTO partners_key (handle) VALUES ('x')",
        "UPDATE partners_partner SET state = 'active'",
        "SELECT * FROM partners_hook",
        "DELETE FROM partners_answer",
    ],
)
def test_the_public_site_cannot_widen_a_key_or_read_a_secret(statement: str) -> None:
    partner()
    with the_role(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
