"""Django's entry for these pages."""

from django.apps import AppConfig


class ReviewsPagesConfig(AppConfig):
    """Pages of reviews."""

    name = "goldenthread.web.reviews"
    label = "web_reviews"
