"""Django's entry for these pages."""

from django.apps import AppConfig


class FrameworkPagesConfig(AppConfig):
    """Pages of the framework."""

    name = "goldenthread.web.framework"
    label = "web_framework"
