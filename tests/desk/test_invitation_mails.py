"""Invitations by mail: one link that works once, asked for again when a mail is lost, and visible when they fail."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty, User
from accounts.services import take_password
from desk.models import InvitationMail
from desk.services.invitation_mails import send_invitations
from tests import factories
from tests.factories import browser, the

pytestmark = pytest.mark.django_db
CHOSEN = {"password": "chuishao-demo-2026", "again": "chuishao-demo-2026"}
LATER = InvitationMail.TRIED + datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _office():
    factories.office()


def newcomer(name: str = "newcomer", email: str = "newcomer@example.com") -> User:
    person = factories.person(name, Duty.DESK, has_key=False)
    person.email = email
    person.save()
    take_password(person)
    return person


def ask(person: User, email: str = "") -> Any:
    page = reverse("desk:mail_invitation", args=[person.username])
    return browser(the(Duty.ADMIN)).post(page, {"email": email or person.email})


def link_in(sent: Any) -> str:
    found = re.search(r"https?://\S+", sent.body)
    assert found
    return urlsplit(found[0]).path


def page_of(person: User) -> str:
    answer = browser(the(Duty.ADMIN)).get(reverse("desk:person", args=[person.username]))
    return html.unescape(answer.content.decode())


def test_a_mail_invites_once_and_says_nothing_of_any_file():
    report = factories.file_report().report
    person = newcomer()
    shown = (
        browser(the(Duty.ADMIN)).get(reverse("desk:mail_invitation", args=[person.username])).content.decode()
    )
    assert person.username in shown
    assert mail.outbox == []
    assert ask(person).status_code == 302
    assert "goes out within a minute" in page_of(person)
    assert [send_invitations(), send_invitations()] == [1, 0]
    (sent,) = mail.outbox
    assert sent.to == ["newcomer@example.com"]
    for secret in (report.reference, report.unit_name, *factories.IDENTITY.values()):
        assert secret not in f"{sent.subject} {sent.body}"
    assert "was mailed to newcomer@example.com" in page_of(person)
    assert Client().post(link_in(sent), CHOSEN).status_code == 302
    assert Client().post(link_in(sent), CHOSEN).status_code == 404
    assert ask(person).status_code == 404, "who has a password is not invited"


def test_a_lost_mail_is_sent_again_and_the_link_before_dies_at_the_press():
    person = newcomer()
    ask(person)
    send_invitations()
    ask(person)
    first = link_in(mail.outbox[0])
    assert Client().get(first).status_code == 404, "before the second mail has gone out"
    send_invitations()
    assert Client().get(link_in(mail.outbox[1])).status_code == 200
    ask(person, "other@example.com")
    send_invitations()
    assert mail.outbox[2].to == ["other@example.com"]
    printed = browser(the(Duty.ADMIN)).post(reverse("desk:invite", args=[person.username]))
    assert printed.status_code == 200
    assert Client().get(link_in(mail.outbox[2])).status_code == 404
    assert not InvitationMail.objects.exists()


def test_a_slip_that_is_printed_calls_a_waiting_mail_off():
    person = newcomer()
    ask(person)
    browser(the(Duty.ADMIN)).post(reverse("desk:invite", args=[person.username]))
    assert send_invitations() == 0
    assert mail.outbox == []


def test_a_mail_that_fails_is_seen_tried_for_an_hour_and_then_waits_for_a_press(settings):
    person = newcomer()
    ask(person)
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert send_invitations() == 0
    assert "did not take the mail (ModuleNotFoundError)" in page_of(person)
    people = browser(the(Duty.ADMIN)).get(reverse("desk:people")).content.decode()
    assert "1 mail could not be sent" in people
    assert "1 mail failed" in browser(the(Duty.ADMIN)).get(reverse("desk:setup")).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_invitations(timezone.now() + LATER) == 0
    InvitationMail.objects.update(asked_at=timezone.now() - LATER)
    assert "It is not tried again" in page_of(person)
    ask(person)
    assert send_invitations() == 1
    assert "not sent" not in page_of(person)


def test_in_training_nothing_leaves_and_the_page_says_so(settings):
    person = newcomer()
    ask(person)
    settings.IS_TRAINING = True
    assert send_invitations() == 0
    assert mail.outbox == []
    assert "This is a training: no mail leaves it." in page_of(person)


def test_everybody_with_an_address_is_invited_and_the_others_are_named():
    reached, other = newcomer(), newcomer("other", email="")
    page = reverse("desk:mail_invitations")
    shown = browser(the(Duty.ADMIN)).get(page).content.decode()
    assert "newcomer@example.com" in shown
    assert reverse("desk:person", args=[other.username]) in shown
    assert browser(the(Duty.ADMIN)).post(page).status_code == 302
    assert send_invitations() == 1
    assert [one.to for one in mail.outbox] == [[reached.email]]


def test_somebody_who_joined_or_left_meanwhile_gets_no_mail():
    person = newcomer()
    ask(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send_invitations() == 0
    assert mail.outbox == []
    assert not InvitationMail.objects.exists()
