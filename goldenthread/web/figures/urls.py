"""Addresses of figures."""

from django.urls import path

from goldenthread.web.later import Views

boards = Views("goldenthread.web.figures.boards")
cases = Views("goldenthread.web.figures.cases")
equal = Views("goldenthread.web.figures.equal")
files = Views("goldenthread.web.figures.files")
limits = Views("goldenthread.web.figures.limits")
over_time = Views("goldenthread.web.figures.over_time")
personal = Views("goldenthread.web.figures.personal")
telling = Views("goldenthread.web.figures.telling")
telling_us = Views("goldenthread.web.figures.telling_us")

app_name = "figures"
urlpatterns = [
    path("", boards.home, name="home"),
    path("for/<slug:audience>", boards.board, name="board"),
    path("forum", boards.forum, name="forum"),
    path("equality", equal.same_for_everybody, name="equality"),
    path("together", equal.together, name="together"),
    path("sources", telling_us.who_tells_us, name="sources"),
    path("over-time", over_time.leading_figures, name="leading"),
    path("services", telling.told_of_themselves, name="services"),
    path("making-personal", personal.making_personal, name="personal"),
    path("how-made", over_time.how_made, name="made"),
    path("over-time/<slug:key>", over_time.one_figure, name="one"),
    path("over-time/<slug:key>/cases", cases.cases, name="cases"),
    path("over-time/<slug:key>/limits", limits.limits, name="limits"),
    path("over-time/<slug:key>.<slug:file>", files.download, name="download"),
]
