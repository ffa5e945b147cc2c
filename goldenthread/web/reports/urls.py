"""Addresses of reports."""

from django.urls import path

from goldenthread.web.later import Views

keeping = Views("goldenthread.web.reports.keeping")
shared = Views("goldenthread.web.reports.shared")

app_name = "reports"
urlpatterns = [
    path("", keeping.listed, name="list"),
    path("<uuid:report_id>", keeping.show, name="show"),
    path("<uuid:report_id>/file/<str:form>", keeping.file, name="file"),
    path("<uuid:report_id>/changes", keeping.changes, name="changes"),
    path("<uuid:report_id>/share", keeping.share, name="share"),
    path("<uuid:report_id>/end-share", keeping.end_share, name="end_share"),
    path("shared/<str:token>", shared.show, name="shared"),
    path("shared/<str:token>/<str:form>", shared.file, name="shared_file"),
]
