"""Django's entry for this room."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    """The assurance room."""

    name = "goldenthread.assurance"
    label = "assurance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who sees what."""
        from goldenthread.assurance import scopes  # noqa: F401
