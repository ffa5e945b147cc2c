"""Root addresses. Each area of each door keeps its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("goldenthread.web.urls")),
    path("api/", include("goldenthread.api.urls")),
]

handler400 = "goldenthread.web.errors.bad_request"
handler403 = "goldenthread.web.errors.forbidden"
handler404 = "goldenthread.web.errors.not_found"
handler500 = "goldenthread.web.errors.server_error"
