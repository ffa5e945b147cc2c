"""Where two readers of a case differ: seen by both when both are done, and settled by either of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures
from goldenthread.assurance.policy.audits import NOT_APPLICABLE
from goldenthread.assurance.queries.settling import Difference, Differences, differences
from goldenthread.kit import forms as kit
from goldenthread.kit.presenters import Link
from goldenthread.web.audits.forms import grades_of
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


class SettleForm(kit.KitForm):
    """What both readers settle on, question by question. A question left empty is settled later."""

    marks_optional = False

    def __init__(self, *args: Any, found: Differences, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [each.item.key for each in found.left]
        for each in found.left:
            assert found.tool is not None
            key, item = each.item.key, each.item
            self.fields[f"grade-{key}"] = kit.Choice(
                f"{key} {item.title or item.text}",
                grades_of(found.tool, item),
                hint=f"You said: {_said(found, item.key, each.mine)}. {found.other_reader} said: {_said(found, item.key, each.other)}.",
                small=True,
                required=False,
                last=[str(NOT_APPLICABLE)],
            )
            self.fields[f"words-{key}"] = kit.LongText(
                f"Why do you settle {key} so?", rows=2, max_length=2000, required=False
            )

    def answers(self) -> dict[str, dict[str, Any]]:
        """What is settled now."""
        data = self.cleaned_data
        return {
            key: {"grade": int(grade), "words": data.get(f"words-{key}", "")}
            for key in self.keys
            if (grade := data.get(f"grade-{key}")) not in (None, "")
        }


def settle(request: Request, file_audit_id: UUID) -> HttpResponse:
    """Where two readers differ, and what they settle on."""
    found = differences(request.viewer, file_audit_id)
    form = SettleForm(request.POST or None, found=found, version=found.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.settle_differences(
            request.viewer, file_audit_id=found.id, version=typed["version"], answers=form.answers()
        ),
        version=found.version,
    )
    if sent:
        messages.success(request, "It is settled. What each of you judged alone stays as it was.")
        return redirect("audits:settle", found.id)
    context = {
        "title": "Where two readers differ",
        "found": found,
        "form": form,
        "settled": [(each, *_settled(found, each)) for each in found.rows if each.settled],
        "back": Link(f"Audit of {found.reference}", reverse("audits:read", args=[found.id])),
    }
    return page(request, "audits/settle.html", context)


def _said(found: Differences, key: str, answer: Any) -> str:
    words = str(answer.get("words", "")).strip()
    return f"{_grade(found, key, int(answer['grade']))}{f' (“{words}”)' if words else ''}"


def _settled(found: Differences, each: Difference) -> tuple[str, str, str]:
    assert each.settled is not None
    grade, words, by_name = each.settled
    return _grade(found, each.item.key, grade), words, by_name


def _grade(found: Differences, key: str, grade: int) -> str:
    assert found.tool is not None
    if grade == NOT_APPLICABLE:
        return "Does not apply"
    return found.tool.scale[found.tool.by_key[key].scale].label_of(grade)
