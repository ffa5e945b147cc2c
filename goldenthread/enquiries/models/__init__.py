"""Tables of enquiries. What was said and found is added, never rewritten; an enquiry itself carries where it stands."""

from goldenthread.enquiries.models.enquiries import (
    Enquiry,
    EnquiryClockRow,
    EnquiryConcern,
    EnquiryStep,
    WantedOutcome,
)
from goldenthread.enquiries.models.findings import (
    Allegation,
    CausedEnquiry,
    EnquiryAction,
    LegalBasis,
    RiskChoice,
)

__all__ = [
    "Allegation",
    "CausedEnquiry",
    "Enquiry",
    "EnquiryAction",
    "EnquiryClockRow",
    "EnquiryConcern",
    "EnquiryStep",
    "LegalBasis",
    "RiskChoice",
    "WantedOutcome",
]
