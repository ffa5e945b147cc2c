"""The rulebook. A rule is a pure function with a code, a citation, a date and one plain sentence shown to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ParamSpec, Protocol, TypeVar, cast

from goldenthread.ground.verdicts import Offer, Verdict, refused

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)


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


class RuleFunction(Protocol[P, R_co]):
    """A function that is a rule: it is called as written, and reads its own entry as ``.rule``."""

    rule: Rule
    __name__: str
    __qualname__: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """The verdict, or what the rule makes of the facts."""
        ...


RULEBOOK: dict[str, Rule] = {}


def rule(
    code: str, *, citation: str, sentence: str, effective: date = date(2015, 4, 1)
) -> Callable[[Callable[P, R_co]], RuleFunction[P, R_co]]:
    """Register a pure function as a rule; it reads its own entry as ``function.rule``.

    ``effective`` defaults to the day the Care Act 2014 part 1 came into force. Raises ValueError when a code is used twice.
    """

    def register(function: Callable[P, R_co]) -> RuleFunction[P, R_co]:
        if code in RULEBOOK:
            raise ValueError(f"rule code {code} is already used by {RULEBOOK[code].where}")
        entry = Rule(code, citation, effective, sentence, f"{function.__module__}.{function.__qualname__}")
        RULEBOOK[code] = entry
        ruled = cast("RuleFunction[P, R_co]", function)
        ruled.rule = entry
        return ruled

    return register
