"""Addresses of signals."""

from django.urls import path

from goldenthread.web.signals import answering, listing

app_name = "signals"
urlpatterns = [
    path("", listing.asked, name="list"),
    path("<uuid:signal_id>", answering.show, name="show"),
    path("<uuid:signal_id>/owner", answering.owner, name="owner"),
    path("<uuid:signal_id>/answer", answering.answer, name="answer"),
    path("<uuid:signal_id>/done", answering.done, name="done"),
    path("<uuid:signal_id>/send-back", answering.send_back, name="send_back"),
    path("<uuid:signal_id>/settle", answering.settle, name="settle"),
]
