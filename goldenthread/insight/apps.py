"""Django's entry for this room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The insight room."""

    name = "goldenthread.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
