"""The periods of a penalty and of an entry on the list of dishonest subjects."""

from sanctions.models import Listing, Penalty
from workflow.clocks import clocks_on

penalty = clocks_on(Penalty.label())

penalty("penalty.decide", starts="file", since="created_at", ends="decide", cancels=("drop", "cancel"))
penalty("hearing.request", starts="notify", ends="request_hearing", cancels=("hear", "drop"))
penalty("penalty.serve", starts="decide", since="decided_on", ends="serve", until="served_on")
penalty("penalty.publish", starts="decide", since="decided_on", ends="publish")
penalty("penalty.pay", starts="serve", since="served_on", ends="pay", until="paid_on", extends="grant_delay")

listing = clocks_on(Listing.label())

listing("listing.period", starts="enter", since="listed_on", cancels="remove")
listing("listing.early_removal", starts="enter", since="listed_on", cancels="remove")
