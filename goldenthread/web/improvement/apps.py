"""Django's entry for these pages."""

from django.apps import AppConfig


class ImprovementPagesConfig(AppConfig):
    """Pages of the improvement plan."""

    name = "goldenthread.web.improvement"
    label = "web_improvement"
