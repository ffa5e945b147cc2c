"""Reviews, answers and evidence for checks of access: one of each for every way that somebody may stand to them."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance.procedures import SheetRow
from goldenthread.assurance.vocabulary import EvidenceAudience, MemberFunction
from tests.factories import assurance as make

# Roles of the council that take part in the review of the first case by name.
_COUNCIL = (
    *(Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.COMMISSIONER, Role.BOARD_MEMBER),
    *(Role.DATA_OFFICER, Role.SCRUTINY),
)


def build(cast, elsewhere: Viewer) -> dict[str, dict[str, object]]:
    """Values for addresses by case: "police" and "provider" as those agencies stand to them, "council" nobody's of the cast.

    "ours": the council's own part and evidence in the review that the police take part in too.
    """
    runs, police, provider = cast[Role.BOARD_MANAGER], cast[Role.PARTNER], cast[Role.PROVIDER_MANAGER]
    manager = cast[Role.MANAGER]
    shared = make.round_begun(runs, police, manager, title="A round of two")
    for role in (*_COUNCIL, Role.REVIEWER):
        do.add_member(runs, review_id=shared, function=MemberFunction.REVIEWER, user_id=cast[role].user_id)
    values = {
        "police": _of(police, shared, submit=True),
        "ours": _of(manager, shared, submit=False),
        "provider": _of(provider, make.round_begun(runs, provider, title="Of a care service")),
        "council": _of(elsewhere, make.round_begun(runs, elsewhere, title="Of a trust")),
    }
    for each in values.values():
        review_id = each["round_id"]
        each["member_id"] = do.add_member(
            runs, review_id=review_id, function=MemberFunction.EXPERT, name="Jo Bright"
        )
    return values


def _of(who: Viewer, review_id: UUID, *, submit: bool = False) -> dict[str, object]:
    """Somebody's answer with evidence behind it that only their agency may use, and a sheet they brought back."""
    answer_id = make.answered(who, review_id, submit=False)
    evidence_id = make.evidence(who, audience=EvidenceAudience.AGENCY)
    do.link_evidence(who, answer_id=answer_id, evidence_id=evidence_id)
    part_id = make.part_of(review_id, who)
    row = SheetRow("1.2", 0, "From a sheet.", "", "", "")
    sheet_id = do.bring_back(who, review_id=review_id, part_id=part_id, file_name="a.xlsx", rows=(row,))
    if submit:
        do.submit_answer(who, answer_id=answer_id, version=make.version_of(answer_id))
    return {
        "round_id": review_id,
        "part_id": part_id,
        "answer_id": answer_id,
        "evidence_id": evidence_id,
        "sheet_id": sheet_id,
        "statement": "1.1",
        "turn": "begin_review",
        "step": "submit_answer",
        "suffix": "xlsx",
        "number": 1,
    }
