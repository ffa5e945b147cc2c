"""Addresses of the evidence library."""

from django.urls import URLPattern, path

from goldenthread.web.evidence import checks, views

app_name = "evidence"
_ONE = "<uuid:evidence_id>/"
urlpatterns: list[URLPattern] = [
    path("", views.library, name="list"),
    path("add", views.add, name="add"),
    path("voice", views.voice, name="voice"),
    path("strength", views.how_weighed, name="strength"),
    path("checks", checks.standing, name="checks"),
    path(_ONE, views.show, name="show"),
    path(_ONE + "change", views.change, name="change"),
    path(_ONE + "withdraw", views.withdraw, name="withdraw"),
    path(_ONE + "file/<int:number>", views.file, name="file"),
]
