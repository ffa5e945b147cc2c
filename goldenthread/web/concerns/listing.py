"""The work list of concerns."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from goldenthread.concerns.queries import WorkCounts, WorkItem, WorkWanted, work_counts, work_list
from goldenthread.concerns.vocabulary import ConcernStatus
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import plural, short_day
from goldenthread.kit.presenters import Link, Page, Tag, WorkCard
from goldenthread.web.concerns import shown
from goldenthread.web.concerns.forms import WorkForm
from goldenthread.web.forms import page
from goldenthread.web.request import Request

# What the links above the list narrow it to: words, and what goes into the address.
VIEWS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("everything", "All open", {}),
    ("danger", "Danger now", {"only": "danger"}),
    ("overdue", "Overdue", {"only": "overdue"}),
    ("mine", "Mine", {"whose": "mine"}),
    ("team", "My team's", {"whose": "team"}),
    ("unallocated", "Nobody's yet", {"whose": "unallocated"}),
    ("sign_off", "To sign off", {"only": "sign_off"}),
    ("still", "Standing still", {"only": "still"}),
)
EMPTY = {
    "danger": "Nobody is waiting to be made safe.",
    "overdue": "Nothing is overdue.",
    "mine": "Nothing is waiting for you. Concerns that nobody has yet are under “Nobody's yet”.",
    "team": "Nothing is waiting for your team.",
    "unallocated": "Every open concern is with somebody.",
    "sign_off": "No decision is waiting for you to sign off.",
    "still": "Nothing stands still: every open concern has moved within the working days that local policy sets.",
    "everything": "There are no open concerns.",
}


def work(request: Request) -> HttpResponse:
    """The list, narrowed as the address says."""
    form = WorkForm(request.GET or None)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    only, whose = request.GET.get("only", ""), request.GET.get("whose", "")
    wanted = WorkWanted(
        whose=whose if whose in EMPTY else "all",
        status=str(asked.get("status") or ""),
        only=only if only in EMPTY else "",
        text=asked.get("q") or "",
        sort=asked.get("sort") or "due",
        page=_number(request.GET.get("page", "")),
    )
    found = work_list(request.viewer, wanted)
    counts = work_counts(request.viewer)
    kept = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    context = {
        "title": "Concerns",
        "form": form,
        "only": wanted.only,
        "views": _views(
            wanted, counts, has_team=bool(request.viewer.team), signs=request.viewer.may("concerns.sign_off")
        ),
        "cards": [card(item) for item in found.items],
        "told": _told(wanted, found.total),
        "empty": _empty(wanted),
        "page": Page(found.number, found.pages, found.total, "?" + urlencode([*kept, ("page", "")])),
        "danger": counts.danger,
    }
    return page(request, "concerns/list.html", context)


def card(item: WorkItem) -> WorkCard:
    """One concern on a list, with what matters first."""
    tags = [Tag(item.status.label, shown.STATUS_COLOURS[item.status])]
    if item.danger:
        tags.insert(0, Tag("Danger now", "red"))
    if item.pending:
        tags.append(Tag(f"Proposed: {item.pending.label}", "purple"))
    if item.outcome:
        tags.append(Tag(item.outcome.label, "grey"))
    if item.restricted:
        tags.append(Tag("Restricted", "orange"))
    facts = [
        ("Type", ", ".join(each.label for each in item.types) or "Not said"),
        ("With", item.allocated_to or (f"Team {item.team}" if item.team else "Nobody yet")),
        ("Received", short_day(item.received_at)),
        ("Last moved", short_day(item.moved_at)),
    ]
    decided = item.status is ConcernStatus.DECIDED
    return WorkCard(
        reference=item.reference,
        href=address_of("concerns:show", item.id),
        name=item.name,
        summary=item.summary,
        urgency="now" if item.danger else shown.URGENCY[item.clock],
        due=""
        if decided
        else "Make safe today"
        if item.danger
        else shown.due_in_list(item.due_at, item.clock),
        tags=tags,
        facts=facts,
        wants=item.wants,
    )


def _views(wanted: WorkWanted, counts: WorkCounts, *, has_team: bool, signs: bool) -> list[Link]:
    at = wanted.only or (wanted.whose if wanted.whose != "all" else "everything")
    found = []
    for key, text, query in VIEWS:
        if (key == "team" and not has_team) or (key == "sign_off" and not signs):
            continue
        count = None if key == "everything" else getattr(counts, key)
        found.append(Link(text, "?" + urlencode(query), current=key == at and not wanted.text, count=count))
    return found


def _told(wanted: WorkWanted, total: int) -> str:
    number = "More than 1,000 concerns" if total >= 1_000 else plural(total, "concern")
    if wanted.text:
        return f"{number} found for “{wanted.text}”, open and decided, newest first"
    if wanted.status == ConcernStatus.DECIDED:
        return f"{number}, those due last first"
    return f"{number}, newest first" if wanted.sort == "newest" else f"{number}, most pressing first"


def _empty(wanted: WorkWanted) -> str:
    if wanted.text:
        return (
            f"Nothing was found for “{wanted.text}”. Search by the whole reference, the NHS number, the family name, "
            "or given and family name. A restricted concern is shown only to those who work on it."
        )
    return EMPTY[wanted.only or (wanted.whose if wanted.whose in EMPTY else "everything")]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
