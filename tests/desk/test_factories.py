"""The builders reach every state that a person can reach."""

import pytest

from tests import factories

REPORTS = ["submitted", "accepted", "declined", "transferred", "merged", "withdrawn", "answered", "closed"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("build", "state"),
    [
        *[
            (factories.report_in, state)
            for state in [
                "submitted",
                "accepted",
                "declined",
                "transferred",
                "merged",
                "withdrawn",
                "answered",
                "closed",
            ]
        ],
        *[(factories.case_in, state) for state in [*factories.STAGES, "cancelled"]],
        *[(factories.order_in, state) for state in ["ordered", "reported", "passed", "cancelled"]],
        *[(factories.penalty_in, state) for state in [*factories.PENALTY_STAGES, "dropped", "cancelled"]],
        *[
            (factories.listing_in, state)
            for state in ["candidate", "notified", "heard", "listed", "removed", "dismissed"]
        ],
        *[
            (factories.reward_in, state)
            for state in [
                "assessed",
                "proposed",
                "approved",
                "claimed",
                "paid",
                "refused",
                "lapsed",
                "cancelled",
            ]
        ],
    ],
)
def test_a_builder_walks_a_file_to_its_state(build, state):
    assert build(state).state == state
