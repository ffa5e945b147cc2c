"""Reviews for checks of access: one that everybody who may takes part in, and one that nobody else was let into."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import AccuracyComment, FileAudit, PaperRequest, SampledCase
from goldenthread.assurance.procedures import LookTold
from goldenthread.assurance.procedures.instruments import save_instrument
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    Population,
    ReviewKind,
    SessionKind,
)
from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.ground.instruments import written
from goldenthread.insight.queries import indicators
from tests.factories import access

# Reviews are not about a person and never restricted: they are opened by a role, or by taking part.
RECORDS = {"review", "file_audit", "audited_case"}
TOOL = shipped()["case-file-audit"]


class Reviews:
    """The two reviews. Both are case-file audits of the cases that are there, so that their pages have something to show."""

    def __init__(self, cast) -> None:
        by = cast[Role.BOARD_MANAGER]
        self.readers = {role: cast[role].user_id for role in (Role.SOCIAL_WORKER, Role.MANAGER)}
        spare = access.viewer(role=Role.MANAGER, team="Elsewhere")
        strangers = [access.viewer(role=Role.MANAGER, team="Elsewhere").user_id for _ in range(2)]
        self.own = self._audit(by, "own", [*self.readers.values(), spare.user_id])
        self.other = self._audit(by, "other", strangers)
        # Each role of casework carries one of the cases that are audited.
        self.carried = {
            role: self._given(case, cast[role].user_id)
            for role, case in zip(
                (Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER),
                SampledCase.objects.filter(review_id=self.own),
                strict=True,
            )
        }
        self.handed_over: dict[object, object] = {}
        self.beside = {review: self._beside(by, review) for review in (self.own, self.other)}
        # A standard that was made here: one that comes with the house cannot be withdrawn.
        made = written(replace(shipped()["six-principles"], key="made-here"))
        save_instrument(by, text=made, indicators=indicators())
        for role in Role:
            if "assurance.open" in ROLE_MAY[role] and role is not Role.BOARD_MANAGER:
                do.add_member(
                    by, review_id=self.own, function=MemberFunction.REVIEWER, user_id=cast[role].user_id
                )

        self.shared = self._shared(cast)
        leader = cast[Role.REVIEWER]
        do.declare_conflicts(leader, review_id=self.own, words="None")
        self.beside[self.own]["note_id"] = do.note(
            leader, review_id=self.own, words="Seen.", session_id=self.beside[self.own]["session_id"]
        )

    def _shared(self, cast) -> dict[str, object]:
        """What nobody is related to: a look of the programme, what shows a line of a standard, a matrix of a service."""
        partner = cast[Role.PARTNER]
        day = moment.today()
        look = LookTold(ReviewKind.FILE_AUDIT, "Falls", day, day, theme="falls")
        standard = ("six-principles", shipped()["six-principles"].version)
        return {
            "entry_id": do.plan_look(partner, told=look),
            "line_id": do.show_line(partner, instrument=standard, item_key="1", words="Seen."),
            "matrix_id": do.begin_matrix(
                cast[Role.COMMISSIONER], agency_id=cast[Role.PROVIDER_MANAGER].agency_id
            ),
            "looked_for": "W.e1",
        }

    def _audited(self, role: Role, review_id: object, situation: str) -> object:
        """The audited case that the role carries, or one that it does not: both audits may have drawn the same cases."""
        mine = self.carried.get(role)
        if situation == "own":
            return mine or review_id
        cases = SampledCase.objects.filter(review_id=review_id)
        held = SampledCase.objects.filter(pk=mine).values("case_id") if mine else []
        return cases.exclude(case_id__in=held).first().pk

    def _given(self, case: SampledCase, user_id: object) -> object:
        """The audited case, now carried by somebody."""
        Concern.objects.filter(pk=case.case_id).update(allocated_to=user_id)
        return case.pk

    def _audit(self, by, title: str, auditors: list) -> object:
        review_id = do.open_review(
            by, kind=ReviewKind.FILE_AUDIT, title=title, scope=title, instrument=(TOOL.key, TOOL.version)
        )
        do.draw_sample(
            by,
            review_id=review_id,
            # Concerns, which casework opens anyway: who reads an enquiry in an audit is related to it from then on.
            wanted={Population.WENT_ON: 3},
            since=moment.today() - timedelta(days=1),
            seed=title,
            auditors=auditors,
            twice_in_100=0,
            by_team=False,
        )
        do.begin_review(by, review_id=review_id, version=queries.review(by, review_id).version)
        return review_id

    def _beside(self, by, review_id) -> dict[str, object]:
        """A session of the programme and a paper that was asked for."""
        session = do.plan_session(
            by, review_id=review_id,
            told={"kind": SessionKind.READING, "title": "Minutes", "at": None, "minutes": None, "who": "", "people": None,
                  "theme": "", "question": "", "independence": Independence.OWN, "host": ""},
        )  # fmt: skip
        paper = PaperRequest.objects.create(review_id=review_id, what="Strategy", asked_at=moment.now())
        asked = PaperRequest.objects.create(
            review_id=review_id, what="Self-assessment", question="Who answers?", asked_at=moment.now()
        )
        comment = AccuracyComment.objects.create(
            review_id=review_id,
            passage="1",
            words="Wrong.",
            at=moment.now(),
            by_id=by.user_id,
            by_name=by.name,
        )
        finding = do.draft_finding(by, kind=FindingKind.AREA, words="Tell them.", review_id=review_id)
        recommended = do.recommend(by, words="Tell them.", review_id=review_id, finding_ids=(finding,))
        version = queries.review(by, review_id).version
        do.state_messages(by, review_id=review_id, version=version, messages=["Tell them."])
        self.handed_over[review_id] = do.keep_feedback(
            by, review_id=review_id, version=version + 1, council="Sandgate"
        )
        return {
            "recommendation_id": recommended,
            "number": 1,
            "form": "pdf",
            "telling": "messages",
            "session_id": session,
            "paper_id": paper.pk,
            "asked_id": asked.pk,
            "note_id": paper.pk,
            "comment_id": comment.pk,
        }

    def values(self, role: Role, situation: str) -> dict[str, object]:
        """What to fill addresses with."""
        if situation == "unknown":
            return {}
        review_id = self.own if situation == "own" else self.other
        audits = FileAudit.objects.filter(review_id=review_id)
        if situation == "own" and role in self.readers:
            audits = audits.filter(auditor_id=self.readers[role])
        audit = audits.first()
        return (
            {
                "review_id": review_id,
                "file_audit_id": audit.pk if audit else review_id,
                "case_id": audit.case_id if audit else review_id,
                "audited_id": self._audited(role, review_id, situation),
                "slot": 1,
                "part": "A",
            }
            | self.beside[review_id]
            | self.shared
            # What the team handed over: a visiting reviewer opens their own review's, and no other.
            | ({"report_id": self.handed_over[review_id]} if role is Role.REVIEWER else {})
        )
