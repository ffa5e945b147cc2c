"""Django's entry for these pages."""

from django.apps import AppConfig


class StandardsPagesConfig(AppConfig):
    """Pages of standards."""

    name = "goldenthread.web.standards"
    label = "web_standards"
