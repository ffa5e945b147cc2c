"""Addresses of data reports to boards."""

from django.urls import path

from goldenthread.web.later import Views

drawing_up = Views("goldenthread.web.regular.drawing_up")
listing = Views("goldenthread.web.regular.listing")

app_name = "regular"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("add", listing.add, name="add"),
    path("<uuid:regular_id>/change", listing.change, name="change"),
    path("<uuid:regular_id>/begin", drawing_up.begin, name="begin"),
    path("<uuid:regular_id>/stop", listing.stop, name="stop"),
    path("issues/<uuid:issue_id>", drawing_up.show, name="issue"),
    path("issues/<uuid:issue_id>/explain/<slug:key>", drawing_up.explain, name="explain"),
    path("issues/<uuid:issue_id>/send", drawing_up.send, name="send"),
]
