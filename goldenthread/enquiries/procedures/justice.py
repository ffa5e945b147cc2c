"""What police and courts did about an allegation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.models import Allegation
from goldenthread.enquiries.policy import police_recorded
from goldenthread.enquiries.procedures.rows import child, keep_step, open_for, subject
from goldenthread.enquiries.queries.closing import label_of
from goldenthread.enquiries.vocabulary import Offence, PoliceResult
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist


@procedure("enquiries.work", about="enquiry")
def record_police(
    by: Viewer,
    *,
    enquiry_id: UUID,
    allegation_id: UUID,
    version: int,
    result: PoliceResult | None,
    offence: Offence | None,
    charged_on: date | None,
    words: str,
) -> Done[None]:
    """Record how far police and courts have come with an allegation, also after the enquiry has ended. Raises Refused (STALE, ENQ-19)."""
    enquiry = open_for(by, "record_police", enquiry_id)
    row: Allegation = child(enquiry.allegations.filter(withdrawn_words=""), allegation_id, version=version)
    insist(
        police_recorded(
            result=result, offence=offence, charged_on=charged_on, words=words, today=moment.today()
        )
    )
    row.police, row.offence = result or "", offence or ""
    row.charged_on, row.police_words = charged_on, words.strip()
    row.save(update_fields=["police", "offence", "charged_on", "police_words", "version"])
    told = ". ".join(word.label for word in (result, offence) if word)
    keep_step(enquiry, by, "record_police", f"{label_of(row)}: {told}", row.police_words)
    return Done(None, subject(enquiry), {"police": row.police, "offence": row.offence})
