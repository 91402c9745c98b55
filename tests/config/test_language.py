"""The language of the reader: a form without scripts, a cookie that says nothing else, and the way back."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.once

HERE = re.compile(r'<input type="hidden" form="language" name="next" value="([^"]*)">')
SWITCH = re.compile(r'<form class="[^"]*" id="language" method="post" action="([^"]*)">')


def switch(client, url):
    page = client.get(url).content.decode()
    (action,), (here,) = SWITCH.findall(page), HERE.findall(page)
    language = re.search(r'name="language" value="([^"]*)"', page)[1]
    return client.post(action, {"language": language, "next": here})


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/report/?gone", "/track/", "/lists/dishonest/?page=1", "/desk/login/"])
def test_the_switch_leads_back_to_the_same_page_in_the_other_language(url):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    for language in ("zh-hans", "en", "zh-hans"):
        answer = switch(client, url)
        assert (answer.status_code, answer.url) == (302, url)
        assert {name: cookie.value for name, cookie in answer.cookies.items()} == {
            "django_language": language
        }
        assert f'<html lang="{language}"' in client.get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_switch_leads_to_no_other_site(there):
    answer = Client().post("/language/", {"language": "en", "next": there})
    assert answer.url == "/"


@pytest.mark.django_db
def test_asking_for_the_switch_changes_nothing():
    answer = Client().get("/language/?language=en")
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/lists/dishonest/", "/report/done/", "/rules/"])
def test_a_page_that_only_tells_sets_no_cookie(url):
    assert not Client().get(url).cookies
