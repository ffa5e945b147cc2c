"""Django's entry for these pages."""

from django.apps import AppConfig


class SettingsPagesConfig(AppConfig):
    """Pages of settings."""

    name = "goldenthread.web.settings"
    label = "web_settings"
