"""Django's entry for this room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The letters room."""

    name = "goldenthread.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who may see this room's records, and which facts are published."""
        from goldenthread.letters import scopes  # noqa: F401
        from goldenthread.letters.facts import tables  # noqa: F401
