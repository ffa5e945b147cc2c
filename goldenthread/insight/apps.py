"""Django's entry for this room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The insight room."""

    name = "goldenthread.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see what this room keeps."""
        from goldenthread.insight.scopes import phases, regular, returns, signals, supplied  # noqa: F401
