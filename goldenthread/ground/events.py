"""Events: what happened, told to rooms above that want to know.

Listeners run inside the transaction of the procedure that told them: a duty opened by a decision stands or falls with
the decision. A listener only writes rows; whatever leaves the house (mail) is a row first and is sent later by a job.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True)
class Event:
    """Base of all events. Fields are ids and words, never rows."""


E = TypeVar("E", bound=Event)
_listeners: dict[type[Event], list[Callable[..., Any]]] = defaultdict(list)


def listen(event: type[E], listener: Callable[[E], Any]) -> None:
    """Register a listener once; wiring.py is the only place that calls this."""
    if listener not in _listeners[event]:
        _listeners[event].append(listener)


def tell(event: Event) -> None:
    """Call every listener of this event, in the order wired. An exception undoes the whole deed."""
    for listener in _listeners[type(event)]:
        listener(event)


def listeners() -> dict[type[Event], tuple[Callable[..., Any], ...]]:
    """Who listens to what, for the wiring test."""
    return {event: tuple(found) for event, found in _listeners.items()}
