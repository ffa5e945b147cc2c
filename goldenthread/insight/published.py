"""Which facts are published, where their rows come from, and how to tell that those of a month could have changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from goldenthread.access import fact_rows
from goldenthread.access.fact_watch import Watched
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.facts import rows as concerns
from goldenthread.concerns.facts.tables import CONCERN, CONCERN_TYPE
from goldenthread.enquiries.facts import rows as enquiries
from goldenthread.enquiries.facts.tables import ALLEGATION, CAUSED_REPORT, ENQUIRY
from goldenthread.enquiries.policy import outcomes
from goldenthread.ground.facts import Batch, FactTable
from goldenthread.letters.facts import rows as letters
from goldenthread.letters.facts.tables import FEEDBACK
from goldenthread.people.policy import ages


class Rows(Protocol):
    """Rows of a table for a viewer, from one day to another, or only of these records."""

    def __call__(
        self,
        viewer: Viewer,
        first: date | None = None,
        last: date | None = None,
        *,
        of: Collection[UUID] | None = None,
    ) -> Iterator[Batch]:
        """The rows, in batches."""


@dataclass(frozen=True)
class Published:
    """A table of facts: its rows for a viewer from one day to another, and what to watch for changes."""

    table: FactTable
    rows: Rows
    watch: Callable[[Viewer], Iterator[Watched]]


_LED_TO = enquiries.led_to()
_WATCH_CONCERNS = partial(concerns.watch_concerns, led_to=enquiries.watch_led_to)
PUBLISHED = (
    Published(CONCERN, partial(concerns.concern_rows, led_to=_LED_TO), _WATCH_CONCERNS),
    Published(CONCERN_TYPE, concerns.concern_type_rows, _WATCH_CONCERNS),
    Published(ENQUIRY, enquiries.enquiry_rows, enquiries.watch_enquiries),
    Published(ALLEGATION, enquiries.allegation_rows, enquiries.watch_allegations),
    Published(CAUSED_REPORT, enquiries.caused_report_rows, enquiries.watch_caused_reports),
    Published(FEEDBACK, letters.feedback_rows, letters.watch_feedback),
)
_MADE_BY = (fact_rows, concerns, enquiries, letters, outcomes, ages)


def made_from() -> str:
    """A digest of what every row is made with beside its own record: the code, the keys, names of agencies, the calendar."""
    code = "".join(inspect.getsource(module) for module in _MADE_BY)
    return sha256((code + fact_rows.made_from()).encode()).hexdigest()
