"""The rulebook. A rule is a pure function with a code, a citation, a date and one plain sentence shown to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ParamSpec

from goldenthread.ground.verdicts import Offer, Verdict, refused

P = ParamSpec("P")


@dataclass(frozen=True)
class Rule:
    """One named rule, as the rulebook page shows it."""

    code: str
    citation: str
    effective: date
    sentence: str
    where: str

    def refuse(self, *, words: str = "", field: str | None = None, offer: Offer | None = None) -> Verdict:
        """A refusal under this rule; its sentence is the words unless better ones fit the case."""
        return refused(self.code, words or self.sentence, field=field, offer=offer)


RULEBOOK: dict[str, Rule] = {}


def rule(
    code: str, *, citation: str, sentence: str, effective: date = date(2015, 4, 1)
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a pure function as a rule; it reads its own entry as ``function.rule``.

    ``effective`` defaults to the day the Care Act 2014 part 1 came into force. Raises ValueError when a code is used twice.
    """

    def register(function: Callable[P, Any]) -> Callable[P, Any]:
        if code in RULEBOOK:
            raise ValueError(f"rule code {code} is already used by {RULEBOOK[code].where}")
        entry = Rule(code, citation, effective, sentence, f"{function.__module__}.{function.__qualname__}")
        RULEBOOK[code] = entry
        function.rule = entry  # type: ignore[attr-defined]
        return function

    return register
