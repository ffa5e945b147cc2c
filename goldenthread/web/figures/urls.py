"""Addresses of figures."""

from django.urls import path

from goldenthread.web.figures import over_time, views

app_name = "figures"
urlpatterns = [
    path("", views.home, name="home"),
    path("over-time", over_time.leading_figures, name="leading"),
    path("how-made", over_time.how_made, name="made"),
    path("over-time/<slug:key>", over_time.one_figure, name="one"),
    path("over-time/<slug:key>.csv", over_time.download, name="download"),
]
