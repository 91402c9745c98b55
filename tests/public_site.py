"""A reporter at a browser: fills the form page by page and follows the report with its receipt."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 300
ANSWERS: dict[str, dict[str, Any]] = {
    "what": {"kind": "hazard", "is_danger_now": "no"},
    "details": {"since": "两个多月", "who_knows": ["workers", "owner"]},
    "place": {"division": "500102013", "address": "老码头往上第三个厂"},
    "unit": {"unit_name": "白涛试验化工厂（虚构）"},
    "words": {"text": "阀门一直在漏，没有人修。", "how_known": "saw"},
    "files": {},
    "you": {"mode": "anonymous"},
}
TYPED = {"two": "2", "reporter": "甄举报", "phone": "19900000000"}


def url_of(step: str) -> str:
    """Return the address of a step."""
    return "/report/" if step == "what" else f"/report/{step}/"


class Reporter:
    """Somebody at a browser of their own. `office=False` leaves the office without keys."""

    def __init__(self, *, office: bool = True) -> None:
        if office:
            factories.office()
        self.client = Client(headers={"accept-language": "en"})

    def get(self, url: str) -> Any:
        """Open a page."""
        return self.client.get(url)

    def post(self, url: str, data: dict[str, Any] | None = None) -> Any:
        """Send a form."""
        return self.client.post(url, data or {})

    def answer(self, step: str, **data: Any) -> Any:
        """Answer one page as in ANSWERS, but for `data`."""
        return self.post(url_of(step), {**ANSWERS[step], **data})

    def attach(self, *files: tuple[str, bytes], **data: Any) -> Any:
        """Send files."""
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        return self.post("/report/files/", {"evidence": uploads, **data})

    def fill(self, **answers: dict[str, Any]) -> None:
        """Answer every page; `answers` replace those of a step."""
        for step, usual in ANSWERS.items():
            response = self.post(url_of(step), answers.get(step, usual))
            assert response.status_code == 302, response.content.decode()

    def file(self, **answers: dict[str, Any]) -> str:
        """File a report and write its code down."""
        self.fill(**answers)
        assert self.post("/report/send/").url == "/report/receipt/"
        return code_on(self.get("/report/receipt/"))

    def open(self, code: str) -> Any:
        """Enter a code on the track page; return the page it leads to, or the answer."""
        response = self.post("/track/", {"code": code})
        return self.get(response.url) if response.status_code == 302 else response


def tracking(code: str) -> Reporter:
    """Return a reporter with the report open."""
    reporter = Reporter()
    assert reporter.open(code).status_code == 200
    return reporter


def text_of(response: Any) -> str:
    """Return the page as text."""
    text: str = response.content.decode()
    return text


def code_on(response: Any) -> str:
    """Read the receipt code off its page."""
    found = re.search(r'class="cs-receipt__code">(.*?)</p>', text_of(response), re.S)
    assert found
    return re.sub(r"\D", "", found[1])
