"""Addresses of the improvement plan."""

from django.urls import path

from goldenthread.web.later import Views

actions = Views("goldenthread.web.improvement.actions")
drafting = Views("goldenthread.web.improvement.drafting")
findings = Views("goldenthread.web.improvement.findings")
listing = Views("goldenthread.web.improvement.listing")
recommending = Views("goldenthread.web.improvement.recommending")

app_name = "improvement"
urlpatterns = [
    path("", listing.home, name="home"),
    path("mine", listing.mine, name="mine"),
    path("findings", listing.findings, name="findings"),
    path("you-said", listing.you_said, name="you_said"),
    path("findings/add", findings.add, name="add_finding"),
    path("findings/<uuid:finding_id>", findings.show, name="finding"),
    path("findings/<uuid:finding_id>/source", findings.source, name="source"),
    path("findings/<uuid:finding_id>/library", drafting.from_library, name="from_library"),
    path("findings/<uuid:finding_id>/change", drafting.change, name="change_finding"),
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
