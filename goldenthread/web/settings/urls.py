"""Addresses of settings."""

from django.urls import path

from goldenthread.web.later import Views

views = Views("goldenthread.web.settings.views")

app_name = "settings"
urlpatterns = [
    path("", views.home, name="home"),
    path("accounts", views.accounts, name="accounts"),
    path("accounts/add", views.add_account, name="add_account"),
    path("accounts/<uuid:account_id>", views.account, name="account"),
    path("accounts/<uuid:account_id>/password", views.new_password, name="new_password"),
    path("agencies", views.agencies, name="agencies"),
    path("agencies/<uuid:agency_id>/open", views.agency_open, name="agency_open"),
    path("tokens", views.tokens, name="tokens"),
    path("tokens/<uuid:token_id>/revoke", views.revoke_token, name="revoke_token"),
    path("policy", views.policy, name="policy"),
]
