"""Addresses of the programme."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

pages = Views("goldenthread.web.programme.pages")

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("", pages.year, name="year"),
    path("plan", pages.plan, name="plan"),
    path("<uuid:entry_id>", pages.entry, name="entry"),
    path("<uuid:entry_id>/result", pages.result, name="result"),
    path("<uuid:entry_id>/drop", pages.drop, name="drop"),
]
