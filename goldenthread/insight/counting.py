"""What is counted apart from pages: every indicator into the cube pages read, and national returns that somebody waits for."""

from __future__ import annotations

import logging

from goldenthread.access.viewer import Viewer
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.insight import procedures
from goldenthread.insight.cube import NAME, tally_snapshot, write_cube
from goldenthread.insight.queries.latest import folder, indicators
from goldenthread.insight.sac.prepare import Prepared, prepare
from goldenthread.insight.sac.source import facts_of
from goldenthread.insight.sac.stored import behind_of, content_of
from goldenthread.insight.sac.values import NoSuchFacts
from goldenthread.insight.sac.year import BadYear
from goldenthread.insight.snapshots import SnapshotError
from goldenthread.insight.snapshots.writing import write_snapshot

log = logging.getLogger("goldenthread.insight")


def count_figures(by: Viewer) -> int:
    """Count, and return how many rows of facts were counted.

    Needs DuckDB, so it is never called in a process that serves pages. Raises SnapshotError, Refused and OSError as
    :func:`write_snapshot` does.
    """
    written = write_snapshot(by, folder())
    write_cube(folder() / NAME, tally_snapshot(folder(), indicators()))
    return written.rows


def count_returns(by: Viewer) -> int:
    """Count every national return that waits, from facts brought up to date first. Returns how many were counted.

    Needs DuckDB, as above. What cannot be counted says why on its page; whoever asked may have it counted again.
    """
    done = 0
    while (wanted := procedures.take_next_count(by)) is not None:
        try:
            prepared = _prepared(by, wanted.year)
        except (SnapshotError, NoSuchFacts, BadYear, CatalogueError, OSError) as bad:
            log.exception("return not counted", extra={"count": str(wanted.id)})
            procedures.note_not_counted(by, count_id=wanted.id, trouble=_told(bad))
            continue
        done += procedures.note_counted(
            by,
            count_id=wanted.id,
            as_at=prepared.found.as_at,
            rule_version=prepared.found.layout.rule_version,
            content=content_of(prepared),
            behind=behind_of(prepared),
        )
    return done


def _prepared(by: Viewer, year: str) -> Prepared:
    write_snapshot(by, folder())
    return prepare(year, facts_of(folder()))


def _told(bad: Exception) -> str:
    """Why, without the places of files: the page is read by people who have no business on the server."""
    if isinstance(bad, NoSuchFacts | BadYear):
        return str(bad)
    kind = "The snapshot of facts" if isinstance(bad, SnapshotError) else "A file"
    kind = "The layout of the year" if isinstance(bad, CatalogueError) else kind
    return f"{kind} could not be used. Whoever runs this service finds more in its log."
