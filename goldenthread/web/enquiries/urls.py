"""Addresses of enquiries."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

emergency = Views("goldenthread.web.enquiries.emergency")
pages = Views("goldenthread.web.enquiries.pages")
parts = Views("goldenthread.web.enquiries.parts")
running = Views("goldenthread.web.enquiries.running")
statements = Views("goldenthread.web.enquiries.statements")
wishes = Views("goldenthread.web.enquiries.wishes")

app_name = "enquiries"
_ONE = "<uuid:enquiry_id>/"
urlpatterns: list[URLPattern] = [
    path("", pages.list_enquiries, name="list"),
    path("emergency", emergency.open_record, name="emergency"),
    path("emergency/reviews", emergency.reviews, name="emergency_reviews"),
    path("emergency/reviews/<int:grant_id>", emergency.review, name="emergency_review"),
    path(_ONE, pages.show, name="show"),
    path(_ONE + "wants", wishes.wanted, name="wanted"),
    path(_ONE + "wants/asked", wishes.asked, name="asked"),
    path(_ONE + "wants/<uuid:wanted_id>/change", wishes.change_wanted, name="change_wanted"),
    path(_ONE + "wants/<uuid:wanted_id>/reached", wishes.judge, name="judge"),
    path(_ONE + "capacity", wishes.capacity, name="capacity"),
    path(_ONE + "plan", parts.plan, name="plan"),
    path(_ONE + "steps", parts.steps, name="steps"),
    path(_ONE + "steps/<uuid:step_id>/effect", parts.effect, name="effect"),
    path(_ONE + "allegations", parts.allegations, name="allegations"),
    path(_ONE + "allegations/<uuid:allegation_id>", parts.allegation, name="allegation"),
    path(
        _ONE + "allegations/<uuid:allegation_id>/off", parts.withdraw_allegation, name="withdraw_allegation"
    ),
    path(_ONE + "allegations/<uuid:allegation_id>/police", parts.police, name="police"),
    path(_ONE + "risks", parts.risks, name="risks"),
    path(_ONE + "laws", parts.laws, name="laws"),
    path(_ONE + "reports", running.reports, name="reports"),
    path(_ONE + "reports/<uuid:caused_id>", running.report, name="report"),
    path(_ONE + "for-the-adult", parts.for_adult, name="for_adult"),
    path(_ONE + "end", wishes.ending, name="ending"),
    path(_ONE + "statements", statements.ask, name="statements"),
    path(_ONE + "clock", running.clock, name="clock"),
    path(_ONE + "planning-clock", running.planning_clock, name="planning_clock"),
    path(_ONE + "who", running.appoint, name="appoint"),
    path(_ONE + "closing", pages.closing, name="closing"),
    path(_ONE + "reopen", pages.reopen, name="reopen"),
    path(_ONE + "sheet", pages.sheet, name="sheet"),
]
