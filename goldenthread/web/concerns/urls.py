"""Addresses of concerns."""

from django.urls import path

from goldenthread.web.later import Views

clocks = Views("goldenthread.web.concerns.clocks")
deciding = Views("goldenthread.web.concerns.deciding")
listing = Views("goldenthread.web.concerns.listing")
screening = Views("goldenthread.web.concerns.screening")

app_name = "concerns"
urlpatterns = [
    path("", listing.work, name="list"),
    path("<uuid:concern_id>", screening.show, name="show"),
    path("<uuid:concern_id>/begin", screening.begin, name="begin"),
    path("<uuid:concern_id>/allocate", screening.allocate, name="allocate"),
    path("<uuid:concern_id>/person", screening.match, name="match"),
    path("<uuid:concern_id>/wants", screening.wish, name="wish"),
    path("<uuid:concern_id>/test", screening.test, name="test"),
    path("<uuid:concern_id>/test/<slug:limb>", screening.limb, name="limb"),
    path("<uuid:concern_id>/do", screening.deed, name="deed"),
    path("<uuid:concern_id>/danger", screening.danger, name="danger"),
    path("<uuid:concern_id>/safe", screening.safe, name="safe"),
    path("<uuid:concern_id>/level", screening.threshold, name="threshold"),
    path("<uuid:concern_id>/service", screening.service, name="service"),
    path("<uuid:concern_id>/more-time", clocks.extend, name="extend"),
    path("<uuid:concern_id>/late", clocks.late, name="late"),
    path("<uuid:concern_id>/restrict", screening.restrict, name="restrict"),
    path("<uuid:concern_id>/decide", deciding.decide, name="decide"),
    path("<uuid:concern_id>/sign-off", deciding.sign_off, name="sign_off"),
]
