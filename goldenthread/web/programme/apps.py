"""Django's entry for these pages."""

from django.apps import AppConfig


class ProgrammePagesConfig(AppConfig):
    """Pages of the programme."""

    name = "goldenthread.web.programme"
    label = "web_programme"
