"""Addresses for agencies outside the council."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

pages = Views("goldenthread.web.partners.pages")

app_name = "partners"
urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("reports/<str:reference>", pages.report, name="report"),
    path("asked/<uuid:caused_id>", pages.asked, name="asked"),
]
