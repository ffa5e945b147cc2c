"""Django's entry for these pages."""

from django.apps import AppConfig


class EnquiriesPagesConfig(AppConfig):
    """Pages of enquiries."""

    name = "goldenthread.web.enquiries"
    label = "web_enquiries"
