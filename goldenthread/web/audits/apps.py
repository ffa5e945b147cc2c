"""Django's entry for these pages."""

from django.apps import AppConfig


class AuditsPagesConfig(AppConfig):
    """Pages of case-file audits."""

    name = "goldenthread.web.audits"
    label = "web_audits"
