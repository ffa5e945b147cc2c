"""What the OpenAPI document says of a report: written from the rules and words themselves, so it cannot fall behind."""

from __future__ import annotations

from typing import Any

from goldenthread.concerns.policy import intake
from goldenthread.concerns.vocabulary import AbuseType
from goldenthread.ground.words import Answer, Words

_TOLD = {
    "external_ref": "Your own reference for this report. Sending the same one again stores nothing and answers 200.",
    "raised_at": "When the concern was raised, year-month-day and time; without an offset it is London time.",
    "referrer_name": "Who raises the concern. May be left out: an anonymous report is as welcome.",
    "referrer_role": "In what role they raise it.",
    "referrer_agency": "The organisation they work for.",
    "referrer_contact": "How to reach them. Where it holds one email address, an acknowledgement is sent there.",
    "adult_given_name": "The adult's given name. A name, an NHS number or an address is needed.",
    "adult_family_name": "The adult's family name.",
    "adult_date_of_birth": "Year-month-day.",
    "adult_nhs_number": "Ten digits with a right check digit; spaces and hyphens are allowed.",
    "adult_address": "Where the adult lives or is now.",
    "adult_postcode": "A postcode, or its first part.",
    "types": "Types of abuse or neglect: a list, or one text with ; between the values.",
    "place": "Where it happened.",
    "narrative": "What the worry is, in the words of the person who raises it.",
    "immediate_danger": "Is somebody in danger now? If so, call 999 first.",
    "adult_aware": "Does the adult know that this is reported?",
    "adult_agrees": "Does the adult agree to it?",
    "adult_wishes": "What the adult wants to happen, in their own words.",
    "source_of_risk_name": "Who may be causing the harm.",
    "source_of_risk_relationship": "Who they are to the adult.",
    "crime_reference": "The police's reference, if there is one.",
    "children_present": "Are there children in the household?",
}


def report_schema() -> dict[str, Any]:
    """JSON Schema of a report. What the rules say beyond it (a real day, a check digit) is answered with 422."""
    return {
        "type": "object",
        "title": "Report",
        "additionalProperties": False,
        "required": ["external_ref", "raised_at", "narrative"],
        "properties": {name: _property(name) for name in intake.FIELDS},
    }


def _property(name: str) -> dict[str, Any]:
    told = _TOLD[name]
    if name == "types":
        return {"description": f"{told} {_meanings(AbuseType)}", "oneOf": _types()}
    if name in intake.ONE_WORD:
        return _words(intake.ONE_WORD[name], told)
    if name in intake.ANSWERS:
        return _words(Answer, f"{told} Left out or empty means that nobody asked, never no.")
    text: dict[str, Any] = {"type": "string", "maxLength": intake.LENGTHS[name], "description": told}
    if name in ("external_ref", "narrative"):
        return text | {"minLength": 1}
    if name == "raised_at":
        return text | {"pattern": f"^ *{intake.MOMENT_SHAPE} *$", "examples": ["2026-11-20T14:30:00+00:00"]}
    if name == "adult_date_of_birth":
        text |= {"pattern": f"^ *({intake.DAY_SHAPE})? *$", "examples": ["1948-03-07"]}
    return text | {"type": ["string", "null"]}


def _types() -> list[dict[str, Any]]:
    one = "|".join(AbuseType.values())
    listed = {"type": "array", "maxItems": 50, "items": {"type": "string", "enum": AbuseType.values()}}
    return [
        listed,
        {"type": ["string", "null"], "maxLength": 400, "pattern": f"^( *({one}) *(; *({one}) *)*)?$"},
    ]


def _words(words: type[Words], told: str) -> dict[str, Any]:
    return {
        "type": ["string", "null"],
        "enum": [*words.values(), "", None],
        "description": f"{told} {_meanings(words)}",
    }


def _meanings(words: type[Words]) -> str:
    return " ".join(
        f"`{word.value}`: {word.label}{'. ' + word.meaning if word.meaning else '.'}" for word in words
    )
