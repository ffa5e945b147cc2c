"""Django's entry for these pages."""

from django.apps import AppConfig


class TrailPagesConfig(AppConfig):
    """Pages of trail."""

    name = "goldenthread.web.trail"
    label = "web_trail"
