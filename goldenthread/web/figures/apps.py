"""Django's entry for these pages."""

from django.apps import AppConfig


class FiguresPagesConfig(AppConfig):
    """Pages of figures."""

    name = "goldenthread.web.figures"
    label = "web_figures"
