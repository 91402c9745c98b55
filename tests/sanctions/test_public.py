"""The published list, as a page, as JSON and as CSV."""

import csv
import datetime
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import parse_http_date

from accounts.models import Duty
from enterprises.models import Unit
from notices.models import Notice
from sanctions import services as sanctions
from sanctions.models import Listing
from sanctions.views_public import FIELDS
from tests import factories
from tests.public_site import Reporter, text_of
from workflow.services import confirm_annulment, propose_annulment

pytestmark = pytest.mark.django_db
URLS = ["/lists/dishonest/", "/lists/dishonest.json", "/lists/dishonest.csv", "/lists/dishonest.atom"]


@pytest.fixture
def listing() -> Listing:
    return factories.listing_in("listed")


@pytest.fixture
def reader() -> Reporter:
    return Reporter(office=False)


def test_the_list_names_unit_reason_decision_and_end(listing: Listing, reader: Reporter) -> None:
    page = text_of(reader.get("/lists/dishonest/"))
    decision = Notice.objects.get(kind="listing_decision")
    assert listing.until_on is not None
    for fact in (
        listing.unit.name,
        listing.unit.uscc,
        listing.cause,
        decision.number,
        str(listing.until_on.year),
    ):
        assert fact in page


def test_json_and_csv_say_the_same_under_the_same_names(listing: Listing, reader: Reporter) -> None:
    data = json.loads(text_of(reader.get("/lists/dishonest.json")))
    text = reader.get("/lists/dishonest.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert data["version"] == 1
    assert data["count"] == len(rows) == 1
    assert rows == data["subjects"]
    assert tuple(rows[0]) == FIELDS
    assert rows[0]["credit_code"] == listing.unit.uscc
    assert rows[0]["reference"] == listing.reference


@pytest.mark.parametrize("state", ["candidate", "notified", "heard", "removed", "dismissed"])
@pytest.mark.parametrize("url", URLS)
def test_who_is_not_on_the_list_is_nowhere_on_it(url: str, state: str, reader: Reporter) -> None:
    listing = factories.listing_in(state)
    assert listing.unit.uscc not in text_of(reader.get(url))


@pytest.mark.parametrize(
    ("typed", "is_found"), [("", True), ("试验", True), ("9199", True), ("没有这家", False), ("%", False)]
)
def test_the_list_is_searched_by_name_and_credit_code(
    typed: str, is_found: bool, listing: Listing, reader: Reporter
) -> None:
    response = reader.client.get("/lists/dishonest/", {"q": typed})
    assert response.status_code == 200
    assert (listing.unit.uscc in text_of(response)) is is_found


@pytest.mark.parametrize(
    "query", ["?page=999", "?page=x", "?q=" + "x" * 5000, "?q=%00", "?q=<script>alert(1)</script>"]
)
def test_a_strange_query_is_answered(query: str, reader: Reporter) -> None:
    response = reader.get(f"/lists/dishonest/{query}")
    assert response.status_code == 200
    assert "<script>alert" not in text_of(response)


@pytest.mark.parametrize("url", URLS[1:])
def test_a_reader_who_has_the_file_is_not_sent_it_again(url: str, listing: Listing, reader: Reporter) -> None:
    tag = reader.get(url)["ETag"]
    again = reader.client.get(url, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""
    Unit.objects.update(name="改了名字的厂")
    assert reader.client.get(url, headers={"if-none-match": tag}).status_code == 200


def test_a_name_cannot_run_as_a_formula_in_a_spreadsheet(listing: Listing, reader: Reporter) -> None:
    Unit.objects.update(name='=HYPERLINK("http://example.org")')
    text = reader.get("/lists/dishonest.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"].startswith("'=")


@pytest.mark.parametrize("url", URLS)
def test_fifty_rows_cost_as_many_queries_as_one(url: str, listing: Listing, reader: Reporter) -> None:
    costs = []
    for count in (1, 50):
        _fill_list(listing, count)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(url).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 2


def _fill_list(listing: Listing, count: int) -> None:
    facts: dict[str, Any] = {
        name: getattr(listing, name)
        for name in ("penalty", "unit", "cause", "defence", "listed_on", "until_on")
    }
    missing = count - Listing.objects.count()
    Listing.objects.bulk_create(
        Listing(state="listed", situation=f"situation_{number}", **facts) for number in range(missing)
    )


@pytest.mark.parametrize("url", URLS)
def test_the_list_needs_no_session_and_no_post(url: str, listing: Listing, reader: Reporter) -> None:
    before = Session.objects.count()
    assert reader.get(url).status_code == 200
    assert reader.client.head(url).status_code == 200
    assert reader.post(url).status_code == 405
    assert Session.objects.count() == before
    assert "sessionid" not in reader.client.cookies


# ---- The feed --------------------------------------------------------------------------------------------------
ATOM, TOMBSTONE = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def test_the_feed_carries_what_atom_demands(listing: Listing, reader: Reporter) -> None:
    response = reader.get("/lists/dishonest.atom")
    feed = ElementTree.fromstring(response.content)
    entry = feed.find(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry is not None
    # RFC 4287, 4.1.1 and 4.1.2: an id, a title and a date each, an author, a link to itself.
    for element in (feed, entry):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8000/lists/dishonest.atom"
    assert entry.findtext(f"{ATOM}title") == listing.unit.name
    assert listing.unit.uscc in (entry.findtext(f"{ATOM}summary") or "")


def test_who_leaves_the_list_leaves_a_tombstone_without_a_name(listing: Listing, reader: Reporter) -> None:
    before = ElementTree.fromstring(reader.get("/lists/dishonest.atom").content)
    sanctions.remove_listing(listing, actor=None)
    response = reader.get("/lists/dishonest.atom")
    after = ElementTree.fromstring(response.content)
    stone = after.find(TOMBSTONE)
    assert stone is not None
    assert stone.get("ref") == before.findtext(f"{ATOM}entry/{ATOM}id")
    assert after.findtext(f"{ATOM}updated") == stone.get("when")
    assert after.find(f"{ATOM}entry") is None
    assert listing.unit.name not in text_of(response)


def test_an_entry_that_was_annulled_leaves_a_tombstone_too(listing: Listing, reader: Reporter) -> None:
    propose_annulment(listing, actor=factories.the(Duty.LEADER), reason="点错了按钮。")
    confirm_annulment(listing, actor=factories.the(Duty.INVESTIGATOR))
    feed = ElementTree.fromstring(reader.get("/lists/dishonest.atom").content)
    assert feed.find(TOMBSTONE) is not None
    assert feed.find(f"{ATOM}entry") is None


def test_the_feed_says_when_the_list_last_changed(listing: Listing, reader: Reporter) -> None:
    response = reader.get("/lists/dishonest.atom")
    feed = ElementTree.fromstring(response.content)
    updated = datetime.datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "")
    assert parse_http_date(response["Last-Modified"]) == updated.timestamp()
    assert ElementTree.fromstring(_empty_list(reader).content).find(f"{ATOM}entry") is None


def _empty_list(reader: Reporter) -> Any:
    Listing.objects.update(state="dismissed")
    return reader.get("/lists/dishonest.atom")


def test_the_page_leads_feed_readers_to_the_feed(reader: Reporter) -> None:
    assert '<link rel="alternate" type="application/atom+xml"' in text_of(reader.get("/lists/dishonest/"))
