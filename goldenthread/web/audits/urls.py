"""Addresses of case-file audits."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

heard = Views("goldenthread.web.audits.heard")
pages = Views("goldenthread.web.audits.pages")
results = Views("goldenthread.web.audits.results")
settling = Views("goldenthread.web.audits.settling")

app_name = "audits"
urlpatterns: list[URLPattern] = [
    path("", pages.own, name="own"),
    path("read/<uuid:file_audit_id>", pages.read, name="read"),
    path("read/<uuid:file_audit_id>/part/<slug:part>", pages.part, name="part"),
    path("read/<uuid:file_audit_id>/again", pages.again, name="again"),
    path("read/<uuid:file_audit_id>/views", pages.view_of, name="view_of"),
    path("read/<uuid:file_audit_id>/differences", settling.settle, name="settle"),
    path("own/<uuid:audited_id>", pages.own_case, name="own_case"),
    path("of/<uuid:review_id>", results.home, name="results"),
    path("of/<uuid:review_id>/words", heard.words, name="words"),
    path("of/<uuid:review_id>/theme", heard.theme, name="theme"),
    path("of/<uuid:review_id>/sample", results.sample, name="sample"),
    path("of/<uuid:review_id>/chosen", results.chosen, name="chosen"),
    path("of/<uuid:review_id>/give/<uuid:case_id>/<int:slot>", results.give, name="give"),
]
