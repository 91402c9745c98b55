"""Reminders of work that came: on the site at once, by mail as each person wants it. Never to the public.

A mail says how much waits in which queue and where to sign in. No reference, no unit and no word of a file is in it: it
passes through other people's systems. A person is reminded once of an entry of the log, whatever is run twice.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from desk.models import MailChoice, Reminder, ReminderRound
from desk.selectors.reminders import TITLES, is_digest_due, posts, terms_of, whose_work
from interface.outside import refuse_in_training
from workflow.models import LogEntry

SALT = "desk.reminders"
# An entry whose transaction ended after a younger one is still found.
OVERLAP = datetime.timedelta(minutes=10)
MOST_ENTRIES = 500


# ---- What came -------------------------------------------------------------------------------------------------
def look_for_work(now: datetime.datetime | None = None) -> int:
    """Look through the log since the last round, and remind whose work has come; return how many were reminded."""
    now = now or timezone.now()
    last, _made = ReminderRound.objects.get_or_create(pk=ReminderRound.ONLY, defaults={"reached_at": now})
    since = last.reached_at - OVERLAP
    recent = LogEntry.objects.filter(at__gt=since, at__lte=now)
    entries = list(recent.exclude(pk__in=last.seen_entries).order_by("at", "pk")[:MOST_ENTRIES])
    newest = {
        entry.subject_key: entry for entry in entries if entry.source != entry.target or not entry.source
    }
    count = _remind([*newest.values()]) if newest else 0
    reached = max(last.reached_at, entries[-1].at if len(entries) == MOST_ENTRIES else now)
    keys = {*last.seen_entries, *(entry.pk for entry in entries)}
    kept = recent.filter(at__gt=reached - OVERLAP, pk__in=keys).values_list("pk", flat=True)
    ReminderRound.objects.filter(pk=ReminderRound.ONLY, reached_at__lte=reached).update(
        reached_at=reached, seen_entries=sorted(kept)
    )
    return count


def _remind(entries: list[LogEntry]) -> int:
    """Read whose work it all is before a row is written: on SQLite everybody waits for whoever writes."""
    known = set(Reminder.objects.filter(entry__in=entries).values_list("entry", flat=True))
    new = [entry for entry in entries if entry.pk not in known]
    rows = [
        Reminder(person=person, entry=entry, queue=queue) for entry, person, queue in whose_work(new, posts())
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def read_reminders(user: User) -> None:
    """Note that a person has read what they were reminded of."""
    Reminder.objects.filter(person=user, read_at=None).update(read_at=timezone.now())


# ---- By mail ---------------------------------------------------------------------------------------------------
def send_mail_of_work(now: datetime.datetime | None = None) -> int:
    """Mail what waits to whoever wants it now; return how many mails went out."""
    now = now or timezone.now()
    waiting: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(mailed_at=None, read_at=None).select_related("person__contact"):
        waiting.setdefault(reminder.person_id, []).append(reminder)
    choices = {choice.person_id: choice for choice in MailChoice.objects.filter(person__in=waiting)}
    return sum(_is_mailed(found, choices.get(key), now) for key, found in waiting.items())


def _is_mailed(found: list[Reminder], choice: MailChoice | None, now: datetime.datetime) -> bool:
    person, terms = found[0].person, terms_of(choice)
    address, is_digest = _address_of(person), terms.way == MailChoice.Way.DIGEST
    if not address or terms.way == MailChoice.Way.NONE or not person.is_active:
        return False
    if terms.is_quiet(timezone.localtime(now).hour) or (is_digest and not is_digest_due(choice, terms, now)):
        return False
    # Taken before it is sent: of two workers one sends, and a mail is rather lost than sent twice. The site has it.
    keys = [reminder.pk for reminder in found]
    taken = Reminder.objects.filter(pk__in=keys, mailed_at=None).update(mailed_at=now)
    if not taken or not _is_sent(_mail(person, address, found), keys):
        return False
    if is_digest:
        MailChoice.objects.filter(person=person).update(digested_on=timezone.localdate(now))
    return True


def _is_sent(mail: EmailMessage, keys: list[int]) -> bool:
    try:
        refuse_in_training()
        mail.send()
    except Exception as error:  # whatever the mail server does: it is tried again, and its words are not kept
        Reminder.objects.filter(pk__in=keys).update(mailed_at=None, failure=type(error).__name__)
        return False
    return True


def _address_of(person: User) -> str:
    contact = getattr(person, "contact", None)
    return (contact.email if contact else "") or person.email


def _mail(person: User, address: str, found: Iterable[Reminder]) -> EmailMessage:
    queues = Counter(reminder.queue for reminder in found)
    stop = f"{settings.DESK_BASE_URL}{reverse('desk:stop_mail', args=[stop_token(person)])}"
    with override(settings.LANGUAGE_CODE):
        lines = [f"{TITLES.get(queue, queue)}：{number}" for queue, number in queues.items()]
        told = {
            "lines": "\n".join(lines),
            "url": f"{settings.DESK_BASE_URL}{reverse('desk:home')}",
            "choose": f"{settings.DESK_BASE_URL}{reverse('desk:mail_choice')}",
            "stop": stop,
        }
        title = _("Work has come to you (%(count)d)") % {"count": sum(queues.values())}
        text = (
            _(
                "Work has come to you:\n%(lines)s\n\nSign in to see it: %(url)s\n\nThis mail names no file on purpose. "
                "Choose how you are reminded: %(choose)s\nNo more mails: %(stop)s"
            )
            % told
        )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(title, text, None, [address], headers=headers)


# ---- One press to stop -----------------------------------------------------------------------------------------
def stop_token(person: User) -> str:
    """Return what stands in the link that stops a person's mails: it opens nothing else."""
    return signing.dumps(person.pk, salt=SALT)


def person_of_token(token: str) -> User | None:
    """Return whose mails a link stops, or None for one that this office did not make."""
    try:
        return User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def stop_mail(person: User) -> None:
    """Send no more mail; what comes is still on the site."""
    MailChoice.objects.update_or_create(person=person, defaults={"way": MailChoice.Way.NONE})


def keep_mail_choice(person: User, **chosen: object) -> None:
    """Keep how a person wants to be reminded."""
    MailChoice.objects.update_or_create(person=person, defaults=chosen)
