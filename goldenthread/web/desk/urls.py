"""Addresses of desk."""

from django.urls import path

from goldenthread.web.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("services", views.services, name="services"),
]
