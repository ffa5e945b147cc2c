"""Addresses of feedback."""

from django.urls import path

from goldenthread.web.later import Views

answering = Views("goldenthread.web.feedback.answering")
listing = Views("goldenthread.web.feedback.listing")

app_name = "feedback"
urlpatterns = [
    path("", listing.work, name="list"),
    path("<uuid:duty_id>", answering.show, name="show"),
    path("<uuid:duty_id>/not-possible", answering.not_possible, name="not_possible"),
    path("<uuid:duty_id>/contact", answering.contact, name="contact"),
    path("<uuid:duty_id>/open-again", answering.open_again, name="open_again"),
    path("<uuid:duty_id>/letter", answering.letter, name="letter"),
    path("letters/<uuid:letter_id>/send-again", answering.send_again, name="send_again"),
]
