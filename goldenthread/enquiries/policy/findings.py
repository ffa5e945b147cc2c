"""What was found, what became of the risk, and the risks an adult chooses."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import RISK_IDENTIFIED, ChoiceCapacity, RiskOutcome, RiskResult
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ENQ-08",
    citation="SAC guidance SG2c and SG2e",
    sentence="Whether the risk remained, was reduced or removed is asked only where a risk was identified, and always then.",
)
def risk_recorded(*, outcome: RiskOutcome | None, result: RiskResult | None) -> Verdict:
    """``outcome`` None: the risk has not been assessed yet."""
    rule_ = RULEBOOK["ENQ-08"]
    if outcome in RISK_IDENTIFIED and result is None:
        return rule_.refuse(
            words="Say what became of the risk: it remained, was reduced or was removed.", field="risk_result"
        )
    if outcome not in RISK_IDENTIFIED and result is not None:
        return rule_.refuse(
            words="What became of the risk is asked only where a risk was identified. Leave it empty.",
            field="risk_result",
        )
    return ALLOWED


@rule(
    "ENQ-09",
    citation="Care Act 2014 s1 (wellbeing); Mental Capacity Act 2005 s1(4) and s4; statutory guidance ch. 14",
    sentence="A risk the adult chooses is written with their own view, the options weighed, their wellbeing beside their "
    "safety, and what they take on themselves.",
)
def risk_choice_whole(
    *,
    own_view: str,
    options: str,
    wellbeing: str,
    responsibility: str,
    capacity: ChoiceCapacity,
    capacity_words: str,
) -> Verdict:
    """Every part in words. Where the adult lacks capacity for the choice, who decides in their best interests and how."""
    rule_ = RULEBOOK["ENQ-09"]
    parts = {
        "own_view": (own_view, "Write how the adult sees the risk, in their words."),
        "options": (options, "Write which options were weighed with them."),
        "wellbeing": (wellbeing, "Write what matters for their wellbeing beside their safety."),
        "responsibility": (responsibility, "Write what the adult takes on themselves, and what others do."),
    }
    for field, (text, words) in parts.items():
        if not text.strip():
            return rule_.refuse(words=words, field=field)
    if capacity is ChoiceCapacity.LACKS and not capacity_words.strip():
        return rule_.refuse(
            words="The adult lacks capacity for this choice: write who decides in their best interests and how their wishes count.",
            field="capacity_words",
        )
    return ALLOWED
