"""Need to know: which records a viewer may see, because of a stated relation. Every read of a protected table starts here.

A room registers for each protected model how a viewer's scope is written as a query. With nothing registered, nothing shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import Grant
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

M = TypeVar("M", bound=Model)
Scope = Callable[[Viewer], Q]
_scopes: dict[type[Model], tuple[str, Scope]] = {}
NOTHING = Q(pk__in=[])


def protects(model: type[Model], kind: str) -> Callable[[Scope], Scope]:
    """Register the scope of a protected model; ``kind`` is its name on the trail and in grants."""

    def register(scope: Scope) -> Scope:
        _scopes[model] = (kind, scope)
        return scope

    return register


def protected() -> dict[type[Model], str]:
    """Every protected model and its kind, for the lint and the access tests."""
    return {model: kind for model, (kind, _) in _scopes.items()}


def visible(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """The rows of a protected model that this viewer may see. Raises KeyError for a model nobody protects."""
    _, scope = _scopes[model]
    return model._default_manager.filter(scope(viewer))


def counted(viewer: Viewer, model: type[M]) -> QuerySet[M]:
    """All rows of a protected model, to be counted and never shown, for those who may see figures. Raises Refused."""
    if model not in _scopes:
        raise KeyError(f"nobody protects {model.__name__}")
    insist(permission_verdict(viewer.role, "figures.see"))
    return model._default_manager.all()


def find(
    viewer: Viewer,
    model: type[M],
    id: UUID,
    *,
    version: int | None = None,
    lock: bool = False,
    along: tuple[str, ...] = (),
) -> M:
    """One row the viewer may see, locked if asked, with the related rows named in ``along``.

    Raises NotThere when there is none for this viewer, and Refused when ``version`` is not the row's: somebody else has
    changed it since the page was made.
    """
    kind, _ = _scopes[model]
    row = cast("M | None", next(iter(_one(viewer, id, model=model, lock=lock, along=along)), None))
    if row is None:
        raise NotThere(Subject(kind, id))
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    return row


@prepared
def _one(
    viewer: Viewer, id: UUID, *, model: type[Model], lock: bool, along: tuple[str, ...]
) -> QuerySet[Model]:
    rows = visible(viewer, model).filter(pk=id)
    rows = rows.select_related(*along) if along else rows
    return rows.select_for_update(of=("self",)) if lock else rows


def granted(viewer: Viewer, kind: str, *, outer: str = "pk") -> Granted:
    """A stated relation that holds now, of the viewer or their agency, to the row. ``outer`` names the row's id column."""
    return Granted(viewer, kind, outer)


class Granted(Func):
    """``EXISTS`` over the viewer's grants, written as SQL once.

    Every read of the house carries this condition, often several times over. As an ordinary subquery Django builds it anew
    each time, which took longer than the database needs to answer.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, viewer: Viewer, kind: str, outer: str) -> None:
        super().__init__(F(outer))
        self.viewer, self.kind, self.at = viewer, kind, moment.now()

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        """The condition and its parameters, in the words of this database."""
        record, params = compiler.compile(self.source_expressions[0])
        whose, ids = self._whose(connection)
        now = Grant._meta.get_field("from_at").get_db_prep_value(self.at, connection)
        text = (
            # Column names only: every value is a parameter.
            f"EXISTS(SELECT 1 FROM access_grant held WHERE held.subject_kind = %s AND held.subject_id = {record} "  # noqa: S608
            f"AND ({whose}) AND held.from_at <= %s AND (held.until_at IS NULL OR held.until_at > %s))"
        )
        return text, [self.kind, *params, *ids, now, now]

    def _whose(self, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """The viewer's own relations, and their agency's unless that is the council; nobody has none."""
        columns: dict[str, UUID] = {}
        if self.viewer.user_id:
            columns["user_id"] = self.viewer.user_id
        if self.viewer.agency_id and self.viewer.agency_kind != "council":
            columns["agency_id"] = self.viewer.agency_id
        as_stored = Grant._meta.get_field("subject_id").get_db_prep_value
        texts = [f"held.{column} = %s" for column in columns]
        return " OR ".join(texts) or "1 = 0", [as_stored(found, connection) for found in columns.values()]


def subject_of(reference: str) -> Subject | None:
    """The record that bears this reference, whoever may see it: for the trail, which holds ids and no names."""
    for model, kind in protected().items():
        if any(field.name == "reference" for field in model._meta.fields):
            found = model._default_manager.filter(reference=reference).values_list("pk", flat=True).first()
            if found:
                return Subject(kind, found)
    return None


def references_of(kind: str, ids: set[UUID]) -> dict[UUID, str]:
    """References of records of one kind, for the trail."""
    for model, known in protected().items():
        if known == kind and any(field.name == "reference" for field in model._meta.fields):
            return dict(model._default_manager.filter(pk__in=ids).values_list("pk", "reference"))
    return {}
