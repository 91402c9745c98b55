"""Sessions: one statement to read, one to write, and nothing brought back that has ended."""

import datetime

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.session_store import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def stored(**values):
    store = SessionStore()
    store.update(values)
    store.save()
    return store.session_key


def test_what_is_written_is_read_again_with_a_statement_each(django_assert_num_queries):
    key = stored(word="甲")
    store = SessionStore(key)
    with django_assert_num_queries(1):
        assert store["word"] == "甲"
    store["word"] = "乙"
    with django_assert_num_queries(1):
        store.save()
    assert SessionStore(key)["word"] == "乙"


def test_each_write_puts_the_end_off():
    key = stored(word="甲")
    Session.objects.update(expire_date=timezone.now() + datetime.timedelta(minutes=1))
    store = SessionStore(key)
    store["word"] = "乙"
    store.save()
    assert Session.objects.get().expire_date > timezone.now() + datetime.timedelta(hours=7)


def test_a_session_that_is_over_holds_nothing_and_its_key_is_not_used_again():
    key = stored(word="甲")
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    store = SessionStore(key)
    assert store.get("word") is None
    assert store.session_key is None


def test_a_session_that_was_ended_meanwhile_is_not_brought_back():
    store = SessionStore(stored(word="甲"))
    assert store["word"] == "甲"
    Session.objects.all().delete()
    store["word"] = "乙"
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


@pytest.mark.parametrize("key", ["", "short", "a\0bcdefgh", "' OR 1=1 --", "ключ" * 8])
def test_a_cookie_that_cannot_be_a_key_opens_nothing(key):
    stored(word="甲")
    assert SessionStore(key).get("word") is None


def test_two_sessions_never_mix():
    first, second = stored(word="甲"), stored(word="乙")
    for key, word in ((first, "甲"), (second, "乙"), (first, "甲")):
        assert SessionStore(key)["word"] == word
    changed = SessionStore(first)
    changed["word"] = "丙"
    changed.save()
    assert (SessionStore(first)["word"], SessionStore(second)["word"]) == ("丙", "乙")
