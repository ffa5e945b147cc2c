"""Django's entry for these pages."""

from django.apps import AppConfig


class OwnPagesConfig(AppConfig):
    """Pages of own measures."""

    name = "goldenthread.web.own"
    label = "web_own"
