"""Addresses of desk."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.desk.views")

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("services", views.services, name="services"),
]
