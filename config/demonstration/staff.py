"""Who acts in a demonstration or a replay: the people on duty, and the keys that they unlock."""

from __future__ import annotations

from accounts.models import Duty, User
from accounts.selectors import people_with_duty
from vault.services import unlock_key


class Staff:
    """The people on duty. Keys are unlocked once and kept in memory, as a session does."""

    def __init__(self, *, password: str) -> None:
        self._password = password
        self._people: dict[str, list[User]] = {}
        self._identities: dict[int, str] = {}

    def one(self, duty: Duty, *, turn: int = 0) -> User:
        """Return a person who holds `duty`; different turns take turns."""
        if duty not in self._people:
            self._people[duty] = list(people_with_duty(duty).select_related("agency"))
        people = self._people[duty]
        return people[turn % len(people)]

    def partner(self, first: User, *, turn: int = 0) -> User:
        """Return an investigator of another agency than `first`: a joint team has several."""
        self.one(Duty.INVESTIGATOR)
        others = [user for user in self._people[Duty.INVESTIGATOR] if user.agency_id != first.agency_id]
        return others[turn % len(others)]

    def officer(self, *, turn: int = 0) -> User:
        """Return an investigator of the office itself, to head a team."""
        self.one(Duty.INVESTIGATOR)
        own = [user for user in self._people[Duty.INVESTIGATOR] if user.agency and user.agency.is_office]
        return own[turn % len(own)]

    def identity_of(self, user: User) -> str:
        """Return the person's private key."""
        if user.pk not in self._identities:
            self._identities[user.pk] = unlock_key(user, password=self._password)
        return self._identities[user.pk]
