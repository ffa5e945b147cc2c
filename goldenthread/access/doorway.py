"""The one doorway for writes, and the one for opening a sensitive record.

``@procedure`` checks the permission, opens the transaction, runs the deed, adds the trail row and tells events, all in one
transaction. A refusal undoes everything and is itself put on the trail.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from goldenthread.access import sending, trail
from goldenthread.access.policy import PERMISSIONS, permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Act
from goldenthread.ground.events import Event, tell
from goldenthread.ground.verdicts import Refused, Verdict, insist

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a deed returns to the doorway: its result, what it was done to, coded details for the trail, and events."""

    result: T
    subject: Subject
    detail: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()


class NotThere(Exception):
    """The record does not exist for this viewer. Said the same way whether it exists or not."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(f"no such {subject.kind}")
        self.subject = subject


@dataclass(frozen=True)
class ProcedureEntry:
    """One write of the house, as the architecture tests and the generated pages list it."""

    name: str
    permission: str
    function: Callable[..., Any]


PROCEDURES: dict[str, ProcedureEntry] = {}
OPENINGS: dict[str, ProcedureEntry] = {}
_depth: ContextVar[int] = ContextVar("doorway_depth", default=0)


def procedure(
    permission: str, *, about: str = ""
) -> Callable[[Callable[Concatenate[Viewer, P], Done[T]]], Callable[Concatenate[Viewer, P], T]]:
    """Make a function ``deed(by, *, ...) -> Done`` a procedure.

    ``about`` names the kind of record; its id is the keyword ``<about>_id``, used to put refusals on that record's chain.
    Raises Refused when the role or a rule says no (nothing is written but the refusal on the trail), and NotThere.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"there is no permission {permission!r}")

    def wrap(deed: Callable[Concatenate[Viewer, P], Done[T]]) -> Callable[Concatenate[Viewer, P], T]:
        name = f"{deed.__module__.split('.')[1]}.{deed.__name__}"
        if next(iter(inspect.signature(deed).parameters), "") != "by":
            raise TypeError(f"{name}: the first parameter of a procedure is 'by'")

        @functools.wraps(deed)
        def doorway(by: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> T:
            sending.refuse_while_reviewing()
            depth = _depth.get()
            token = _depth.set(depth + 1)
            try:
                with transaction.atomic():
                    insist(permission_verdict(by.role, permission))
                    if depth == 0:
                        sending.claim()
                    done = deed(by, *args, **kwargs)
                    trail.append(by, done.subject, Act.DID, name, done.detail)
                    for event in done.events:
                        tell(event)
                if depth == 0:
                    sending.kept()
                return done.result
            except (Refused, NotThere) as no:
                if depth == 0:
                    _put_refusal(by, name, _subject_of(about, kwargs, by), no)
                raise
            finally:
                _depth.reset(token)

        PROCEDURES[name] = ProcedureEntry(name, permission, doorway)
        return doorway

    return wrap


def opening(
    permission: str, *, about: str
) -> Callable[[Callable[Concatenate[Viewer, P], T]], Callable[Concatenate[Viewer, P], T]]:
    """Make a read ``query(viewer, <about>_id, ...)`` the opening of a sensitive record.

    The look goes on the trail in the same transaction as the read: if the trail cannot be written, nothing is shown.
    Raises Refused (role) and NotThere (no relation, or no such record), both put on the trail.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"there is no permission {permission!r}")

    def wrap(query: Callable[Concatenate[Viewer, P], T]) -> Callable[Concatenate[Viewer, P], T]:
        name = f"{query.__module__.split('.')[1]}.{query.__name__}"

        @functools.wraps(query)
        def door(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> T:
            found = args[0] if args else kwargs.get(f"{about}_id")
            subject = Subject(about, found) if isinstance(found, UUID) else _self(viewer)
            depth = _depth.get()
            token = _depth.set(depth + 1)
            try:
                with transaction.atomic():
                    insist(permission_verdict(viewer.role, permission))
                    result = query(viewer, *args, **kwargs)
                    trail.append(viewer, subject, Act.LOOKED, name)
                    return result
            except (Refused, NotThere) as no:
                if depth == 0:
                    _put_refusal(viewer, name, subject, no)
                raise
            finally:
                _depth.reset(token)

        OPENINGS[name] = ProcedureEntry(name, permission, door)
        return door

    return wrap


def put_refusal(by: Viewer, deed: str, verdict: Verdict) -> None:
    """Put a refusal on the trail that happened outside a procedure (a route closed to a role)."""
    _put_refusal(by, deed, _self(by), Refused(verdict))


def _put_refusal(by: Viewer, name: str, subject: Subject, no: Refused | NotThere) -> None:
    codes = list(no.verdict.codes) if isinstance(no, Refused) else ["NOT-THERE"]
    # A record nobody has, or may not be known to have, gets no chain of its own: the refusal is on the asker's chain.
    if isinstance(no, NotThere):
        detail = {"codes": codes, "asked": f"{subject.kind}:{subject.id}"}
        subject = _self(by)
    else:
        detail = {"codes": codes}
    with transaction.atomic():
        trail.append(by, subject, Act.REFUSED, name, detail)


def _subject_of(about: str, kwargs: Mapping[str, Any], by: Viewer) -> Subject:
    found = kwargs.get(f"{about}_id")
    return Subject(about, found) if about and isinstance(found, UUID) else _self(by)


def _self(by: Viewer) -> Subject:
    return Subject("account", by.user_id or by.agency_id or NOBODY)
