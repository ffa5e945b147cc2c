"""Django's entry for this room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, agencies, relations to records, and the trail."""

    name = "goldenthread.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
