"""Django's entry for these pages."""

from django.apps import AppConfig


class EvidencePagesConfig(AppConfig):
    """Pages of the evidence library."""

    name = "goldenthread.web.evidence"
    label = "web_evidence"
