"""Addresses of standards."""

from django.urls import path

from goldenthread.web.standards import browsing, making

app_name = "standards"
urlpatterns = [
    path("", browsing.every, name="list"),
    path("add", making.add, name="add"),
    path("<str:standard>/", browsing.show, name="show"),
    path("<str:standard>/withdraw", making.withdraw, name="withdraw"),
    path("<str:standard>/file", browsing.file, name="file"),
    path("<str:standard>/items/<str:item>", browsing.item, name="item"),
]
