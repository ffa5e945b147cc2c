"""What is done with an edition, from draft to frozen: counting again, sending for sign-off, signing, sending back, giving up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.insight import procedures, queries
from goldenthread.insight.lifecycle.returns import EDITION
from goldenthread.insight.queries.returns import ReturnPage
from goldenthread.kit.forms import KitForm
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.returns.forms import NothingForm, WordsForm
from goldenthread.web.returns.presenting import back, check_status, name_of, severity_tag, state_tag, typed_of


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
    asked = DEEDS.get(deed)
    if asked is None:
        raise Http404(f"nothing called {deed} is done with a return")
    found = queries.return_page(request.viewer, return_id)
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
