"""A part out as Excel or Word, and back in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries.judgements import PartRow, Round, round_of
from goldenthread.assurance.queries.sheets import sheet_return
from goldenthread.assurance.vocabulary import SheetOutcome
from goldenthread.documents.policy import MOST_BYTES, file_may_be_kept, media_type
from goldenthread.documents.vocabulary import FileKind
from goldenthread.ground.instruments import Item
from goldenthread.ground.verdicts import Refused
from goldenthread.kit.presenters import Link
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.forms import SheetForm
from goldenthread.web.reviews.pages import frame
from goldenthread.web.reviews.sheet_files import SheetLine, as_excel, as_word, titled
from goldenthread.web.reviews.sheet_reading import read_back

_WRITERS = {"xlsx": (as_excel, FileKind.XLSX), "docx": (as_word, FileKind.DOCX)}


def out(request: Request, round_id: UUID, part_id: int, suffix: str) -> HttpResponse:
    """The part as a file to fill in elsewhere."""
    if suffix not in _WRITERS:
        raise Http404("no such kind of sheet")
    held = queries.review(request.viewer, round_id)
    found = round_of(request.viewer, round_id)
    part = next((each for each in found.parts if each.id == part_id and each.own), None)
    if part is None:
        return not_found(request)
    write, kind = _WRITERS[suffix]
    content = write(
        titled(held.title, held.reference),
        part.agency,
        [_line(found, part, item) for item in found.items_of(part)],
    )
    response = HttpResponse(content, content_type=media_type(kind))
    response["Content-Disposition"] = (
        content_disposition_header(True, f"{held.reference} {part.agency}.{suffix}") or "attachment"
    )
    return response


def _line(found: Round, part: PartRow, item: Item) -> SheetLine:
    row = found.answer(part.agency_id, item.key)
    levels = found.instrument.scale[item.scale].levels if found.instrument and item.scale else ()
    words = {level.value: f"{level.value} {level.label}" for level in levels}
    return SheetLine(
        item=item.key,
        text=item.text,
        version=row.version if row else 0,
        grade=words.get(row.grade, "") if row and row.grade is not None else "",
        levels=tuple(words.values()),
        claim=row.claim if row else "",
        reasoning=row.reasoning if row else "",
        changed=row.changed if row else "",
    )


def bring_back(request: Request, round_id: UUID, part_id: int) -> HttpResponse:
    """Bring a filled-in sheet back."""
    held = queries.review(request.viewer, round_id)
    found = round_of(request.viewer, round_id)
    part = next((each for each in found.parts if each.id == part_id and each.own), None)
    if part is None:
        return not_found(request)
    form = SheetForm(request.POST or None, request.FILES or None)

    def deed(typed: dict[str, UploadedFile]) -> UUID:
        file = typed["file"]
        size = file.size or 0
        if size > MOST_BYTES:
            raise Refused(file_may_be_kept(size=size, looked=None))
        return procedures.bring_back(
            request.viewer,
            review_id=round_id,
            part_id=part_id,
            file_name=file.name or "",
            rows=read_back(file.read(), reference=held.reference, agency=part.agency),
        )

    sent = posted(request, form, deed)
    if sent and sent.result:
        messages.success(request, "The sheet is read. This is what became of each statement.")
        return redirect("reviews:brought_back", round_id, sent.result)
    context = frame(held, f"Bring back a sheet of {part.agency}", form=form, submit="Bring it back")
    context |= {"cancel": reverse("reviews:part", args=[round_id, part_id])}
    return page(request, "reviews/form.html", context)


def brought_back(request: Request, round_id: UUID, sheet_id: UUID) -> HttpResponse:
    """What became of each row of a sheet: changed, clashes, not taken, unchanged."""
    held = queries.review(request.viewer, round_id)
    found = sheet_return(request.viewer, round_id, return_id=sheet_id)
    order = (SheetOutcome.CLASH, SheetOutcome.REFUSED, SheetOutcome.TAKEN, SheetOutcome.SAME)
    groups = [(each, [row for row in found.rows if row.outcome is each]) for each in order]
    context = frame(
        held,
        f"Sheet of {found.agency}: what became of it",
        found=found,
        groups=groups,
        back=Link(f"Answers of {found.agency}", reverse("reviews:part", args=[round_id, found.part_id])),
    )
    return page(request, "reviews/brought_back.html", context)
