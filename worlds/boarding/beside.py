"""Plays the risk register of services and what was learnt elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.procedures import RiskTold
from goldenthread.assurance.queries.risks import risk
from goldenthread.ground import moment
from worlds.boarding.files import the_board
from worlds.council import Council
from worlds.playing import Case


def risks(council: Council, now: datetime) -> Case:
    """Each entry with its sources, as the commissioner keeps it."""
    keeps = council.of(Role.COMMISSIONER)[0]
    services = {each.name: each.id for each in agencies(("provider",))}
    told = the_board().risks
    made: dict[str, UUID] = {}
    deeds = [(line.day, line, None) for line in told] + [
        (each.day, line, each) for line in told for each in line.sources
    ]
    for day, line, source in sorted(deeds, key=lambda each: (each[0], each[2] is not None)):
        yield now + timedelta(days=day)
        if source is None:
            review_on = moment.today() + timedelta(days=line.review - line.day)
            whole = RiskTold(line.risk, line.level, line.reason, line.doing, keeps.user_id, review_on)
            made[line.service] = do.open_risk(keeps, service_id=services[line.service], told=whole)
        else:
            entry = made[line.service]
            do.add_risk_source(
                keeps, service_risk_id=entry, version=risk(keeps, entry).version, kind=source.kind,
                as_of=moment.today() - timedelta(days=2), shows=source.shows, where=source.where,
            )  # fmt: skip


def learning(council: Council, now: datetime) -> Case:
    """What was brought in, cited where it is used."""
    for line in sorted(the_board().learning, key=lambda each: each.day):
        yield now + timedelta(days=line.day)
        by = council.named(line.by)
        made = do.bring_learning(
            by, body=line.body, title=line.title, passage=line.passage, learnt=line.learnt, on=moment.today()
        )
        whole = queries.plan(council.of(Role.BOARD_MANAGER)[0])
        action = next(
            (each.id for each in whole.actions if line.action and each.title.startswith(line.action)), None
        )
        finding = next(
            (each.id for each in whole.findings if line.finding and line.finding in each.words), None
        )
        if action or finding:
            do.cite_learning(
                by,
                learning_id=made,
                words=line.used,
                action_id=action,
                finding_id=None if action else finding,
            )
