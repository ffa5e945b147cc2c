"""Django's entry for these pages."""

from django.apps import AppConfig


class DeskPagesConfig(AppConfig):
    """Pages of desk."""

    name = "goldenthread.web.desk"
    label = "web_desk"
