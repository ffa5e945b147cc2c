"""Addresses of the matrix."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

pages = Views("goldenthread.web.matrix.pages")

app_name = "matrix"
urlpatterns: list[URLPattern] = [
    path("", pages.services, name="services"),
    path("begin", pages.begin, name="begin"),
    path("<uuid:matrix_id>", pages.show, name="show"),
    path("<uuid:matrix_id>/finish", pages.finish, name="finish"),
    path("<uuid:matrix_id>/lines/<str:looked_for>", pages.rate, name="rate"),
]
