"""Where the limits of a chart begin anew: said with a reason by those who answer for figures, shown to all, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.insight import procedures
from goldenthread.insight.language.periods import BadPeriod, Grain, Period, month_of
from goldenthread.insight.queries import FigurePage, Said, figure_page
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import chosen, counted, known, worded
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


class WithdrawForm(kit.KitForm):
    """Why the limits no longer begin anew."""

    reason = kit.LongText(
        "Why is it withdrawn?", rows=3, max_length=1000, needed="Say in a sentence why it is withdrawn"
    )


class BeginForm(kit.KitForm):
    """From which month, and why."""

    month = kit.Select("From which month?", (), needed="Choose the month")
    reason = kit.LongText(
        "What changed then?",
        hint="For example: the threshold guide of March, a second team, a new way of recording.",
        rows=3,
        max_length=1000,
        needed="Say in a sentence what changed",
    )

    def __init__(self, *args: Any, months: Sequence[Period], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(str(each), worded(each)) for each in months]
        self.fields["month"] = kit.Select("From which month?", listed, needed="Choose the month")


def limits(request: Request, key: str) -> HttpResponse:
    """What was said about the limits of a chart, and a form to say more; ``?withdraw=2026-03`` for taking it back."""
    indicator = known(key)
    figures, _ = counted()
    period = chosen(request, figures) if figures else None
    if figures is None or period is None or indicator.counting is None:
        raise Http404("nothing is counted for this figure")
    found = figure_page(request.viewer, figures, key, period)
    back = f"{reverse('figures:one', args=[key])}#trend"
    withdrawing = _withdrawing(request, found)
    form, sent = _withdraw(request, found, withdrawing) if withdrawing else _begin(request, found)
    if sent:
        done = (
            "It is withdrawn: the average is worked out over all months again. What was said stays on record."
        )
        messages.success(
            request, done if withdrawing else "The chart shows it now, with your reason and your name."
        )
        return redirect(back)
    context: dict[str, Any] = {
        "title": "Where limits begin anew",
        "back": Link(indicator.name, back),
        "figure": found,
        "form": form,
        "withdrawing": withdrawing,
        "withdrawing_words": worded(_month(withdrawing.month)) if withdrawing else "",
        "trend": drawn.trend(found),
        "phases": drawn.phases(found),
        "can_begin": len(found.months) > 1 and not found.rolling,
        "said": [
            (worded(_month(each.month)), each, f"?withdraw={_month(each.month)}") for each in found.notes.said
        ],
    }
    return page(request, "figures/limits.html", context)


def _begin(request: Request, found: FigurePage) -> tuple[kit.KitForm, bool]:
    held = {each.month for each in found.notes.holding}
    # Points that share their months have no limits, so none begin anew.
    shown = () if found.rolling else found.months
    months = [each.period for each in reversed(shown[1:]) if each.period.first not in held]
    form = BeginForm(request.POST or None, version=found.notes.version, months=months)
    sent = posted(
        request,
        form,
        lambda typed: procedures.begin_limits_anew(
            request.viewer,
            indicator=found.indicator.key,
            month=Period.read(typed["month"]).first,
            reason=typed["reason"],
            shown=[each.period.first for each in shown],
            version=typed["version"],
        ),
        version=found.notes.version,
    )
    return form, bool(sent)


def _withdraw(request: Request, found: FigurePage, said: Said) -> tuple[kit.KitForm, bool]:
    form = WithdrawForm(request.POST or None, version=found.notes.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.withdraw_limits(
            request.viewer,
            indicator=found.indicator.key,
            month=said.month,
            reason=typed["reason"],
            version=typed["version"],
        ),
        version=found.notes.version,
    )
    return form, bool(sent)


def _withdrawing(request: Request, found: FigurePage) -> Said | None:
    """What is to be withdrawn: something that holds, or that held when the form that is sent was made."""
    try:
        month = Period.read(request.GET.get("withdraw", "")).first
    except BadPeriod:
        return None
    rows = found.notes.said if request.method == "POST" else found.notes.holding
    return next((each for each in reversed(rows) if each.month == month), None)


def _month(first: date) -> Period:
    return Period(Grain.MONTH, month_of(first))
