"""Addresses of reviews."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

answering = Views("goldenthread.web.reviews.answering")
checklist = Views("goldenthread.web.reviews.checklist")
comparing = Views("goldenthread.web.reviews.comparing")
pages = Views("goldenthread.web.reviews.pages")
parts = Views("goldenthread.web.reviews.parts")
sheets = Views("goldenthread.web.reviews.sheets")

app_name = "reviews"
_ONE = "<uuid:review_id>/"
# Addresses of what belongs to one agency, or to one row of the review.
_ROUND = "<uuid:round_id>/"
urlpatterns: list[URLPattern] = [
    path("", pages.list_reviews, name="list"),
    path("open", pages.open_review, name="open"),
    path(_ONE, pages.show, name="show"),
    path(_ONE + "change", pages.change, name="change"),
    path(_ONE + "people", pages.people, name="people"),
    path(_ROUND + "people/<int:member_id>/end", pages.end_member, name="end_member"),
    path(_ONE + "move/<str:turn>", pages.move, name="move"),
    path(_ONE + "agencies", parts.agencies_of, name="agencies"),
    path(_ROUND + "agencies/<int:part_id>", parts.part, name="part"),
    path(_ROUND + "agencies/<int:part_id>/checklist", checklist.fill, name="checklist"),
    path(_ROUND + "agencies/<int:part_id>/agree", checklist.agree, name="agree_part"),
    path(_ROUND + "agencies/<int:part_id>/end", parts.end_part, name="end_part"),
    path(_ROUND + "agencies/<int:part_id>/answer/<str:statement>", answering.begin, name="begin_answer"),
    path(_ROUND + "answers/<uuid:answer_id>", answering.answer, name="answer"),
    path(_ROUND + "answers/<uuid:answer_id>/evidence", answering.evidence, name="answer_evidence"),
    path(_ROUND + "answers/<uuid:answer_id>/strength", answering.set_strength, name="answer_strength"),
    path(_ROUND + "answers/<uuid:answer_id>/move/<str:step>", answering.move, name="answer_move"),
    path(_ONE + "side-by-side", comparing.side_by_side, name="compare"),
    path(_ONE + "movement", comparing.movement, name="movement"),
    path(_ROUND + "agencies/<int:part_id>/sheet.<str:suffix>", sheets.out, name="sheet"),
    path(_ROUND + "agencies/<int:part_id>/bring-back", sheets.bring_back, name="bring_back"),
    path(_ROUND + "brought-back/<uuid:sheet_id>", sheets.brought_back, name="brought_back"),
]
