"""Editions of the national return, counted from the ten people whose tables were worked out by hand."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from uuid import UUID

from goldenthread.access.viewer import Viewer, operator
from goldenthread.insight import procedures
from goldenthread.insight.models import ReturnEdition
from goldenthread.insight.queries import return_page
from goldenthread.insight.sac.prepare import Prepared, prepare
from goldenthread.insight.sac.stored import content_of, pack
from tests.insight.sac_facts import written
from tests.insight.test_sac_golden import FACTS

YEAR = "2025-26"


@cache
def golden(**without: str) -> tuple[Prepared, bytes]:
    """The ten people counted: the return, and as it is kept. ``concern="101"`` leaves that concern out."""
    facts = {
        table: [row for row in rows if str(row[f"{table}_key"]) != without.get(table)]
        for table, rows in FACTS.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(YEAR, written(Path(folder), facts))
        return prepared, content_of(prepared)


def counted(return_id: UUID, **without: str) -> None:
    """Do what the clockwork does for the count that waits."""
    wanted = procedures.take_next_count(operator())
    assert wanted is not None
    prepared, content = golden(**without)
    procedures.note_counted(
        operator(),
        count_id=wanted.id,
        as_at=prepared.found.as_at,
        rule_version=prepared.found.layout.rule_version,
        content=content,
        # These people are on no record: a cell of theirs opens nothing.
        behind=pack({}, {}),
    )
    assert ReturnEdition.objects.get(pk=return_id).counts.filter(state="counted").exists()


def version(return_id: UUID) -> int:
    """The version of its row."""
    return ReturnEdition.objects.get(pk=return_id).version


def draft(officer: Viewer, *, reason: str = "", **without: str) -> UUID:
    """A draft that is counted."""
    return_id = procedures.start_return(officer, year=YEAR, reason=reason)
    counted(return_id, **without)
    return return_id


SAID = "=We looked at each, and it is so."


def explained(officer: Viewer, return_id: UUID, *said: str) -> None:
    """A comment on each check that is not met: these words in turn."""
    words = said or (SAID,)
    for at, check in enumerate(return_page(officer, return_id).checks):
        procedures.comment(
            officer,
            return_id=return_id,
            version=version(return_id),
            code=check.finding.code,
            where=check.finding.where,
            words=words[at % len(words)],
        )


def sent(officer: Viewer, *said: str, reason: str = "", **without: str) -> UUID:
    """An edition that waits for sign-off."""
    return_id = draft(officer, reason=reason, **without)
    explained(officer, return_id, *said)
    procedures.send_to_sign(officer, return_id=return_id, version=version(return_id))
    return return_id


def signed(officer: Viewer, signer: Viewer, *said: str, reason: str = "", **without: str) -> UUID:
    """A frozen edition."""
    return_id = sent(officer, *said, reason=reason, **without)
    procedures.sign_off(signer, return_id=return_id, version=version(return_id))
    return return_id
