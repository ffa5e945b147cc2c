"""Case-file audits: the sample, who reads what, and what they judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import User
from goldenthread.access.need_to_know import find
from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation, Role
from goldenthread.assurance.lifecycle import AUDIT
from goldenthread.assurance.models import AuditSample, CaseView, FileAudit, Review, SampledCase
from goldenthread.assurance.policy.audits import (
    NOT_APPLICABLE,
    audit_complete,
    may_audit,
    sample_can_be_drawn,
)
from goldenthread.assurance.policy.sampling import Drawn, Listed, draw, share_out
from goldenthread.assurance.procedures.rows import author, keep_review_step, review_for, subject
from goldenthread.assurance.queries.audits import tool_of
from goldenthread.assurance.vocabulary import AuditState, Population, ReviewKind, SampleKind, ViewOf
from goldenthread.concerns.queries import sampling as concerns
from goldenthread.enquiries.queries import sampling as enquiries
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument
from goldenthread.ground.moment import LONDON
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.run", about="review")
def draw_sample(
    by: Viewer,
    *,
    review_id: UUID,
    wanted: Mapping[Population, int],
    since: date,
    seed: str,
    auditors: Sequence[UUID],
    twice_in_100: int = 20,
    by_team: bool = True,
) -> Done[UUID]:
    """Draw a sample by lot and give it to auditors, none of whom worked on what they read.

    ``since`` is the first London day for what is closed or decided. Raises Refused (ASR-20; nothing to draw from; no auditor free).
    """
    review = _audit_for(by, "draw_sample", review_id)
    insist(
        sample_can_be_drawn(
            wanted=sum(wanted.values()), auditors=len(set(auditors)), twice_in_100=twice_in_100
        )
    )
    people = _auditors(auditors)
    begun = datetime.combine(since, time.min, LONDON)
    listed, left_out = _frame(by, wanted, begun, by_team=by_team)
    # A second drawing adds cases; those that are read already are not on its list.
    held = set(review.cases.values_list("case_id", flat=True))
    listed = [case for case in listed if case.id not in held]
    drawn = draw(
        listed, {name.value: number for name, number in wanted.items()}, seed=seed, twice_in_100=twice_in_100
    )
    if not drawn:
        raise Refused(
            refused(
                "NONE",
                "There is no such case since that day that is not in this audit already. Choose an earlier day or other cases.",
                field="since",
            )
        )
    sample = AuditSample.objects.create(
        review=review,
        kind=SampleKind.DRAWN,
        drawn_at=moment.now(),
        wanted={name.value: number for name, number in wanted.items() if number},
        since=begun,
        by_team=by_team,
        twice_in_100=twice_in_100,
        seed=seed,
        listed=_sizes(listed),
        left_out=left_out,
        **_who(by),
    )
    _keep_cases(by, review, sample, drawn, people)
    keep_review_step(
        review,
        by,
        "draw_sample",
        f"{len(drawn)} cases drawn by lot with the seed “{seed}”, given to {len(people)} auditors",
    )
    return Done(sample.pk, subject(review), {"cases": len(drawn), "left_out": left_out})


@procedure("assurance.run", about="review")
def track_cases(
    by: Viewer, *, review_id: UUID, references: Sequence[str], criteria: str, auditors: Sequence[UUID]
) -> Done[UUID]:
    """Add cases chosen to stated criteria, to be read and never counted. Raises Refused for a reference that is not there."""
    review = _audit_for(by, "track_cases", review_id)
    if not criteria.strip():
        raise Refused(refused("CRITERIA", "Say why these cases were chosen.", field="criteria"))
    people = _auditors(auditors)
    wanted = [each.strip().upper() for each in references if each.strip()]
    insist(sample_can_be_drawn(wanted=len(wanted), auditors=len(people), twice_in_100=0))
    listed, _ = _frame(by, dict.fromkeys(Population, 1), datetime(2000, 1, 1, tzinfo=LONDON), by_team=True)
    known = {case.reference: case for case in listed}
    held = set(review.cases.values_list("case_id", flat=True))
    missing = [each for each in wanted if each not in known or known[each].id in held]
    if missing:
        raise Refused(
            refused(
                "REFERENCE",
                f"Not there, still being screened, restricted, or in this audit already: {', '.join(missing)}. Take them off the list.",
                field="references",
            )
        )
    sample = AuditSample.objects.create(
        review=review, kind=SampleKind.TRACKED, drawn_at=moment.now(), criteria=criteria.strip(), **_who(by)
    )
    chosen = tuple(
        Drawn(known[each], order, 1, 1, twice=False) for order, each in enumerate(dict.fromkeys(wanted), 1)
    )
    _keep_cases(by, review, sample, chosen, people)
    keep_review_step(review, by, "track_cases", f"{len(chosen)} cases chosen to criteria", words=criteria)
    return Done(sample.pk, subject(review), {"cases": len(chosen)})


@procedure("assurance.run", about="review")
def give_case(by: Viewer, *, review_id: UUID, case_id: UUID, slot: int, auditor_id: UUID) -> Done[None]:
    """Give a case to somebody else who has not begun it. Raises Refused (ASR-22; begun already) and NotThere."""
    review = _audit_for(by, "give_case", review_id)
    audit = (
        review.audits.select_for_update(of=("self",))
        .select_related("case")
        .filter(case_id=case_id, slot=slot)
        .first()
    )
    if audit is None:
        raise NotThere(subject(review))
    insist(AUDIT.verdict(AuditState(audit.state), "save_audit"))
    if audit.state != AuditState.GIVEN:
        raise Refused(
            refused("BEGUN", "It is begun. What is written stays with whoever wrote it.", field="auditor")
        )
    (person,) = _auditors([auditor_id])
    case = audit.case
    worked = _worked_on(by, [case])[case.case_id]
    others = case.audits.exclude(pk=audit.pk).values_list("auditor_id", flat=True)
    insist(may_audit(worked_on_it=person in worked, reads_it_already=person in others))
    on_case = Subject(case.case_kind, case.case_id)
    relations.end(on_case, Relation.AUDITING, user_id=audit.auditor_id)
    relations.give(on_case, Relation.AUDITING, user_id=person, reason=review.reference)
    audit.auditor_id = person
    audit.version += 1
    audit.save(update_fields=["auditor", "version"])
    keep_review_step(review, by, "give_case", f"{case.reference} given to somebody else")
    return Done(None, subject(review), {"case": case.reference})


@procedure("assurance.audit", about="file_audit")
def save_audit(
    by: Viewer, *, file_audit_id: UUID, version: int, answers: Mapping[str, Mapping[str, Any]]
) -> Done[None]:
    """Keep these answers beside those given before. Raises Refused (STALE, not on the scale) and NotThere: it is somebody else's."""
    audit = _own_audit(by, "save_audit", file_audit_id, version=version)
    audit.answers = {**audit.answers, **on_scale(tool_for(by, audit), answers)}
    _keep_audit(audit, "save_audit", "answers")
    return Done(None, Subject("file_audit", audit.pk), {"answers": len(audit.answers)})


@procedure("assurance.audit", about="file_audit")
def finish_audit(by: Viewer, *, file_audit_id: UUID, version: int, summary: str) -> Done[None]:
    """Finish: every question is answered, and the case is closed to its auditor again. Raises Refused (STALE, ASR-21), NotThere."""
    audit = _own_audit(by, "finish_audit", file_audit_id, version=version)
    questions = tuple(item.key for item in tool_for(by, audit).graded())
    insist(audit_complete(questions=questions, answers=audit.answers))
    audit.summary, audit.done_at = summary.strip(), moment.now()
    relations.end(
        Subject(audit.case.case_kind, audit.case.case_id), Relation.AUDITING, user_id=audit.auditor_id
    )
    _keep_audit(audit, "finish_audit", "summary", "done_at")
    return Done(None, Subject("file_audit", audit.pk))


@procedure("assurance.audit", about="file_audit")
def open_audit_again(by: Viewer, *, file_audit_id: UUID, version: int, words: str) -> Done[None]:
    """Open one's own finished audit again, with a reason. Raises Refused (STALE, no reason, looking has ended, another has read it too)."""
    audit = _own_audit(by, "open_audit_again", file_audit_id, version=version, words=words)
    if audit.case.audits.exclude(pk=audit.pk).filter(state=AuditState.DONE).exists():
        raise Refused(
            refused(
                "TWO",
                "Two people have read this case, and how far they agree is measured on what each judged alone. Settle where you differ.",
            )
        )
    audit.state, audit.done_at = AuditState.BEGUN, None
    audit.version += 1
    audit.save(update_fields=["state", "done_at", "version"])
    relations.give(
        Subject(audit.case.case_kind, audit.case.case_id),
        Relation.AUDITING,
        user_id=audit.auditor_id,
        reason=audit.review.reference,
    )
    keep_review_step(
        audit.review,
        by,
        "open_audit_again",
        f"The audit of {audit.case.reference} was opened again",
        words=words,
    )
    return Done(None, Subject("file_audit", audit.pk))


@procedure("assurance.audit", about="file_audit")
def keep_view(by: Viewer, *, file_audit_id: UUID, whose: ViewOf, words: str) -> Done[None]:
    """Keep what the practitioner or the adult says of the same case. Raises Refused without words."""
    audit = _own_audit(by, None, file_audit_id)
    if not words.strip():
        raise Refused(refused("WORDS", "Write what they said, in their words where you can.", field="words"))
    CaseView.objects.create(case=audit.case, whose=whose, words=words.strip(), **author(by))
    return Done(None, Subject("file_audit", audit.pk), {"whose": whose.value})


@procedure("assurance.tell_view", about="audited_case")
def tell_own_view(by: Viewer, *, audited_id: UUID, words: str) -> Done[None]:
    """Say how one sees a case that one carries, while it is audited. Raises Refused (no words, looking has ended) and NotThere."""
    case = find(by, SampledCase, audited_id, along=("review",))
    if case.review.state not in ("planned", "under_way"):
        raise Refused(refused("ENDED", "This audit has ended: nothing is added to it any more."))
    if not words.strip():
        raise Refused(refused("WORDS", "Write how you see it.", field="words"))
    CaseView.objects.create(case=case, whose=ViewOf.PRACTITIONER, words=words.strip(), **author(by))
    return Done(None, Subject("audited_case", case.pk))


def _audit_for(by: Viewer, deed: str, review_id: UUID) -> Review:
    review = review_for(by, deed, review_id)
    if review.kind != ReviewKind.FILE_AUDIT:
        raise Refused(refused("KIND", "Cases are sampled for a case-file audit. Open one first."))
    return review


def _own_audit(
    by: Viewer, deed: str | None, id: UUID, *, version: int | None = None, words: str | None = None
) -> FileAudit:
    """The reader's own audit, locked, while its review looks. Raises NotThere and Refused."""
    audit = find(by, FileAudit, id, version=version, lock=True, along=("case", "review"))
    if audit.auditor_id != by.user_id:
        raise NotThere(Subject("file_audit", id))
    if deed:
        insist(AUDIT.verdict(AuditState(audit.state), deed, words=words))
    if audit.review.state not in ("planned", "under_way"):
        raise Refused(refused("ENDED", "This audit has ended: nothing is added to it any more."))
    return audit


def tool_for(by: Viewer, audit: FileAudit) -> Instrument:
    """The tool that an audit pinned. Raises Refused where the house does not hold it."""
    tool = tool_of(by, audit.review)
    if tool is None:
        raise Refused(
            refused("TOOL", "The audit tool of this review is not held here. Ask the board manager.")
        )
    return tool


def _keep_audit(audit: FileAudit, deed: str, *fields: str) -> None:
    audit.state = AUDIT.after(AuditState(audit.state), deed)
    audit.version += 1
    audit.save(update_fields=[*fields, "state", "version"])


def on_scale(tool: Instrument, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Answers to questions of the tool, each on its scale or not applicable. Raises Refused for a grade that is not on the scale."""
    kept: dict[str, dict[str, Any]] = {}
    for item in tool.graded():
        if item.key not in answers:
            continue
        grade = int(answers[item.key]["grade"])
        if grade != NOT_APPLICABLE and grade not in {level.value for level in tool.scale[item.scale].levels}:
            raise Refused(refused("GRADE", "Choose one of the answers shown.", field=f"grade-{item.key}"))
        kept[item.key] = {"grade": grade, "words": str(answers[item.key].get("words", "")).strip()}
    return kept


def _auditors(ids: Sequence[UUID]) -> list[UUID]:
    """Accounts that may audit, in the order given, each once. Raises Refused for one that may not."""
    fits = [role for role in Role if "assurance.audit" in ROLE_MAY[role]]
    known = set(
        User.objects.filter(pk__in=list(ids), is_active=True, role__in=fits).values_list("pk", flat=True)
    )
    if set(ids) - known:
        raise Refused(
            refused(
                "AUDITOR", "Choose people who may read cases: social workers and managers.", field="auditors"
            )
        )
    return list(dict.fromkeys(ids))


def _frame(
    by: Viewer, wanted: Mapping[Population, int], since: datetime, *, by_team: bool
) -> tuple[list[Listed], int]:
    """Every case that could be drawn, and how many restricted ones are left out."""
    found: list[Listed] = []
    left_out = 0
    for population, number in wanted.items():
        if not number:
            continue
        if population in (Population.OPEN_ENQUIRIES, Population.CLOSED_ENQUIRIES):
            kind = "enquiry"
            closed_since = since if population is Population.CLOSED_ENQUIRIES else None
            rows, hidden = enquiries.to_sample(by, closed_since=closed_since)
        else:
            kind = "concern"
            ended_here = population is Population.SCREENED_OUT
            rows, hidden = concerns.to_sample(by, since=since, ended_here=ended_here)
        left_out += hidden
        found += [
            Listed(kind, id, reference, population.value, team if by_team else "")
            for id, reference, team in rows
        ]
    return found, left_out


def _sizes(listed: Sequence[Listed]) -> dict[str, dict[str, int]]:
    sizes: dict[str, dict[str, int]] = {}
    for case in listed:
        groups = sizes.setdefault(case.population, {})
        groups[case.group] = groups.get(case.group, 0) + 1
    return sizes


def _keep_cases(
    by: Viewer, review: Review, sample: AuditSample, drawn: Sequence[Drawn], auditors: Sequence[UUID]
) -> None:
    """Keep drawn cases and give them out. Raises Refused when somebody is lacking who did not work on a case."""
    rows = [
        SampledCase(
            sample=sample,
            review=review,
            case_kind=each.case.kind,
            case_id=each.case.id,
            reference=each.case.reference,
            population=each.case.population if sample.kind == SampleKind.DRAWN else "",
            group=each.case.group,
            order=each.order,
            of=each.of,
            taken=each.taken,
            twice=each.twice,
        )
        for each in drawn
    ]
    given, nobody = share_out(drawn, auditors, _worked_on(by, rows))
    if nobody:
        short = ", ".join(each.case.reference for each in nobody[:5])
        raise Refused(
            refused(
                "AUDITORS",
                f"For {len(nobody)} of the cases too few of these auditors never worked on it ({short}). Add more auditors.",
                field="auditors",
            )
        )
    SampledCase.objects.bulk_create(rows)
    of_case = {row.case_id: row for row in rows}
    now = moment.now()
    FileAudit.objects.bulk_create(
        FileAudit(
            case=of_case[each.case.id], review=review, slot=each.slot, auditor_id=each.auditor, given_at=now
        )
        for each in given
    )
    for each in given:
        relations.give(
            Subject(each.case.kind, each.case.id),
            Relation.AUDITING,
            user_id=each.auditor,
            reason=review.reference,
        )


def _worked_on(by: Viewer, cases: Sequence[SampledCase]) -> dict[UUID, frozenset[UUID]]:
    ids: dict[str, list[UUID]] = {"concern": [], "enquiry": []}
    for case in cases:
        ids[case.case_kind].append(case.case_id)
    return concerns.worked_on(by, ids["concern"]) | enquiries.worked_on(by, ids["enquiry"])


def _who(by: Viewer) -> dict[str, Any]:
    return {"by_id": by.user_id or NOBODY, "by_name": by.name}
