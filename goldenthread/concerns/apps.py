"""Django's entry for this room."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """The concerns room."""

    name = "goldenthread.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who sees what, and which facts are published."""
        from goldenthread.concerns import scopes  # noqa: F401
        from goldenthread.concerns.facts import tables  # noqa: F401
