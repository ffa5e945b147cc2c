"""Addresses of the evidence library."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

checks = Views("goldenthread.web.evidence.checks")
kinds = Views("goldenthread.web.evidence.kinds")
systems = Views("goldenthread.web.evidence.systems")
views = Views("goldenthread.web.evidence.views")

app_name = "evidence"
_ONE = "<uuid:evidence_id>/"
urlpatterns: list[URLPattern] = [
    path("", views.library, name="list"),
    path("add", views.add, name="add"),
    path("voice", views.voice, name="voice"),
    path("strength", views.how_weighed, name="strength"),
    path("checks", checks.standing, name="checks"),
    path("kinds/<str:framework>/<str:expected>", kinds.of_kind, name="of_kind"),
    path("kinds/<str:framework>/<str:expected>/name", kinds.name, name="name_kind"),
    path("systems", systems.listed, name="systems"),
    path("systems/<str:system>/arrange", systems.arrange, name="arrange"),
    path("systems/<str:system>/runs/add", systems.add_run, name="add_run"),
    path("systems/withdraw-run", systems.withdraw, name="withdraw_run"),
    path(_ONE, views.show, name="show"),
    path(_ONE + "change", views.change, name="change"),
    path(_ONE + "withdraw", views.withdraw, name="withdraw"),
    path(_ONE + "file/<int:number>", views.file, name="file"),
]
