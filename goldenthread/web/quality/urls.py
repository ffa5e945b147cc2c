"""Addresses of data quality."""

from django.urls import path

from goldenthread.web.quality import views

app_name = "quality"
urlpatterns = [
    path("", views.home, name="home"),
    path("questions", views.questions, name="questions"),
]
