"""What every answer tells the browser to refuse."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.middleware import ContentSecurityMiddleware

STRICTER = "sandbox; default-src 'none'"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/report/", "/desk/login/", "/nothing-here/", "/desk/", "/healthz"])
def test_every_answer_carries_one_policy_that_lets_no_foreign_or_inline_script_run(url):
    policy = dict(
        directive.split(" ", 1) for directive in Client().get(url)["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in str(policy)


def test_a_static_file_carries_the_policy_and_stands_in_no_frame(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "worker.js").write_text("self.onmessage = null;")
    answer = Client().get("/static/worker.js")
    assert answer.getvalue() == b"self.onmessage = null;"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_answer_with_a_stricter_policy_keeps_it():
    answer = ContentSecurityMiddleware(
        lambda request: HttpResponse(headers={"Content-Security-Policy": STRICTER})
    )(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == STRICTER


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/report/", "/desk/login/", "/nothing-here/", "/desk/", "/healthz"])
def test_every_answer_refuses_the_rest(url):
    answer = Client().get(url)
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/desk/", "/desk/reports/", "/desk/search/", "/report/", "/report/check/", "/track/"]
)
def test_what_holds_something_is_kept_by_no_cache(url):
    assert "no-store" in Client().get(url)["Cache-Control"]


@pytest.mark.django_db
def test_leaving_has_the_browser_forget_and_leads_to_a_page_that_says_nothing():
    gone = Client().get("/away/")
    assert gone["Clear-Site-Data"] == '"cache", "storage"'
    assert gone["Location"].startswith("https://")
    assert "no-store" in gone["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/", "/rules/", "/figures/", "/lists/dishonest/", "/report/done/", "/track/left/", "/healthz"]
)
def test_a_page_without_a_form_sets_no_cookie(url):
    assert not Client().get(url).cookies
