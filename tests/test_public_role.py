"""The database role of the public site: what production.md grants it is enough, and nothing of the desk's is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from reports.models import MailboxItem, Report
from rewards.models import Claim
from rewards.payees import code_payee
from rewards.services import claim_reward, renew_code
from tests import factories
from tests.factories import PUNISHED
from tests.public_site import JPEG, Reporter

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
PRODUCTION = Path(__file__).resolve().parents[1] / "docs" / "production.md"
ROLE = "chuishao_public"
PAGES = [
    "/",
    "/rules/",
    "/figures/",
    "/unclaimed/",
    "/lists/dishonest/",
    "/lists/dishonest.json",
    "/lists/dishonest.atom",
    "/lists/exposures/",
    "/verify/",
    "/proof/",
]


@contextmanager
def the_role() -> Iterator[None]:
    """Act under a role that has these grants and no other; it goes with the test's transaction."""
    grants = re.findall(r"```sql\n(.*?)```", PRODUCTION.read_text(), flags=re.DOTALL)
    assert len(grants) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}; {grants[0]}; SET ROLE {ROLE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def test_a_reporter_files_follows_writes_and_withdraws_under_it() -> None:
    reporter = Reporter()
    with the_role():
        assert [reporter.get(page).status_code for page in PAGES] == [200] * len(PAGES)
        reporter.fill()
        reporter.attach(("a.jpg", JPEG))
        code = reporter.file()
        followed = Reporter(office=False)
        assert followed.open(code).status_code == 200
        assert followed.post(reverse("tips:message"), {"text": "昨夜又漏了。"}).status_code == 302
        assert followed.post(reverse("tips:retaliation"), {"what": PUNISHED}).status_code == 302
        assert followed.post(reverse("tips:withdraw"), {"confirm": "yes"}).status_code == 302
        assert followed.post(reverse("tips:leave")).status_code == 302
    report = Report.objects.get()
    assert report.state == "withdrawn"
    assert report.retaliations.exists()
    assert MailboxItem.objects.filter(report=report).exists()


def test_a_reward_is_claimed_under_it() -> None:
    reward = factories.reward_in("approved")
    with the_role():
        claim_reward(reward.report, payee=code_payee("counter-word"))
        first = Claim.objects.get().envelope_id
        renew_code(reward.report, payee=code_payee("counter-word"))
    assert Claim.objects.get().reward == reward
    assert Claim.objects.get().envelope_id != first


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO accounts_dutyassignment (user_id, duty, starts_on) VALUES (1, 'admin', '2026-01-01')",
        "UPDATE accounts_dutyassignment SET duty = 'admin'",
        "UPDATE accounts_user SET is_active = true",
        "SELECT password FROM accounts_user",
        "SELECT * FROM vault_personkey",
        "UPDATE vault_personkey SET public_key = ''",
        "SELECT * FROM vault_escrowbox",
        "SELECT * FROM desk_secondfactor",
        "DELETE FROM desk_signintries",
        "UPDATE investigations_case SET state = 'closed'",
        "INSERT INTO rewards_payment DEFAULT VALUES",
        "UPDATE rewards_reward SET amount_fen = 1",
        "DELETE FROM sanctions_listing",
        "UPDATE statutes_siteswitch SET is_live = true",
        "DELETE FROM vault_envelope",
        "UPDATE workflow_logentry SET move = ''",
        "DELETE FROM reports_report",
    ],
)
def test_it_writes_no_duty_and_no_table_of_the_desk(statement: str) -> None:
    factories.office()
    with the_role(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
