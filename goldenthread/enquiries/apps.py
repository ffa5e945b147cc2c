"""Django's entry for this room."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The enquiries room."""

    name = "goldenthread.enquiries"
    label = "enquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who sees what, and which facts are published."""
        from goldenthread.enquiries import scopes  # noqa: F401
        from goldenthread.enquiries.facts import tables  # noqa: F401
