"""Addresses of people."""

from django.urls import path

from goldenthread.web.later import Views

beginning = Views("goldenthread.web.people.beginning")
editing = Views("goldenthread.web.people.editing")
finding = Views("goldenthread.web.people.finding")
record = Views("goldenthread.web.people.record")
story = Views("goldenthread.web.people.story")

app_name = "people"
urlpatterns = [
    path("", finding.search, name="search"),
    path("new", beginning.begin, name="begin"),
    path("<uuid:person_id>", record.show, name="show"),
    path("<uuid:person_id>/chronology", story.chronology, name="chronology"),
    path("<uuid:person_id>/change", editing.change, name="change"),
    path("<uuid:person_id>/circumstances/new", editing.add_circumstance, name="add_circumstance"),
    path(
        "<uuid:person_id>/circumstances/<uuid:circumstance_id>/end",
        editing.end_circumstance,
        name="end_circumstance",
    ),
    path("<uuid:person_id>/representatives/new", editing.add_representative, name="add_representative"),
    path(
        "<uuid:person_id>/representatives/<uuid:representative_id>/end",
        editing.end_representative,
        name="end_representative",
    ),
    path("<uuid:person_id>/restrict", editing.restrict, name="restrict"),
    path("<uuid:person_id>/let-in", editing.let_in, name="let_in"),
    path("<uuid:person_id>/shut-out", editing.shut_out, name="shut_out"),
]
