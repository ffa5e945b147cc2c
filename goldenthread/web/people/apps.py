"""Django's entry for these pages."""

from django.apps import AppConfig


class PeoplePagesConfig(AppConfig):
    """Pages of people."""

    name = "goldenthread.web.people"
    label = "web_people"
