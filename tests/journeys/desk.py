"""The desk as its people use it: sign in, find the file, press a button, fill in its page."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, settle


class Officer:
    """Somebody at a desk, signed in through the login page, so that their key is unlocked."""

    def __init__(self, user: User) -> None:
        self.client = Client(headers={"accept-language": "en"})
        response = self.client.post(reverse("desk:login"), {"username": user.username, "password": PASSWORD})
        assert response.status_code == 302, response.content.decode()

    def look(self, url: str) -> str:
        """Open a page and return it."""
        response = self.client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        return response.content.decode()

    def opened(self, url: str) -> str:
        """Press a button that opens what is sealed, and return the page."""
        response = self.client.post(url)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()

    def press(self, subject: Any, name: str, **inputs: Any) -> None:
        """Go from the page of a file to the page of a move and make it; then let the worker work."""
        file, url = subject.get_absolute_url(), reverse(name, args=[subject.reference])
        assert f'href="{url}"' in self.look(file), f"{file} offers no {name}"
        form = self.client.get(url).context["form"]
        drawn = {field: form[field].value() for field in form.fields}
        given = {
            key: value
            for key, value in {**drawn, **inputs}.items()
            if value is not None and value is not False
        }
        response = self.client.post(url, given)
        assert response.status_code == 302, response.context["form"].errors
        assert response["Location"] == file
        settle()
        subject.refresh_from_db()
