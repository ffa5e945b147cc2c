"""Addresses of signals."""

from django.urls import path

from goldenthread.web.later import Views

answering = Views("goldenthread.web.signals.answering")
listing = Views("goldenthread.web.signals.listing")

app_name = "signals"
urlpatterns = [
    path("", listing.asked, name="list"),
    path("<uuid:signal_id>", answering.show, name="show"),
    path("<uuid:signal_id>/answering/<slug:answering>", answering.answering, name="answer"),
    path("<uuid:signal_id>/managing/<slug:managing>", answering.managing, name="manage"),
]
