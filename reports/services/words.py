"""The original words and files of a tip, and those of the team to whom the desk grants them (settled question 1).

A grant seals the words and the files anew to the person named, in a session that opens them. It ends with the seat on
the team, with a conflict of interest, with the case, or by the desk: from then on no page opens anything, and the next
time the envelopes are sealed anew the key is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports import policies
from reports.models import Report, WordsGrant
from reports.selectors import people_to_share_with, words_grants_of, words_of
from vault.models import Envelope, Purpose
from vault.selectors import envelopes_of, keys_of_people
from vault.services import keep_out, open_envelope, reseal_envelope, take_back
from workflow.errors import MoveRefused
from workflow.models import LogEntry
from workflow.services import record
from workflow.verdicts import refuse_unless

SHARED = (Purpose.WORDS, Purpose.FILE)


def read_words(report: Report, *, actor: User, identity: str) -> dict[str, Any]:
    """Open the original words, with `identity` the session's private key; the log keeps who did.

    Raises `CannotOpen` when this person's key is not among the readers.
    """
    envelope = words_of(report)
    words = open_envelope(envelope, identity=identity) if envelope else {}
    record(report, "read_words", actor=actor)
    return words


@transaction.atomic
def share_words(
    report: Report, *, actor: User, identity: str, readers: Iterable[User], note: str
) -> LogEntry:
    """Let these people of the team read the original words and files, and nobody else besides the desk.

    Whoever could read before and is not among them can no longer. `identity` is the desk's key, `note` the reason.
    """
    refuse_unless(policies.may_share_words(report, actor))
    Report.objects.select_for_update().get(pk=report.pk)
    wanted, present = set(readers), {grant.reader for grant in words_grants_of(report)}
    new, gone = wanted - present, present - wanted
    if not new and not gone:
        raise MoveRefused(_("Nothing would change: these people can read the words already."))
    if actor in new:
        raise MoveRefused(_("Nobody grants the words to themselves."))
    _refuse_unfit(report, new)
    _end(report, gone)
    for envelope in _sealed(report):
        reseal_envelope(envelope, identity=identity, readers=new)
    WordsGrant.objects.bulk_create(
        WordsGrant(report=report, reader=reader, granted_by=actor) for reader in sorted(new, key=_by_key)
    )
    return record(
        report, "share_words", actor=actor, note="\n".join([*_said(new, "+"), *_said(gone, "-"), note])
    )


def end_words(report: Report, people: Iterable[User] | None = None) -> None:
    """End what the desk has granted to these people, or to everybody: the seat, or the case, has ended."""
    present = {grant.reader for grant in words_grants_of(report)}
    gone = present if people is None else present & set(people)
    if gone:
        _end(report, gone)
        record(report, "end_words", actor=None, note="，".join(sorted(one.name for one in gone)))


def shut_out_of(report: Report, people: Iterable[User]) -> None:
    """Keep people with a conflict of interest out of all that is sealed in a tip, whatever was granted to them."""
    away = list(people)
    end_words(report, away)
    keep_out(report, away)


def _end(report: Report, people: set[User]) -> None:
    report.words_grants.filter(ended_at=None, reader__in=people).update(ended_at=timezone.now())
    take_back(_sealed(report), people)


def _refuse_unfit(report: Report, people: set[User]) -> None:
    """Refuse whoever is not on the team or has a conflict of interest, and whoever has no key to seal to."""
    fit = set(people_to_share_with(report))
    if people - fit:
        raise MoveRefused(
            _("Only investigators on the team of the case can read the words, without a conflict.")
        )
    with_key = {key.user_id for key in keys_of_people([one.pk for one in people])}
    for one in sorted(people, key=_by_key):
        if one.pk not in with_key:
            raise MoveRefused(_("%(person)s has no key in use yet.") % {"person": one})


def _sealed(report: Report) -> QuerySet[Envelope]:
    """Return the envelopes of the words and files; a clean copy that is released has readers of its own."""
    sealed = envelopes_of(report).filter(purpose__in=SHARED, destroyed_at=None)
    return sealed.exclude(copy__released_at__isnull=False)


def _said(people: set[User], sign: str) -> list[str]:
    return [f"{sign} {one.name}" for one in sorted(people, key=_by_key)]


def _by_key(user: User) -> int:
    return user.pk
