"""Addresses of the national return."""

from django.urls import path

from goldenthread.web.later import Views

checking = Views("goldenthread.web.returns.checking")
doing = Views("goldenthread.web.returns.doing")
given_out = Views("goldenthread.web.returns.given_out")
views = Views("goldenthread.web.returns.views")

app_name = "returns"
urlpatterns = [
    path("", views.home, name="home"),
    path("start", views.start, name="start"),
    path("<uuid:return_id>", views.show, name="show"),
    path("<uuid:return_id>/tables", views.tables, name="tables"),
    path("<uuid:return_id>/cells/<int:cell>", views.cell, name="cell"),
    path("<uuid:return_id>/compare", views.compare, name="compare"),
    path("<uuid:return_id>/checks", checking.checks, name="checks"),
    path("<uuid:return_id>/checks/<int:check>", checking.check, name="check"),
    path("<uuid:return_id>/do/<slug:deed>", doing.do, name="do"),
    path("<uuid:return_id>/published", given_out.published, name="published"),
    path("<uuid:return_id>/files/<str:name>", given_out.file, name="file"),
]
