"""Every address of the house, asked over HTTP by every persona, compared with the table in tests/access.py.

`bin/test --full` asks everybody at every door; `bin/test` asks all whom a door treats in a way of its own, and of
those whom it treats alike (there are up to a dozen) two, dealt out in turn, so that every duty is refused somewhere.

Open means 200, the form's own 400, or a way on (302) that leads neither to the login page nor to the page that asks
for a receipt code. Addresses that the table calls "post" take POST alone and are asked by POST: a GET is refused (405)
before anybody is asked who they are. A superuser without a duty, and an investigator of another team, are strangers.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.urls import reverse

from tests import doors
from tests.access import ACCESS, Door, all_names
from tests.doors import PERSONAS, REPORTER, STAFF, STRANGER, SUPERUSER, WITHOUT_LOGIN, duty_of

pytestmark = pytest.mark.django_db

LOGIN, CODE, OPEN = "asks to sign in", "asks for the receipt code", "open"
# They hold what was just sent from this browser, and nothing otherwise.
AFTER_SENDING = {"tips:receipt": 410, "tips:statement": 404, "tips:opening": 404}
# Who sees a paper sees its file: here the papers of the files that the table does not try.
PAPERS = {
    "report:answered": {"desk", "leader"},
    "order:reported": {"leader", "reviewer", "investigator"},
    "penalty:notified": {"leader", "reviewer", "investigator", "finance"},
    "listing:listed": {"leader", "reviewer", "investigator"},
    "reward:approved": {"rewards"},
}


@pytest.fixture(scope="module", autouse=True)
def _house(built):
    """Stand in for the fixture of the same name: this house has settings of its own."""


@pytest.fixture
def _django_db_helper(built, django_db_blocker):
    """Stand in for pytest-django's own, which would close the connection on which the house stands."""
    with django_db_blocker.unblock(), doors.undone():
        yield


@pytest.fixture
def house(built, db):
    """Return the house; what a test does to it is undone."""
    return built


def knock(house, name, persona):
    """Ask as the browser would; return the answer in the words of the table."""
    client, url = house.browser(persona, name), house.url(name)
    response = client.post(url) if ACCESS[name].method == "post" else client.get(url)
    # Reading to the end ends the request; closing would close the connection as well.
    b"".join(response)
    led_to = response.get("Location", "")
    if led_to.startswith(f"{reverse('desk:login')}?"):
        return LOGIN
    if led_to == f"{reverse('tips:track')}?again":
        return CODE
    return OPEN if response.status_code in {200, 302, 400} else response.status_code


def promised(name, persona):
    """Say what the table promises."""
    access = ACCESS[name]
    if name in {"api:nothing", "desk:begin"}:  # where people are, no code founds an office
        return 404
    if access.door is Door.PUBLIC:
        return OPEN if persona == REPORTER else AFTER_SENDING.get(name, OPEN)
    if access.door is Door.KEY:
        return 401
    if access.door is Door.RECEIPT:
        # Without the receipt a reader is asked for it, and a writer gets the words back (409).
        return OPEN if persona == REPORTER else 409 if access.method == "post" else CODE
    if persona in WITHOUT_LOGIN:
        return LOGIN
    if access.door is Door.SIGNED_IN:
        return OPEN
    if persona == SUPERUSER or (persona == STRANGER and access.door is Door.FILE):
        return 404
    if duty_of(persona) in access.opens:
        return OPEN
    return 403 if duty_of(persona) in access.refused else 404


def test_every_address_stands_in_the_table_and_the_table_has_no_other():
    assert set(ACCESS) == all_names()


def is_chosen(name):
    """Say whether a door opens to some duties and not to others; a public one, and one for all the staff, does not."""
    return ACCESS[name].door not in {Door.PUBLIC, Door.SIGNED_IN}


def callers(name):
    """Say who comes to a door: outsiders, all whose duty opens it, and two of those who get the same answer."""
    outsiders = {*WITHOUT_LOGIN, STRANGER, SUPERUSER}
    alike = defaultdict(list)
    for persona in PERSONAS:
        alike["" if persona in outsiders else promised(name, persona)].append(persona)
    turn = list(ACCESS).index(name)
    return {
        persona
        for answer, those in alike.items()
        for place, persona in enumerate(those)
        if answer == "" or (answer == OPEN and is_chosen(name)) or (place - 2 * turn) % len(those) < 2
    }


def ask(house, name, personas):
    found = {}
    for persona in personas:
        with doors.undone():
            found[persona] = knock(house, name, persona)
    assert found == {persona: promised(name, persona) for persona in personas}


@pytest.mark.parametrize("name", ACCESS)
def test_a_door_opens_to_those_the_table_names(house, name):
    ask(house, name, callers(name))


@pytest.mark.full
@pytest.mark.parametrize("name", ACCESS)
def test_a_door_opens_to_nobody_else(house, name):
    ask(house, name, [persona for persona in PERSONAS if persona not in callers(name)])


def test_everybody_is_refused_somewhere_and_every_opening_is_tried():
    tried = {
        persona: {promised(name, persona) for name in ACCESS if persona in callers(name)}
        for persona in PERSONAS
    }
    assert all(answers - {OPEN} for answers in tried.values())
    for name in ACCESS:
        opened = {persona for persona in PERSONAS if promised(name, persona) == OPEN}
        assert opened <= callers(name) or not is_chosen(name)


@pytest.mark.parametrize("name", [name for name, access in ACCESS.items() if access.method == "post"])
def test_an_address_that_takes_post_alone_says_so(house, name):
    """The others are asked by GET above, and none of them promises such a refusal."""
    client = house.browser(next((duty.value for duty in ACCESS[name].opens), REPORTER), name)
    if ACCESS[name].door is Door.SIGNED_IN:
        client = house.browser("desk")
    response = client.get(house.url(name))
    # Django's own view of the language answers a GET by leading back, and changes nothing.
    assert (response.status_code == 405) == (name != "set_language")


@pytest.mark.parametrize("persona", [*STAFF, STRANGER, SUPERUSER])
@pytest.mark.parametrize("about", PAPERS)
def test_a_paper_is_seen_by_those_who_see_its_file(house, about, persona):
    paper = doors.paper_of(house.files[about])
    status = house.browser(persona).get(reverse("notices:detail", args=[paper.reference])).status_code
    assert status == (200 if persona in PAPERS[about] else 404)
