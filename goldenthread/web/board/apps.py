"""Django's entry for these pages."""

from django.apps import AppConfig


class BoardPagesConfig(AppConfig):
    """Pages of the board's own work."""

    name = "goldenthread.web.board"
    label = "web_board"
