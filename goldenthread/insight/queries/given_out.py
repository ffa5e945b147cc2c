"""Reads of the national return as it is given out: what may be shown outside, and its files as they were made."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.ground.verdicts import insist
from goldenthread.insight.models import ReturnEdition
from goldenthread.insight.queries.returns import EditionLine, KeptFile, files_of, line_of
from goldenthread.insight.sac import package
from goldenthread.insight.vocabulary.returns import ReturnState


@dataclass(frozen=True)
class PublishedLine:
    """One number of the published view; ``value`` reads [c] where it is hidden and [x] where it is not supplied."""

    table: str
    metric: str
    row: str
    column: str
    value: str


@dataclass(frozen=True)
class PublishedPage:
    """The published view of a signed edition. ``choice``: this reader may choose between the two ways of hiding."""

    line: EditionLine
    stricter: bool
    choice: bool
    lines: tuple[PublishedLine, ...]
    files: tuple[KeptFile, ...]
    others: tuple[EditionLine, ...]


def published_page(viewer: Viewer, return_id: UUID, *, stricter: bool) -> PublishedPage:
    """What may be shown outside the council. 4 queries. Raises Refused and NotThere.

    A reader who sees no small numbers gets the stricter way only: the two side by side would tell more than either.
    """
    insist(permission_verdict(viewer.role, "figures.see"))
    edition = find(viewer, ReturnEdition, return_id)
    if edition.state not in (ReturnState.CHECKED, ReturnState.SIGNED):
        raise NotThere(Subject("return", return_id))
    stricter = stricter or not viewer.sees_small_numbers
    _, content = _content(edition, package.STRICTER if stricter else package.PUBLISHED)
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    lines = tuple(PublishedLine(r["table"], r["metric"], r["row"], r["column"], r["value"]) for r in rows)
    allowed = package.OUTSIDE if viewer.sees_small_numbers else package.STRICTEST
    others = visible(viewer, ReturnEdition).filter(year=edition.year, state=ReturnState.SIGNED)
    return PublishedPage(
        line_of(edition),
        stricter,
        viewer.sees_small_numbers,
        lines,
        tuple(each for each in files_of(edition) if each.name in allowed),
        tuple(line_of(row) for row in others if row.pk != edition.pk),
    )


@dataclass(frozen=True)
class GivenFile:
    """A file as it was made, and what it is called where it is saved."""

    name: str
    content: bytes


@opening("figures.see", about="return")
def kept_file(viewer: Viewer, return_id: UUID, name: str) -> GivenFile:
    """A file of an edition as it was made. Raises Refused, and NotThere for a file this reader does not get.

    Raises AlteredFile when it is not what was signed.
    """
    edition = find(viewer, ReturnEdition, return_id)
    allowed = package.OUTSIDE if viewer.sees_small_numbers else package.STRICTEST
    mine = viewer.may("returns.see") or name in allowed
    if not mine or edition.state not in (ReturnState.CHECKED, ReturnState.SIGNED):
        raise NotThere(Subject("return", return_id))
    _, content = _content(edition, name)
    return GivenFile(f"{edition.reference}-{name}", content)


class AlteredFile(Exception):
    """A file that was signed is not as it was made: only somebody at the database itself can have done that."""


def _content(edition: ReturnEdition, name: str) -> tuple[str, bytes]:
    """A file by its name: its digest and its bytes, which are looked at against what was signed."""
    row = edition.files.filter(name=name).order_by("-round").first()
    if row is None:
        raise NotThere(Subject("return", edition.pk))
    content = bytes(row.content)
    manifest = edition.files.filter(name=package.MANIFEST, round=row.round).values_list("content", flat=True)
    if not package.is_as_signed(name, content, bytes(manifest.get()), edition.digest):
        raise AlteredFile(f"{name} of {edition.reference} is not as it was made.")
    return row.digest, content
