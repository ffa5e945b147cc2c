"""Django's entry for these pages."""

from django.apps import AppConfig


class MatrixPagesConfig(AppConfig):
    """Pages of the commissioner's matrix."""

    name = "goldenthread.web.matrix"
    label = "web_matrix"
