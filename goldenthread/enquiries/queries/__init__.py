"""Reads of enquiries."""

from goldenthread.enquiries.queries.asked import (
    AskedPage,
    AskedRow,
    Standing,
    asked_of_us,
    how_enquiries_stand,
    open_asked,
)
from goldenthread.enquiries.queries.closing import closing_facts
from goldenthread.enquiries.queries.lists import (
    Counts,
    EnquiryList,
    EnquiryRow,
    OpenEnquiry,
    enquiries_of,
    enquiries_of_concerns,
    enquiry_counts,
    enquiry_list,
    enquiry_to_join,
    first_due,
    open_enquiries_of,
)
from goldenthread.enquiries.queries.page import EnquiryPage, open_enquiry
from goldenthread.enquiries.queries.parts import (
    ActionRow,
    AllegationRow,
    CausedRow,
    ClockRow,
    ConcernRow,
    LawRow,
    RiskChoiceRow,
    SpeakerRow,
    WantedRow,
)
from goldenthread.enquiries.queries.sheet import AdultSheet, adult_sheet
from goldenthread.enquiries.queries.thread import SaidWish, chronology, latest_wishes

__all__ = [
    "ActionRow", "AdultSheet", "AllegationRow", "AskedPage", "AskedRow", "CausedRow", "ClockRow", "ConcernRow", "Counts",
    "EnquiryList", "EnquiryPage", "EnquiryRow", "LawRow", "OpenEnquiry", "RiskChoiceRow",
    "SaidWish", "SpeakerRow", "Standing", "WantedRow", "adult_sheet", "asked_of_us", "chronology", "closing_facts", "enquiries_of",
    "enquiries_of_concerns", "enquiry_counts", "enquiry_list", "enquiry_to_join", "first_due", "how_enquiries_stand", "latest_wishes", "open_asked", "open_enquiries_of",
    "open_enquiry",
]  # fmt: skip
