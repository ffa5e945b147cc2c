"""Addresses of the improvement plan."""

from django.urls import path

from goldenthread.web.improvement import actions, findings, listing, recommending

app_name = "improvement"
urlpatterns = [
    path("", listing.home, name="home"),
    path("mine", listing.mine, name="mine"),
    path("findings", listing.findings, name="findings"),
    path("you-said", listing.you_said, name="you_said"),
    path("findings/add", findings.add, name="add_finding"),
    path("findings/<uuid:finding_id>", findings.show, name="finding"),
    path("findings/<uuid:finding_id>/source", findings.source, name="source"),
    path("findings/<uuid:finding_id>/agree", findings.agree, name="agree"),
    path("findings/<uuid:finding_id>/embed", findings.embed, name="embed"),
    path("findings/<uuid:finding_id>/<str:settling>", findings.settle, name="settle"),
    path("actions/add", actions.add, name="add_action"),
    path("actions/<uuid:improvement_id>", actions.show, name="action"),
    path("actions/<uuid:improvement_id>/judge", actions.judge, name="judge"),
    path("actions/<uuid:improvement_id>/run/<str:running>", actions.run, name="run"),
    path("actions/<uuid:improvement_id>/<str:acting>", actions.act, name="act"),
    path("recommendations", recommending.listed, name="recommendations"),
    path("recommendations/<uuid:recommendation_id>/answer", recommending.answer, name="answer"),
    path("recommendations/<uuid:recommendation_id>/follow-up", recommending.follow_up, name="follow_up"),
]
