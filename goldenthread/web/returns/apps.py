"""Django's entry for these pages."""

from django.apps import AppConfig


class ReturnsPagesConfig(AppConfig):
    """Pages of the national return."""

    name = "goldenthread.web.returns"
    label = "web_returns"
