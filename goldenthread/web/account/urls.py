"""Addresses of account."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.account.views")

app_name = "account"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("personas", views.personas, name="personas"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("home", views.home, name="home"),
    path("", views.own, name="own"),
    path("password", views.password, name="password"),
    path("end-sessions", views.end_sessions, name="end_sessions"),
]
