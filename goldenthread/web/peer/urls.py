"""Addresses of a peer review on site."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

ending = Views("goldenthread.web.peer.ending")
feedback = Views("goldenthread.web.peer.feedback")
findings = Views("goldenthread.web.peer.findings")
following = Views("goldenthread.web.peer.following")
pages = Views("goldenthread.web.peer.pages")
programme = Views("goldenthread.web.peer.programme")
self_assessment = Views("goldenthread.web.peer.self_assessment")

app_name = "peer"
urlpatterns: list[URLPattern] = [
    path("<uuid:review_id>", pages.home, name="home"),
    path("<uuid:review_id>/conflicts", pages.conflicts, name="conflicts"),
    path("<uuid:review_id>/notes", pages.notes, name="notes"),
    path("<uuid:review_id>/notes/add", pages.add_note, name="add_note"),
    path("<uuid:review_id>/notes/<uuid:note_id>/withdraw", pages.withdraw, name="withdraw"),
    path("<uuid:review_id>/findings", findings.listed, name="findings"),
    path("<uuid:review_id>/recommendations/add", findings.recommend, name="recommend"),
    path("<uuid:review_id>/feedback", feedback.pack, name="feedback"),
    path("<uuid:review_id>/feedback/messages", feedback.write_messages, name="messages"),
    path("<uuid:review_id>/feedback/keep", feedback.keep, name="keep"),
    path("<uuid:review_id>/feedback/<int:number>", feedback.kept, name="pack"),
    path("<uuid:review_id>/feedback/<int:number>/file/<str:form>", feedback.file, name="pack_file"),
    path("<uuid:review_id>/feedback/grown", feedback.grown, name="grown"),
    path("<uuid:review_id>/after", following.after, name="after"),
    path("<uuid:review_id>/after/begun", following.log_begun, name="log_begun"),
    path("<uuid:review_id>/after/told/<str:telling>", following.tell, name="tell"),
    path(
        "<uuid:review_id>/after/plans/<uuid:recommendation_id>",
        following.take_into_plan,
        name="take_into_plan",
    ),
    path("<uuid:review_id>/after/take-back", following.take_back, name="take_back"),
    path("<uuid:review_id>/accuracy", ending.comment, name="comment"),
    path("<uuid:review_id>/accuracy/<uuid:comment_id>", ending.answer, name="answer_comment"),
    path("<uuid:review_id>/publish", ending.publish, name="publish"),
    path("<uuid:review_id>/follow-up", ending.follow_up, name="follow_up"),
    path("<uuid:review_id>/methods", programme.methods, name="methods"),
    path("<uuid:review_id>/programme/add", programme.add, name="add_session"),
    path("<uuid:review_id>/programme/<uuid:session_id>", programme.change, name="session"),
    path("<uuid:review_id>/self-assessment/ask", self_assessment.ask, name="ask_of_itself"),
    path("<uuid:review_id>/self-assessment/<uuid:asked_id>", self_assessment.tell, name="tell_of_itself"),
    path(
        "<uuid:review_id>/self-assessment/<uuid:asked_id>/finding", self_assessment.find, name="find_beside"
    ),
    path("<uuid:review_id>/papers/add", programme.ask, name="ask"),
    path("<uuid:review_id>/papers/<uuid:paper_id>", programme.answer, name="answer"),
]
