"""Django's entry for these pages."""

from django.apps import AppConfig


class SignalsPagesConfig(AppConfig):
    """Pages of signals."""

    name = "goldenthread.web.signals"
    label = "web_signals"
