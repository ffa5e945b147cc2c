"""Addresses of the board's own work."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

asking = Views("goldenthread.web.board.asking")
chain = Views("goldenthread.web.board.chain")
challenges = Views("goldenthread.web.board.challenges")
home = Views("goldenthread.web.board.home")
learning = Views("goldenthread.web.board.learning")
meetings = Views("goldenthread.web.board.meetings")
risks = Views("goldenthread.web.board.risks")

app_name = "board"
_MEETING = "meetings/<uuid:meeting_id>/"
_CHALLENGE = "challenges/<uuid:challenge_id>/"
_RISK = "risks/<uuid:service_risk_id>/"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("meetings/plan", meetings.plan, name="plan"),
    path(_MEETING, meetings.show, name="meeting"),
    path(_MEETING + "change", meetings.change, name="change_meeting"),
    path(_MEETING + "held", meetings.hold, name="hold"),
    path(_MEETING + "cancel", meetings.cancel, name="cancel"),
    path(_MEETING + "items/add/<str:item_kind>", meetings.add_item, name="add_item"),
    path(_MEETING + "items/<uuid:item_id>", meetings.change_item, name="change_item"),
    path(_MEETING + "items/<uuid:item_id>/record", meetings.record_item, name="record_item"),
    path("challenges/", challenges.listed, name="challenges"),
    path("challenges/ask", asking.ask, name="ask"),
    path(_CHALLENGE, challenges.show, name="challenge"),
    path(_CHALLENGE + "answer", challenges.answer, name="answer"),
    path(_CHALLENGE + "settle", challenges.settle, name="settle"),
    path(_CHALLENGE + "withdraw", challenges.withdraw, name="withdraw"),
    path("assurance/", chain.show, name="chains"),
    path("assurance/add", chain.add, name="add_chain"),
    path("risks/", risks.register, name="risks"),
    path("risks/add", risks.add, name="add_risk"),
    path(_RISK, risks.show, name="risk"),
    path(_RISK + "source", risks.source, name="risk_source"),
    path(_RISK + "change", risks.change, name="change_risk"),
    path(_RISK + "close", risks.close, name="close_risk"),
    path("learning/", learning.listed, name="learning"),
    path("learning/add", learning.add, name="add_learning"),
    path("learning/<uuid:learning_id>/cite", learning.cite, name="cite"),
]
