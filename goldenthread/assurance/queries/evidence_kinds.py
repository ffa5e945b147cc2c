"""Types of evidence that a standard names, and which of them the library holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, EvidenceAs
from goldenthread.assurance.queries.evidence import EvidenceRow, row_of
from goldenthread.assurance.queries.instruments import library
from goldenthread.ground.instruments import Instrument, Item, ItemKind
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class KindRow:
    """One type of evidence and the pieces of it that this reader may see, the newest first. Withdrawn ones are not among them."""

    instrument_key: str
    item: Item
    pieces: tuple[EvidenceRow, ...]

    @property
    def holding(self) -> tuple[EvidenceRow, ...]:
        """Pieces that have not expired."""
        return tuple(each for each in self.pieces if not each.expired)

    @property
    def there(self) -> bool:
        """True when at least one piece holds now."""
        return bool(self.holding)


def types_for(instrument: Instrument, item: Item) -> tuple[Item, ...]:
    """The types an assessor expects for an item: named at it, or at what it stands under, the nearest first."""
    if item.kind is ItemKind.EVIDENCE_TYPE:
        return (item,)
    chain = (item, *reversed(instrument.above(item.key)))
    return tuple(
        below
        for each in chain
        for below in instrument.children.get(each.key, ())
        if below.kind is ItemKind.EVIDENCE_TYPE
    )


def kinds_held(viewer: Viewer, instrument: Instrument, items: Iterable[Item]) -> tuple[KindRow, ...]:
    """What the library holds of these types. Three queries. Raises Refused for a role that sees no evidence."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    wanted = tuple(items)
    if not wanted:
        return ()
    rows = EvidenceAs.objects.filter(
        instrument_key=instrument.key,
        item_key__in=[each.key for each in wanted],
        ended_at__isnull=True,
        evidence__in=visible(viewer, Evidence).filter(withdrawn_at__isnull=True),
    ).prefetch_related(Prefetch("evidence", queryset=visible(viewer, Evidence).select_related("made_by")))
    found: dict[str, list[EvidenceRow]] = {}
    for row in rows:
        found.setdefault(row.item_key, []).append(row_of(row.evidence))
    return tuple(
        KindRow(
            instrument.key,
            each,
            tuple(sorted(found.get(each.key, ()), key=lambda piece: piece.as_of, reverse=True)),
        )
        for each in wanted
    )


def kinds_of(viewer: Viewer, evidence_id: UUID) -> tuple[tuple[Instrument, Item], ...]:
    """The types a piece is of, with the standards that name them. Raises Refused; () for a piece that is not there."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = EvidenceAs.objects.filter(
        evidence__in=visible(viewer, Evidence).filter(pk=evidence_id), ended_at__isnull=True
    )
    known = library(viewer)
    return tuple(
        (known[row.instrument_key], known[row.instrument_key].by_key[row.item_key])
        for row in rows
        if row.instrument_key in known and row.item_key in known[row.instrument_key].by_key
    )
