"""The answers of a draft as people read them, each with a way to change it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.concerns.drafts import DraftPage
from goldenthread.concerns.policy.intake import ANSWERS, ONE_WORD
from goldenthread.ground import nhs_number
from goldenthread.ground.words import Answer
from goldenthread.kit.display import day
from goldenthread.kit.presenters import Link, Row
from goldenthread.web.public.steps import LABELS, STEP_OF, TYPE_LABELS

NOTHING = "You left this empty"
# The parts of check answers, each with the first of its fields.
_PARTS = {
    "immediate_danger": "Your worry",
    "adult_given_name": "The adult",
    "types": "What happens",
    "referrer_role": "You",
}
_LONG = ("narrative", "adult_wishes", "adult_address")


def parts_of(draft: DraftPage) -> list[tuple[str, list[Row]]]:
    """One row a field, in the order of the questions, under the titles of the parts."""
    parts: list[tuple[str, list[Row]]] = []
    for name, text in LABELS.items():
        if name in _PARTS:
            parts.append((_PARTS[name], []))
        rows = parts[-1][1]
        if name == "adult_agrees" and draft.answers.get("adult_aware") != Answer.YES:
            continue
        href = reverse("public:step", args=[draft.id, STEP_OF[name]]) + "?check=1"
        shown = _shown(name, draft.answers.get(name))
        rows.append(
            Row(
                text,
                shown,
                [Link("Change", href, hidden=text.lower())],
                words=name in _LONG and shown != NOTHING,
            )
        )
    return parts


def _shown(name: str, value: Any) -> str:
    if name == "types" and value is not None:
        return ", ".join(TYPE_LABELS[each] for each in value) or Answer.NOT_KNOWN.label
    if not value:
        return NOTHING
    if name in ONE_WORD:
        return ONE_WORD[name](value).label
    if name in ANSWERS:
        return Answer(value).label
    if name == "adult_date_of_birth":
        return day(date.fromisoformat(value))
    if name == "adult_nhs_number":
        return nhs_number.display(value)
    return str(value)
