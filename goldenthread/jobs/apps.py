"""Django's entry for this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs room."""

    name = "goldenthread.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
