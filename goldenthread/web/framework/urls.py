"""Addresses of the framework and the strategy."""

from django.urls import path

from goldenthread.web.later import Views

loading = Views("goldenthread.web.framework.loading")
strategy = Views("goldenthread.web.framework.strategy")
supplying = Views("goldenthread.web.framework.supplying")
table = Views("goldenthread.web.framework.table")

app_name = "framework"
urlpatterns = [
    path("", table.home, name="home"),
    path("load", loading.load, name="load"),
    path("load/columns.csv", loading.columns, name="columns"),
    path("strategy", strategy.home, name="strategy"),
    path("strategy/<slug:line>", strategy.show, name="line"),
    path("strategy/<slug:line>/answer", strategy.answer, name="answer"),
    path("strategy/<slug:line>/look", strategy.look, name="look"),
    path("<slug:measure>", table.one, name="measure"),
    path("<slug:measure>/supply", supplying.supply, name="supply"),
]
