"""Django's entry for this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "goldenthread.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
