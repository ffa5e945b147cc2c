"""Django's entry for these pages."""

from django.apps import AppConfig


class ReportPagesConfig(AppConfig):
    """Pages of reports."""

    name = "goldenthread.web.reports"
    label = "web_reports"
