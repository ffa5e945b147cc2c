"""Addresses of a peer review on site."""

from django.urls import URLPattern, path

from goldenthread.web.peer import ending, pages, programme

app_name = "peer"
urlpatterns: list[URLPattern] = [
    path("<uuid:review_id>", pages.home, name="home"),
    path("<uuid:review_id>/conflicts", pages.conflicts, name="conflicts"),
    path("<uuid:review_id>/notes", pages.notes, name="notes"),
    path("<uuid:review_id>/notes/add", pages.add_note, name="add_note"),
    path("<uuid:review_id>/notes/<uuid:note_id>/withdraw", pages.withdraw, name="withdraw"),
    path("<uuid:review_id>/accuracy", ending.comment, name="comment"),
    path("<uuid:review_id>/accuracy/<uuid:comment_id>", ending.answer, name="answer_comment"),
    path("<uuid:review_id>/publish", ending.publish, name="publish"),
    path("<uuid:review_id>/follow-up", ending.follow_up, name="follow_up"),
    path("<uuid:review_id>/methods", programme.methods, name="methods"),
    path("<uuid:review_id>/programme/add", programme.add, name="add_session"),
    path("<uuid:review_id>/programme/<uuid:session_id>", programme.change, name="session"),
    path("<uuid:review_id>/papers/add", programme.ask, name="ask"),
    path("<uuid:review_id>/papers/<uuid:paper_id>", programme.answer, name="answer"),
]
