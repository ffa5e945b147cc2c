"""Django's entry for these pages."""

from django.apps import AppConfig


class RegularPagesConfig(AppConfig):
    """Pages of data reports to boards."""

    name = "goldenthread.web.regular"
    label = "web_regular"
