"""Connects the house when Django has loaded every room."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Reads local policy and wires events."""

    name = "goldenthread.config"
    label = "wiring"

    def ready(self) -> None:
        """Load the local policy and wire events."""
        from django.conf import settings

        from goldenthread.config import wiring
        from goldenthread.ground import local_policy

        local_policy.use(local_policy.load(settings.POLICY_FOLDER))
        wiring.connect()
