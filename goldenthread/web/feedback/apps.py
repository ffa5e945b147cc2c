"""Django's entry for these pages."""

from django.apps import AppConfig


class FeedbackPagesConfig(AppConfig):
    """Pages of feedback."""

    name = "goldenthread.web.feedback"
    label = "web_feedback"
