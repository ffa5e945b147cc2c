"""Addresses of figures."""

from django.urls import path

from goldenthread.web.figures import boards, cases, equal, files, limits, over_time, telling

app_name = "figures"
urlpatterns = [
    path("", boards.home, name="home"),
    path("for/<slug:audience>", boards.board, name="board"),
    path("equality", equal.same_for_everybody, name="equality"),
    path("over-time", over_time.leading_figures, name="leading"),
    path("services", telling.told_of_themselves, name="services"),
    path("how-made", over_time.how_made, name="made"),
    path("over-time/<slug:key>", over_time.one_figure, name="one"),
    path("over-time/<slug:key>/cases", cases.cases, name="cases"),
    path("over-time/<slug:key>/limits", limits.limits, name="limits"),
    path("over-time/<slug:key>.<slug:file>", files.download, name="download"),
]
