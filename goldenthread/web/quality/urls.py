"""Addresses of data quality."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.quality.views")

app_name = "quality"
urlpatterns = [
    path("", views.home, name="home"),
    path("questions", views.questions, name="questions"),
]
