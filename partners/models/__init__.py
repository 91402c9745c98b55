"""Partners, their keys, what was answered to them, handed to them and told to them."""

from partners.models.answers import Answer
from partners.models.hooks import Call, Hook
from partners.models.lists import Batch, Line
from partners.models.partners import Key, Meter, Partner
from partners.models.transfers import Offer

__all__ = ["Answer", "Batch", "Call", "Hook", "Key", "Line", "Meter", "Offer", "Partner"]
