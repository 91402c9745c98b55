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


def test_an_answer_with_a_stricter_policy_keeps_it():
    answer = ContentSecurityMiddleware(
        lambda request: HttpResponse(headers={"Content-Security-Policy": STRICTER})
    )(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == STRICTER
