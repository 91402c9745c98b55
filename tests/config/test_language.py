"""The language of the reader: a form without scripts, a cookie that says nothing else, and the way back."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.conf import settings
from django.test import Client
from django.utils import translation
from opencc import OpenCC

from accounts.models import Duty
from notices.rendering import render_html
from notices.selectors import notices_of
from reports.services import accept_report
from tests import factories

HERE = re.compile(r'<input type="hidden" form="language" name="next" value="([^"]*)">')
SWITCH = re.compile(r'<form class="[^"]*" id="language" method="post" action="([^"]*)">')


def switch(client, url, language):
    page = client.get(url).content.decode()
    (action,), (here,) = SWITCH.findall(page), HERE.findall(page)
    assert f'name="language" value="{language}"' in page
    return client.post(action, {"language": language, "next": here})


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/report/?gone", "/track/", "/lists/dishonest/?page=1", "/desk/login/"])
def test_the_switch_leads_back_to_the_same_page_in_the_other_language(url):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    for language in ("zh-hans", "zh-hant", "en", "zh-hans"):
        answer = switch(client, url, language)
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


# ---- Traditional Chinese ---------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["zh-hant", "zh-TW", "zh-HK"])
@pytest.mark.parametrize(
    ("url", "words"), [("/", "舉報"), ("/report/", "您要舉報什麼"), ("/desk/login/", "密碼")]
)
def test_a_page_is_read_in_traditional_chinese(asked, url, words):
    page = Client(headers={"accept-language": asked}).get(url).content.decode()
    assert '<html lang="zh-hant"' in page
    assert words in page


@pytest.mark.django_db
def test_a_paper_stays_simplified_whoever_has_it_made():
    """The desk works in traditional Chinese: dict, page and the words sealed for the desk are as they always are."""
    drawn = []
    for language in ("zh-hans", "zh-hant"):
        with translation.override(language):
            factories.office()
            report = factories.file_report().report
            accept_report(report, actor=factories.the(Duty.DESK))
            notice = notices_of(report).get()
            context = {
                key: value
                for key, value in notice.context.items()
                if key not in {"number", "code", "verify_url", "receipt_locator", "reference"}
            }
            drawn.append((str(context), render_html("acceptance", notice.context)))
    texts = ["".join(re.findall(r"[\u4e00-\u9fff]", text)) for pair in drawn for text in pair]
    assert [converted(text) == text for text in texts] == [False] * 4, "there is simplified text"
    assert not any(letter in text for text in texts for letter in "舉報處機關")


def converted(text):
    return OpenCC("s2tw").convert(text)


@pytest.mark.parametrize("code", ["zh_Hans", "zh_Hant"])
def test_every_sentence_is_in_the_compiled_catalog(code):
    with (Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.mo").open("rb") as file:
        catalog = read_mo(file)
    assert len(list(catalog)) > 2000


# ---- Large type ------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/report/?gone", "/desk/login/"])
def test_large_type_is_a_cookie_that_stands_only_while_it_is_wanted(url):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    assert "cs-large" not in client.get(url).content.decode()
    assert "type" not in client.cookies
    page = client.get(url).content.decode()
    (here,) = HERE.findall(page)
    assert 'formaction="/type/" name="size" value="large"' in page
    answer = client.post("/type/", {"size": "large", "next": here})
    assert (answer.status_code, answer.url) == (302, url)
    page = client.get(url).content.decode()
    assert re.search(r"<html[^>]* cs-large", page)
    assert "Usual type" in page
    client.post("/type/", {"size": "usual", "next": here})
    assert not client.cookies["type"].value
    assert "cs-large" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_the_type_switch_leads_to_no_other_site(there):
    assert Client().post("/type/", {"size": "large", "next": there}).url == "/"
