"""What is done with an edition, from draft to frozen: counting again, sending for sign-off, signing, sending back, giving up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground.verdicts import refused
from goldenthread.insight import procedures, queries
from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.queries.returns import ReturnPage
from goldenthread.kit.forms import KitForm
from goldenthread.web.deeds import open_to_do, role_may
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.returns.forms import EnterForm, NothingForm, WordsForm
from goldenthread.web.returns.presenting import (
    back,
    by_hand,
    check_status,
    label_of,
    name_of,
    severity_tag,
    state_tag,
    typed_of,
)


@dataclass(frozen=True)
class Deed:
    """A deed as its page asks for it. ``label`` asks for words, where the deed needs them."""

    run: Callable[..., None]
    done: str
    label: str = ""


DEEDS = {
    "count_again": Deed(procedures.count_again, "It will be counted again within about a minute."),
    "send_to_sign": Deed(
        procedures.send_to_sign,
        "It waits for sign-off now. A safeguarding manager who did not prepare it signs it, or sends it back.",
    ),
    "take_back": Deed(procedures.take_back, "It is a draft again."),
    "sign_off": Deed(
        procedures.sign_off,
        "It is signed off. Its files never change; a restatement is another edition.",
    ),
    "send_back": Deed(
        procedures.send_back, "It is a draft again, with your words.", "What is to be put right?"
    ),
    "give_up": Deed(procedures.give_up, "It is given up. The reason is on file.", "Why is it given up?"),
}


def do(request: Request, return_id: UUID, deed: str) -> HttpResponse:
    """Do one of these with an edition, after saying what it means."""
    if deed == "enter":
        return enter(request, return_id)
    asked = DEEDS.get(deed)
    if asked is None:
        raise Http404(f"nothing called {deed} is done with a return")
    role_may(request, EDITION.move(deed).permission)
    found = queries.return_page(request.viewer, return_id)
    _open_now(request, found, deed)
    version = found.line.version
    form: KitForm = NothingForm(typed_of(request), version=version)
    if asked.label:
        form = WordsForm(typed_of(request), version=version, label=asked.label)

    def run(typed: dict[str, Any]) -> None:
        words = {"words": typed["words"]} if asked.label else {}
        asked.run(request.viewer, return_id=return_id, version=typed["version"], **words)

    if posted(request, form, run, version=version):
        messages.success(request, asked.done)
        return HttpResponseRedirect(reverse("returns:show", args=[return_id]))
    context = {
        "title": EDITION.move(deed).button,
        "caption": name_of(found.line),
        "line": found.line,
        "tag": state_tag(found.line),
        "deed": deed,
        "form": form,
        "verdict": found.deeds.get(deed),
        "checks": _said(found),
        "files": [(each, reverse("returns:file", args=[return_id, each.name])) for each in found.files],
        "back": back(found.line),
        "cancel": reverse("returns:show", args=[return_id]),
    }
    return page(request, "returns/deed.html", context)


def _open_now(request: Request, found: ReturnPage, deed: str) -> None:
    """Raises Refused, which is answered with 409, where the page of a deed is asked for in a state that does not let it be done."""
    verdict = EDITION.verdict(found.line.state, deed)
    if verdict.allowed and deed == "count_again" and deed not in found.deeds:
        verdict = refused("STATE", "It is being counted now. Count it again when that is done.")
    open_to_do(request, verdict)


def enter(request: Request, return_id: UUID) -> HttpResponse:
    """Enter by hand what the facts cannot feed: the table that is asked for, else the first of these."""
    role_may(request, EDITION.move("enter").permission)
    found = queries.return_page(request.viewer, return_id)
    _open_now(request, found, "enter")
    tables = [each for each in (found.kept.tables if found.kept else ()) if by_hand(each)]
    asked = request.GET.get("table", "")
    table = next((each for each in tables if each.code == asked), next(iter(tables), None))
    verdict = found.deeds.get("enter")
    if table is None or verdict is None or not verdict.allowed or found.kept is None:
        verdict = None
    cells = [
        (number, label_of(address, table), cell.value)
        for number, (address, block, cell) in (found.kept.places.items() if found.kept else ())
        if table is not None and address.table == table.code and block.waits_for
    ]
    form = EnterForm(typed_of(request), cells=cells, version=found.line.version)
    if posted(
        request,
        form,
        lambda typed: procedures.enter(
            request.viewer, return_id=return_id, version=typed["version"], values=form.values
        ),
        version=found.line.version,
    ):
        messages.success(
            request, "The numbers are noted. They go into the files when it is sent for sign-off."
        )
        code = table.code if table else ""
        return HttpResponseRedirect(f"{reverse('returns:tables', args=[return_id])}?table={code}")
    if form.verdicts:
        form.tell_what_stands(cells)
    context = {
        "title": f"Enter by hand: {table.code} {table.title}" if table else "Enter by hand",
        "caption": name_of(found.line),
        "waits_for": next((b.waits_for for b in table.blocks if b.waits_for), "") if table else "",
        "verdict": verdict,
        "form": form,
        "line": found.line,
        "back": back(found.line),
        "cancel": reverse("returns:tables", args=[return_id]) + (f"?table={table.code}" if table else ""),
    }
    return page(request, "returns/enter.html", context)


def _said(found: ReturnPage) -> list[dict[str, object]]:
    return [
        {
            "check": f"{each.finding.code} {each.finding.where}",
            "asks": severity_tag(each.finding.code),
            "status": check_status(each),
            "words": each.comment.words if each.comment else "",
            "what": each.finding.words,
        }
        for each in found.checks
    ]
