"""Addresses of standards."""

from django.urls import path

from goldenthread.web.later import Views

browsing = Views("goldenthread.web.standards.browsing")
making = Views("goldenthread.web.standards.making")
shown = Views("goldenthread.web.standards.shown")

app_name = "standards"
urlpatterns = [
    path("", browsing.every, name="list"),
    path("add", making.add, name="add"),
    path("said/<uuid:line_id>/back", shown.take_back, name="take_back"),
    path("<str:standard>/shown", shown.show, name="shown"),
    path("<str:standard>/items/<str:item>/say", shown.say, name="say"),
    path("<str:standard>/", browsing.show, name="show"),
    path("<str:standard>/withdraw", making.withdraw, name="withdraw"),
    path("<str:standard>/file", browsing.file, name="file"),
    path("<str:standard>/items/<str:item>", browsing.item, name="item"),
]
