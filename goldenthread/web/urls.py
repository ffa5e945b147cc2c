"""Addresses of all pages. An area's addresses are its own; what a role may open is in route_table.toml."""

from django.urls import include, path

from goldenthread.web.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("goldenthread.web.public.urls")),
    path("account/", include("goldenthread.web.account.urls")),
    path("desk/", include("goldenthread.web.desk.urls")),
    path("people/", include("goldenthread.web.people.urls")),
    path("feedback/", include("goldenthread.web.feedback.urls")),
    path("concerns/", include("goldenthread.web.concerns.urls")),
    path("enquiries/", include("goldenthread.web.enquiries.urls")),
    path("partners/", include("goldenthread.web.partners.urls")),
    path("figures/own/", include("goldenthread.web.own.urls")),
    path("figures/quality/", include("goldenthread.web.quality.urls")),
    path("figures/framework/", include("goldenthread.web.framework.urls")),
    path("figures/reports/", include("goldenthread.web.regular.urls")),
    path("figures/wrong-way/", include("goldenthread.web.signals.urls")),
    path("audits/", include("goldenthread.web.audits.urls")),
    path("programme/", include("goldenthread.web.programme.urls")),
    path("matrix/", include("goldenthread.web.matrix.urls")),
    path("on-site/", include("goldenthread.web.peer.urls")),
    path("figures/", include("goldenthread.web.figures.urls")),
    path("standards/", include("goldenthread.web.standards.urls")),
    path("returns/", include("goldenthread.web.returns.urls")),
    path("improvement/", include("goldenthread.web.improvement.urls")),
    path("reports/", include("goldenthread.web.reports.urls")),
    path("evidence/", include("goldenthread.web.evidence.urls")),
    path("reviews/", include("goldenthread.web.reviews.urls")),
    path("board/", include("goldenthread.web.board.urls")),
    path("trail/", include("goldenthread.web.trail.urls")),
    path("settings/", include("goldenthread.web.settings.urls")),
]
