"""What must hold before the national return is sent for sign-off, signed and restated."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "RET-01",
    citation="House rule: separation of duties, so that a mistake of one person is seen by another",
    sentence="A return is signed off by somebody who did not prepare it.",
)
def signed_by_another(*, signer: UUID | None, prepared_by: Collection[UUID]) -> Verdict:
    """``prepared_by``: whoever started it, had it counted, explained a check or sent it. ``signer`` None: no account."""
    if signer is None or signer in prepared_by:
        return signed_by_another.rule.refuse(
            words="You prepared this return yourself. Another person who may sign it off must do so."
        )
    return ALLOWED


@rule(
    "RET-02",
    citation="House rule: the collection takes comments on the quality of the data, and a signature needs the reasons",
    sentence="Each check that is not met is explained in a comment before the return is sent for sign-off.",
)
def checks_explained(*, unexplained: int) -> Verdict:
    """``unexplained``: checks not met without a comment on what they say now."""
    if unexplained:
        some = "1 check is" if unexplained == 1 else f"{unexplained:,} checks are"
        return checks_explained.rule.refuse(
            words=f"{some} not met and not explained. Put right what can be and count again, or write a comment on each."
        )
    return ALLOWED


@rule(
    "RET-03",
    citation="House rule: a number is signed together with the rules that made it",
    sentence="What is sent for sign-off was counted, by the rules in force.",
)
def counted_by_these_rules(*, counted: bool, rule_version: str, in_force: str) -> Verdict:
    """``rule_version``: of the newest count. ``in_force``: of the layout as it is now."""
    if not counted:
        return counted_by_these_rules.rule.refuse(words="It has not been counted yet. Wait for the count.")
    if rule_version != in_force:
        return counted_by_these_rules.rule.refuse(
            words="The layout or a word of the return has changed since this was counted. Count it again."
        )
    return ALLOWED


@rule(
    "RET-04",
    citation="House rule: what was published stays where it is, and a change says why",
    sentence="A return that was signed off before is restated as another edition, with the reason.",
)
def restated_with_reason(*, signed_before: bool, reason: str) -> Verdict:
    """A first edition needs no reason; a word or two is none: at least three words."""
    if not signed_before or len(reason.split()) >= 3:
        return ALLOWED
    return restated_with_reason.rule.refuse(
        words="This year was signed off before. Say in a sentence why it is restated.", field="reason"
    )


@rule(
    "RET-05",
    citation="House rule: two drafts of one year would be mistaken for each other",
    sentence="One edition of a year is prepared at a time.",
)
def one_at_a_time(*, open_edition: str) -> Verdict:
    """``open_edition``: the reference of one that is not signed off or given up; "" for none."""
    if not open_edition:
        return ALLOWED
    return one_at_a_time.rule.refuse(
        words=f"{open_edition} of this year is not finished. Go on with it, or give it up first.",
        field="year",
    )
