"""The published list as an Atom feed. Who is taken off leaves a tombstone (RFC 6721) that names nobody.

After the end of a listing its publication stops; a reader of the feed still has to learn that it ended. A tombstone
says so with the reference alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from sanctions.models import Listing
from statutes.office import office_name

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
CONTENT_TYPE = Atom1Feed.content_type


class ListFeed(Atom1Feed):
    """Atom with tombstones."""

    def __init__(self, *args: Any, gone: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone = list(gone)

    def root_attributes(self) -> dict[str, Any]:
        """Declare the tombstones' namespace."""
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Put the tombstones before the entries, the last removed first."""
        super().add_root_elements(handler)
        for listing in self.gone:
            told = {"ref": id_of(listing), "when": rfc3339_date(listing.removed_at)}
            handler.addQuickElement("at:deleted-entry", None, told)

    def latest_post_date(self) -> datetime.datetime:
        """Say when the list last changed: an entry or a removal, whichever came later."""
        changes = [item["updateddate"] for item in self.items] + [one.removed_at for one in self.gone]
        return max(changes, default=moment(datetime.date(1970, 1, 1)))


def list_feed(listings: Iterable[Any], gone: Iterable[Any]) -> ListFeed:
    """Make the feed of who is on the list and who has left it. Texts of the law are Chinese content."""
    here = settings.PUBLIC_BASE_URL.rstrip("/")
    page, file = reverse("dishonest:list"), reverse("dishonest:atom")
    feed = ListFeed(
        title="安全生产严重失信主体名单",
        link=f"{here}{page}",
        description="",
        subtitle="列入与移出",
        language="zh-CN",
        author_name=office_name(),
        feed_url=f"{here}{file}",
        feed_guid=f"{_authority()}:dishonest",
        gone=gone,
    )
    for listing in listings:
        feed.add_item(
            title=listing.party_name,
            link=f"{here}{page}?q={listing.unit.uscc}",
            description=summary_of(listing),
            unique_id=id_of(listing),
            pubdate=moment(listing.listed_on),
            updateddate=moment(listing.listed_on),
        )
    return feed


def id_of(listing: Listing) -> str:
    """Name a listing for good (RFC 4151): the address of the site may change, this does not."""
    return f"{_authority()}:{listing.reference}"


def summary_of(listing: Any) -> str:
    """Say in one line what the page says of it."""
    decision = listing.decision_number or listing.reference
    return (
        f"统一社会信用代码：{listing.unit.uscc}；列入事由：{listing.cause}；列入决定：{decision}；"
        f"有效期：{listing.listed_on:%Y-%m-%d}至{listing.until_on:%Y-%m-%d}"
    )


def moment(day: datetime.date) -> datetime.datetime:
    """Return the first moment of a day, here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _authority() -> str:
    return f"tag:{urlsplit(settings.PUBLIC_BASE_URL).hostname},2026"
