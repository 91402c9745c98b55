"""The public form, walked page by page as a browser does without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "what": {"kind": "hidden_accident", "is_danger_now": "no"},
    "details": {
        "claimed_deaths": "1",
        "claimed_injuries": "",
        "happened_on_year": "2025",
        "happened_on_month": "3",
        "happened_on_day": "14",
        "how_hidden": "给了家属一笔钱，没有上报。",
    },
    "place": {"division": "500102006", "address": "试验路尽头的厂房"},
    "unit": {"unit_name": "涪陵试验厂（虚构）", "sector": "machinery"},
    "words": {"text": "冲压机的防护罩拆了三个月，一名工人死亡，没有上报。", "how_known": "saw"},
    "files": {},
    "you": {"mode": "confidential", "name": "甄举报", "phone": "19900000000", "reach": ""},
}
# One transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000b4944415478da636000020000050001e9fadcd80000000049454e44ae426082"
)


def photo(name: str = "IMG_0001.png", data: bytes = PNG) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, data, content_type="image/png")


def page_of(step: str) -> str:
    """Return the address of a page of the form."""
    return reverse("tips:report") if step == "what" else reverse("tips:question", args=[step])


def answer(client: Client, step: str, **changed: Any) -> Any:
    """Send a page of the form and return what came back."""
    return client.post(page_of(step), {**ANSWERS[step], **changed})


def answer_all(
    client: Client, *, files: Sequence[Any] = (), until: str = "", **changed: Mapping[str, Any]
) -> None:
    """Answer page after page, following where each one leads, as far as `until` or to the check."""
    url = reverse("tips:report")
    for step in ANSWERS:
        assert url == page_of(step), f"{step} was expected, {url} came"
        if step == until:
            return
        given = {**ANSWERS[step], **changed.get(step, {}), **({"evidence": files} if step == "files" else {})}
        response = client.post(url, given)
        assert response.status_code == 302, response.content.decode()
        url = response["Location"]
    assert url == reverse("tips:check")


def send(client: Client) -> str:
    """Send what was answered and return the receipt code from the page that shows it once."""
    response = client.post(reverse("tips:send"))
    assert response.status_code == 302, response.content.decode()
    page = client.get(response["Location"])
    return code_on(page.content.decode())


def code_on(page: str) -> str:
    """Read the 24 digits of the receipt from its page."""
    groups = re.findall(r"<span>(\d{4})</span>", page)
    assert len(groups) == 6, "the page shows no receipt code"
    return "".join(groups)
