"""What the vault refuses."""

from django.utils.translation import gettext_lazy as _


class NoReaders(Exception):
    """Nobody could ever open the envelope: a duty without keys, and no escrow. `reason` is a sentence."""

    reason = _(
        "The office has not set up its keys yet, so nothing can be received safely. Call 12350 instead."
    )


class NoKey(Exception):
    """The person has no key pair yet."""


class KeyExists(Exception):
    """The person has a key pair already; a second one would hide the first."""
