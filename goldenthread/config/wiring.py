"""Every event and who listens, on one page. Listeners run inside the transaction of the deed that told the event."""

from goldenthread.concerns.events import ConcernDecided
from goldenthread.enquiries.listeners import open_or_join_enquiry
from goldenthread.ground.events import listen


def connect() -> None:
    """Wire all events. Calling it again changes nothing."""
    listen(ConcernDecided, open_or_join_enquiry)
