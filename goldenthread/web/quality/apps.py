"""Django's entry for these pages."""

from django.apps import AppConfig


class QualityPagesConfig(AppConfig):
    """Pages of data quality."""

    name = "goldenthread.web.quality"
    label = "web_quality"
