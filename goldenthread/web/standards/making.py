"""Making a standard in the browser: pasted, loaded from a file, or built item after item; checked, and saved as a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance.procedures.instruments import (
    offer_instrument_again,
    save_instrument,
    withdraw_instrument,
)
from goldenthread.assurance.queries.instruments import Examined, examine, standard_text
from goldenthread.assurance.queries.instruments import standard as find
from goldenthread.ground.instruments import Assessor, ItemKind, beginning, one_item
from goldenthread.insight.queries import indicators
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.standards.forms import MakeForm, WithdrawForm

FOLLOWING = ("item_parent", "item_kind")


@dataclass(frozen=True)
class Drawn:
    """What the page says of a text."""

    examined: Examined | None = None
    done: str = ""


def add(request: Request) -> HttpResponse:
    """The page, and each of its buttons. Only saving writes."""
    # Only a copy to change begins with something.
    copied = standard_text(request.viewer, request.GET["copy"]) if request.GET.get("copy") else None
    copy = (
        "This is a copy. Give it another version, or a key of its own, and change what you need."
        if copied
        else ""
    )
    form = MakeForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"text": copied or ""},
    )
    do = request.POST.get("do", "")
    if request.method == "POST" and do != "save" and form.is_valid():
        return _helped(request, do, form.cleaned_data)
    sent = posted(
        request,
        form,
        lambda typed: save_instrument(request.viewer, text=typed["text"], indicators=frozenset(indicators())),
    )
    if sent.done and sent.result:
        messages.success(request, f"Version {sent.result.version} is saved. Reviews can use it from now on.")
        return HttpResponseRedirect(reverse("standards:show", args=[sent.result.key]))
    text = form.cleaned_data.get("text", "") if form.is_bound else ""
    return _drawn(request, form, Drawn(_examined(request, text) if text else None, copy if not text else ""))


def withdraw(request: Request, standard: str) -> HttpResponse:
    """Withdraw a version that was saved here, or offer it again."""
    version = request.GET.get("version", "")
    found = find(request.viewer, standard, version)
    if found is None or found.edition.saved_at is None:
        raise Http404(f"nothing to withdraw of {standard}")
    edition = found.edition
    here = f"{reverse('standards:show', args=[standard])}?{urlencode({'version': edition.version})}"
    if request.method == "POST" and edition.withdrawn_at:
        offer_instrument_again(request.viewer, key=standard, version=edition.version)
        messages.success(request, f"Version {edition.version} is offered again.")
        return HttpResponseRedirect(here)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    sent = posted(
        request,
        form,
        lambda typed: withdraw_instrument(
            request.viewer, key=standard, version=edition.version, words=typed["words"]
        ),
    )
    if sent:
        messages.success(request, f"Version {edition.version} is withdrawn. You can offer it again.")
        return HttpResponseRedirect(here)
    context = {
        "title": f"Withdraw version {edition.version}",
        "back": Link(found.instrument.title, here),
        "form": form,
        "one": found.instrument,
        "edition": edition,
        "cancel": here,
        "offer_links": {},
    }
    return page(request, "standards/withdraw.html", context)


def _helped(request: Request, do: str, typed: dict[str, Any]) -> HttpResponse:
    """The page again, with the text as the button made it."""
    text, done, kept = typed["text"], "", {}
    if do == "start":
        text = beginning(**{name: typed[name] for name in ("key", "title", "about", "publisher", "document")})
        done = "Begun. Add the first item."
    elif do == "add":
        text = (
            text.rstrip()
            + "\n"
            + one_item(
                key=typed["item_key"],
                kind=ItemKind(typed["item_kind"] or ItemKind.STATEMENT),
                text=typed["item_text"],
                parent=typed["item_parent"],
                source=typed["item_where"],
            )
        )
        done = f"Item {typed['item_key']} is at the end of the text."
        kept = {name: typed[name] for name in FOLLOWING}
    elif do == "load":
        text, done = typed["file"], "The file is in the text below."
    form = MakeForm(initial={"text": text, **kept})
    return _drawn(request, form, Drawn(_examined(request, text) if do != "start" else None, done))


def _examined(request: Request, text: str) -> Examined:
    return examine(request.viewer, text, frozenset(indicators()))


def _drawn(request: Request, form: MakeForm, drawn: Drawn) -> HttpResponse:
    typed = form.data.get("text", "") if form.is_bound else form.initial.get("text", "")
    lines = typed.splitlines()
    mistakes = drawn.examined.mistakes if drawn.examined else ()
    columns = (
        Column("line", "Line", row_header=True),
        Column("stands", "What stands there"),
        Column("words", "What to do"),
    )
    rows = [
        {
            "line": each.line,
            "stands": lines[each.line - 1].strip()[:80] if each.line <= len(lines) else "",
            "words": f"{each.key}: {each.words}",
        }
        for each in mistakes
    ]
    context = {
        "title": "Add a standard",
        "back": Link("Standards", reverse("standards:list")),
        "form": form,
        "done": drawn.done,
        "good": drawn.examined.instrument if drawn.examined and not mistakes else None,
        "many": len(rows),
        "mistakes": Table("What to put right", columns, rows),
        "kinds": list(ItemKind),
        "assessors": list(Assessor),
        "offer_links": {},
    }
    return page(request, "standards/add.html", context)
