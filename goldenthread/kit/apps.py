"""The GOV.UK kit as a Django app: templates and static files, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Form fields, macros, layout and style."""

    name = "goldenthread.kit"
    label = "kit"
    verbose_name = "GOV.UK kit"
