"""Need to know: which records a viewer may see, because of a stated relation. Every read of a protected table starts here.

A room registers for each protected model how a viewer's scope is written as a query. With nothing registered, nothing shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import Grant
from goldenthread.access.policy import permission_verdict
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


def find(viewer: Viewer, model: type[M], id: UUID, *, version: int | None = None, lock: bool = False) -> M:
    """One row the viewer may see, locked if asked.

    Raises NotThere when there is none for this viewer, and Refused when ``version`` is not the row's: somebody else has
    changed it since the page was made.
    """
    kind, _ = _scopes[model]
    rows = visible(viewer, model)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=id).first()
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


def granted(viewer: Viewer, kind: str, *, outer: str = "pk") -> Exists:
    """A stated relation that holds now, of the viewer or their agency, to the row. ``outer`` names the row's id column."""
    now = moment.now()
    whose = Q(user_id=viewer.user_id) if viewer.user_id else Q(pk__in=[])
    if viewer.agency_id and viewer.agency_kind != "council":
        whose |= Q(agency_id=viewer.agency_id)
    return Exists(
        Grant.objects.filter(whose, subject_kind=kind, subject_id=OuterRef(outer), from_at__lte=now).filter(
            Q(until_at__isnull=True) | Q(until_at__gt=now)
        )
    )


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
