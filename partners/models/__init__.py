"""Partners, their keys, and what was answered to them."""

from partners.models.answers import Answer
from partners.models.partners import Key, Meter, Partner

__all__ = ["Answer", "Key", "Meter", "Partner"]
