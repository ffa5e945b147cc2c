"""Django's entry for these pages."""

from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    """Pages of account."""

    name = "goldenthread.web.account"
    label = "web_account"
