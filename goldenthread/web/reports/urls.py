"""Addresses of reports."""

from django.urls import path

from goldenthread.web.reports import keeping, shared

app_name = "reports"
urlpatterns = [
    path("", keeping.listed, name="list"),
    path("<uuid:report_id>", keeping.show, name="show"),
    path("<uuid:report_id>/word", keeping.word, name="word"),
    path("<uuid:report_id>/pdf", keeping.pdf, name="pdf"),
    path("<uuid:report_id>/changes", keeping.changes, name="changes"),
    path("<uuid:report_id>/share", keeping.share, name="share"),
    path("<uuid:report_id>/end-share", keeping.end_share, name="end_share"),
    path("shared/<str:token>", shared.show, name="shared"),
    path("shared/<str:token>/word", shared.word, name="shared_word"),
    path("shared/<str:token>/pdf", shared.pdf, name="shared_pdf"),
]
