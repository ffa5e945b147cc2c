"""Django's entry for these pages."""

from django.apps import AppConfig


class ConcernsPagesConfig(AppConfig):
    """Pages of concerns."""

    name = "goldenthread.web.concerns"
    label = "web_concerns"
