"""The I statements of the six principles, asked at the end of an enquiry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from goldenthread.assurance.procedures import keep_statements
from goldenthread.assurance.queries.statements import asked_of_people, principles, statements_about
from goldenthread.enquiries import queries
from goldenthread.ground.instruments import Instrument
from goldenthread.kit import forms as kit
from goldenthread.web.enquiries.forms import SpeakerForm
from goldenthread.web.enquiries.framing import part
from goldenthread.web.request import Request

NO_ANSWER = "none"


class StatementsForm(SpeakerForm):
    """One question for each I statement. Nobody has to answer."""

    marks_optional = False
    words = kit.LongText(
        "What else do they say?", rows=3, max_length=4000, required=False, hint="In their own words."
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked_of_people(instrument)
        for item in self.asked:
            levels = instrument.scale[item.scale].levels
            self.fields[f"answer-{item.key}"] = kit.Choice(
                f"“{item.text}”",
                [(str(each.value), each.label) for each in reversed(levels)]
                + [(NO_ANSWER, "Not asked, or did not want to say")],
                required=False,
                inline=False,
                small=True,
                last=[NO_ANSWER],
            )
        self.order_fields(
            [
                *(f"answer-{item.key}" for item in self.asked),
                "words",
                "said_by",
                "said_by_why",
                "said_by_name",
            ]
        )

    def answers(self) -> dict[str, int]:
        """Statements that were answered."""
        return {
            item.key: int(given)
            for item in self.asked
            if (given := self.cleaned_data.get(f"answer-{item.key}")) not in (None, "", NO_ANSWER)
        }


def ask(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Ask, keep, and show what was said before."""
    page = queries.open_enquiry(request.viewer, enquiry_id)
    instrument = principles(request.viewer)
    if instrument is None:
        raise Http404("the six principles are not held here")
    form = StatementsForm(request.POST or None, instrument=instrument)
    return part(
        request,
        page,
        form,
        lambda typed: keep_statements(
            request.viewer,
            enquiry_id=page.id,
            instrument=(instrument.key, instrument.version),
            answers=form.answers(),
            words=typed["words"],
            **form.speaker(),
        ),
        title=f"How {page.called} was treated",
        done="Their answers are kept. They count in the figures of the six principles without a name.",
        template="enquiries/statements.html",
        then="ending" if not page.is_closed else "show",
        held=statements_about(request.viewer, enquiry_id),
        may_ask=request.viewer.may("enquiries.work"),
    )
