"""Django's entry for these pages."""

from django.apps import AppConfig


class PublicPagesConfig(AppConfig):
    """Pages of public."""

    name = "goldenthread.web.public"
    label = "web_public"
