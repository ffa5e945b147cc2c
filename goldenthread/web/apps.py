"""Django's entry for this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web room."""

    name = "goldenthread.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
