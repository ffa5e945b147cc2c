"""Django's entry for these pages."""

from django.apps import AppConfig


class PartnersPagesConfig(AppConfig):
    """Pages of partners."""

    name = "goldenthread.web.partners"
    label = "web_partners"
