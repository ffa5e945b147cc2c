"""Rules of enquiries: pure, values in, verdict out."""

from goldenthread.enquiries.policy.asking_agencies import asking_complete, report_checked, report_given
from goldenthread.enquiries.policy.closing import (
    AllegationFacts,
    CausedFacts,
    ClosingFacts,
    DutyFacts,
    Missing,
    StepFacts,
    WantedFacts,
    closing_verdict,
    missing_before_closing,
)
from goldenthread.enquiries.policy.findings import risk_choice_whole, risk_recorded
from goldenthread.enquiries.policy.justice import police_recorded
from goldenthread.enquiries.policy.opening import kind_follows_duty, opening_verdict, roles_set
from goldenthread.enquiries.policy.running import (
    effect_recorded,
    extension_allowed,
    missed_explained,
    wishes_first,
)
from goldenthread.enquiries.policy.wishes import (
    achieved_only_where_expressed,
    asked_agrees,
    capacity_recorded,
    ending_recorded,
    impact_recorded,
    speaker_named,
)

__all__ = [
    "AllegationFacts", "CausedFacts", "ClosingFacts", "DutyFacts", "Missing", "StepFacts", "WantedFacts",
    "achieved_only_where_expressed", "asked_agrees", "asking_complete", "capacity_recorded", "closing_verdict",
    "effect_recorded", "ending_recorded", "extension_allowed", "impact_recorded", "kind_follows_duty", "missed_explained",
    "missing_before_closing", "opening_verdict", "police_recorded", "report_checked", "report_given", "risk_choice_whole", "risk_recorded",
    "roles_set", "speaker_named", "wishes_first",
]  # fmt: skip
