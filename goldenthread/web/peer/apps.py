"""Django's entry for these pages."""

from django.apps import AppConfig


class PeerPagesConfig(AppConfig):
    """Pages of a peer review on site."""

    name = "goldenthread.web.peer"
    label = "web_peer"
