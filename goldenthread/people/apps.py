"""Django's entry for this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "goldenthread.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see this room's records."""
        from goldenthread.people import scopes  # noqa: F401
