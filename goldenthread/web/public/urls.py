"""Addresses of the public pages. They say nothing of what is on them: a browser's history may be read by others."""

from django.urls import URLPattern, path

from goldenthread.web.later import Views

about = Views("goldenthread.web.public.about")
views = Views("goldenthread.web.public.views")

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", about.start, name="start"),
    path("guide", about.guide, name="guide"),
    path("help", about.help_page, name="help"),
    path("privacy", about.privacy, name="privacy"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("tell-us", views.begin, name="begin"),
    path("tell-us/<uuid:draft_id>/call", views.call, name="call"),
    path("tell-us/<uuid:draft_id>/check", views.check, name="check"),
    path("tell-us/<uuid:draft_id>/sent", views.sent, name="sent"),
    path("tell-us/<uuid:draft_id>/<int:number>", views.step, name="step"),
]
