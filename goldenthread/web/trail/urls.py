"""Addresses of the trail."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.trail.views")

app_name = "trail"
urlpatterns = [path("", views.search, name="search")]
