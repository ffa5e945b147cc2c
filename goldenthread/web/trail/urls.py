"""Addresses of the trail."""

from django.urls import path

from goldenthread.web.trail import views

app_name = "trail"
urlpatterns = [path("", views.search, name="search")]
