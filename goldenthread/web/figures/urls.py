"""Addresses of figures."""

from django.urls import path

from goldenthread.web.figures import views

app_name = "figures"
urlpatterns = [path("", views.home, name="home")]
