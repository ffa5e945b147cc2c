"""Addresses of own measures."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.own.views")

app_name = "own"
urlpatterns = [
    path("", views.home, name="home"),
    path("follow", views.follow, name="follow"),
    path("team/follow", views.follow_as_team, name="follow_as_team"),
]
