"""People, agencies, duties, grants."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of people."""

    name = "accounts"
