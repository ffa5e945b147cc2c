"""Django's entry for made-up councils."""

from django.apps import AppConfig


class WorldsConfig(AppConfig):
    """Commands that build made-up councils."""

    name = "worlds"
    label = "worlds"
