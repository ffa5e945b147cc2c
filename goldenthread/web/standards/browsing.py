"""Standards: the list, one of them as a tree, and one item with its sources, indicators and crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from goldenthread.assurance.queries.instruments import (
    StandardPage,
    fits,
    library,
    search_standards,
    standard,
    standard_text,
    standards,
)
from goldenthread.ground.instruments import (
    Change,
    Crossing,
    Instrument,
    Item,
    Relation,
    Scale,
    changes,
    crossings,
)
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.queries import indicators
from goldenthread.kit.display import at_time
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.web.evidence.kinds import kinds_shown
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.routes import opens
from goldenthread.web.standards.forms import SearchForm

MOST_FOUND = 100


@dataclass(frozen=True)
class Branch:
    """An item as the tree draws it, with runs of children of one kind."""

    item: Item
    href: str
    sources: str
    grade: str
    indicators: int
    crossings: int
    runs: tuple[tuple[str, tuple[Branch, ...]], ...]


def every(request: Request) -> HttpResponse:
    """All standards, and the lines in which words stand."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = standards(request.viewer)
    found = search_standards(request.viewer, words, most=MOST_FOUND) if words else ()
    columns = (
        Column("title", "Standard", row_header=True),
        Column("publisher", "Published by"),
        Column("came", "Comes from"),
        Column("version", "Version"),
        Column("items", "Items", numeric=True),
        Column("who", "Answered by"),
    )
    table = Table(
        "Standards",
        columns,
        [
            {
                "title": Link(row.instrument.title, _href(row.instrument)),
                "came": Tag("Made here", "teal") if row.edition.saved_at else "Golden Thread",
                "publisher": row.instrument.publisher,
                "version": row.edition.version,
                "items": len(row.instrument.items),
                "who": ", ".join(each.label for each in row.instrument.assessors),
            }
            for row in rows
        ],
        caption_hidden=True,
    )
    context = {
        "title": "Standards",
        "form": form,
        "words": words,
        "found": [
            (
                each.item,
                each.instrument,
                _href(each.instrument, each.item),
                _trail_words(each.instrument, each.item),
            )
            for each in found
        ],
        "most": MOST_FOUND,
        "table": table,
        "may_add": opens("standards:add", request.viewer.role) is not None,
    }
    return page(request, "standards/list.html", context)


def show(request: Request, standard: str) -> HttpResponse:
    """One standard as a tree."""
    found = _found(request, standard)
    one = found.instrument
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"].casefold().split() if form.is_valid() else []
    kept = _with_parents(one, words) if words else None
    crossed = crossings(one, library(request.viewer).values())
    version = "" if found.newest else found.edition.version
    tree = tuple(_branches(one, "", crossed, kept, version))
    earlier = _changed(request, found)
    context = {
        "title": one.title,
        "back": Link("Standards", reverse("standards:list")),
        "found": found,
        "one": one,
        "rows": _about(found),
        "form": form,
        "words": " ".join(words),
        "clear": _here(one, version) if words else "",
        "hidden": version,
        "matches": sum(fits(item, words) for item in one.items) if words else 0,
        "tree": tree,
        "parts": [Link(each.item.title or each.item.text, f"#i-{each.item.key}") for each in tree],
        "tools": _tools(request, found, version),
        "versions": [
            Link(f"Version {each.version}", _here(one, each.version), current=each == found.edition)
            for each in found.editions
        ]
        if len(found.editions) > 1
        else [],
        "changed": [(each, _changed_words(each)) for each in earlier],
    }
    return page(request, "standards/show.html", context)


def file(request: Request, standard: str) -> HttpResponse:
    """The file of a standard."""
    text = standard_text(request.viewer, standard, request.GET.get("version", ""))
    if text is None:
        raise Http404(f"no standard {standard}")
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{standard}.toml"'
    return response


def item(request: Request, standard: str, item: str) -> HttpResponse:
    """One item: where it comes from, what it asks for, what bears on it."""
    found = _found(request, standard)
    one = found.instrument
    this = one.by_key.get(item)
    if this is None:
        raise Http404(f"no item {item}")
    version = "" if found.newest else found.edition.version
    crossed = crossings(one, library(request.viewer).values()).get(item, ())
    order = list(one.by_key)
    at = order.index(item)
    context = {
        "title": f"{this.kind.label} {this.key}" + (f": {this.title}" if this.title else ""),
        "back": Link(one.title, f"{_here(one, version)}#i-{this.key}"),
        "found": found,
        "one": one,
        "item": this,
        "above": [Link(each.title or each.text, _href(one, each, version)) for each in one.above(item)],
        "rows": _item_rows(one, this),
        "sources": [(one.document[each.document], each.where) for each in this.sources],
        "indicators": _indicators(request, this),
        "kinds": kinds_shown(request, one, this),
        "crossings": [(each, _crossing_words(each), _href(each.instrument, each.other)) for each in crossed],
        "children": [(each, _href(one, each, version)) for each in one.children.get(item, ())],
        "before": Link(order[at - 1], _href(one, one.by_key[order[at - 1]], version)) if at else None,
        "after": Link(order[at + 1], _href(one, one.by_key[order[at + 1]], version))
        if at + 1 < len(order)
        else None,
    }
    return page(request, "standards/item.html", context)


def _tools(request: Request, found: StandardPage, version: str) -> list[Link]:
    one, edition = found.instrument, found.edition
    links = [Link("Download the file (TOML)", reverse("standards:file", args=[one.key]) + _query(version))]
    if opens("standards:shown", request.viewer.role):
        links.insert(0, Link("What shows each line", reverse("standards:shown", args=[one.key])))
    if opens("standards:add", request.viewer.role):
        links.append(
            Link("Copy it and change it", f"{reverse('standards:add')}?{urlencode({'copy': one.key})}")
        )
    if edition.saved_at and opens("standards:withdraw", request.viewer.role):
        words = "Offer it again" if edition.withdrawn_at else "Withdraw this version"
        links.append(Link(words, reverse("standards:withdraw", args=[one.key]) + _query(edition.version)))
    return links


def _found(request: Request, key: str) -> StandardPage:
    found = standard(request.viewer, key, request.GET.get("version", ""))
    if found is None:
        raise Http404(f"no standard {key}")
    return found


def _query(version: str) -> str:
    return "?" + urlencode({"version": version}) if version else ""


def _here(one: Instrument, version: str) -> str:
    return reverse("standards:show", args=[one.key]) + _query(version)


def _href(one: Instrument, item: Item | None = None, version: str = "") -> str:
    if item is None:
        return _here(one, version)
    return reverse("standards:item", args=[one.key, item.key]) + _query(version)


def _trail_words(one: Instrument, item: Item) -> str:
    return " › ".join(each.title or each.key for each in one.above(item.key))


def _with_parents(one: Instrument, words: list[str]) -> frozenset[str]:
    """The keys of items that fit, and of what they stand under."""
    kept: set[str] = set()
    for item in one.items:
        if fits(item, words):
            kept |= {item.key, *(each.key for each in one.above(item.key))}
    return frozenset(kept)


def _branches(
    one: Instrument,
    parent: str,
    crossed: Mapping[str, tuple[Crossing, ...]],
    kept: frozenset[str] | None,
    version: str,
) -> Iterator[Branch]:
    for item in one.children.get(parent, ()):
        if kept is not None and item.key not in kept:
            continue
        runs: list[tuple[str, list[Branch]]] = []
        for branch in _branches(one, item.key, crossed, kept, version):
            label = branch.item.kind.label
            if not runs or runs[-1][0] != label:
                runs.append((label, []))
            runs[-1][1].append(branch)
        yield Branch(
            item,
            _href(one, item, version),
            _sources_words(one, item),
            one.scale[item.scale].title if item.scale else "",
            len(item.indicators),
            len(crossed.get(item.key, ())),
            tuple((label, tuple(branches)) for label, branches in runs),
        )


def _sources_words(one: Instrument, item: Item) -> str:
    """Where an item comes from, in few words: the document is named by its key where there are several."""
    several = len(one.documents) > 1
    return "; ".join(f"{each.document}: {each.where}" if several else each.where for each in item.sources)


def _about(found: StandardPage) -> list[Row]:
    one = found.instrument
    told: list[tuple[str, object]] = [
        ("Version", f"{one.version}, digest {one.digest[:12]}"),
        (
            "Saved",
            f"{at_time(found.edition.saved_at)} by {found.edition.by_name}"
            if found.edition.saved_at
            else "Comes with Golden Thread",
        ),
        (
            "Published by",
            f"{one.publisher}, {one.published}" if one.published else f"{one.publisher}, not dated",
        ),
        ("Answered by", ", ".join(each.label for each in one.assessors)),
        ("Source", one.source),
        ("Licence", one.licence),
    ]
    documents = "\n".join(
        ", ".join(filter(None, (each.title, each.publisher, each.published, each.rights)))
        for each in one.documents
    )
    return [
        *(Row(key, value) for key, value in told),
        Row("Documents", documents, words=True),
        *(Row(f"Scale: {scale.title}", _scale_words(scale), words=True) for scale in one.scales),
    ]


def _scale_words(scale: Scale) -> str:
    levels = (
        f"{level.value} {level.label}" + (f": {level.meaning}" if level.meaning else "")
        for level in scale.levels
    )
    bands = (f"From {band.at_least}% of the most that could be reached: {band.label}" for band in scale.bands)
    return "\n".join((*levels, *bands, scale.source))


def _item_rows(one: Instrument, item: Item) -> list[Row]:
    scale = one.scale.get(item.scale)
    told: list[tuple[str, object]] = [
        ("What it is", f"{item.kind.label}. {item.kind.meaning}"),
        ("Answered by", ", ".join(each.label for each in item.assessors)),
    ]
    if scale:
        told.append(
            (f"Graded: {scale.title}", ", ".join(f"{level.value} {level.label}" for level in scale.levels))
        )
    looked = [Row("Look for", "\n".join(item.asks_for), words=True)] if item.asks_for else []
    return [*(Row(key, value) for key, value in told), *looked]


def _indicators(request: Request, item: Item) -> list[tuple[Indicator, str]]:
    """The indicators that bear on an item, and where to see each; no address for a role that sees no figures."""
    known = indicators()
    may = opens("figures:one", request.viewer.role) is not None
    return [
        (known[key], reverse("figures:one", args=[key]) if may else "")
        for key in item.indicators
        if key in known
    ]


def _crossing_words(each: Crossing) -> str:
    if each.relation is Relation.PART and not each.onward:
        return "Has as a part"
    return each.relation.label


def _changed(request: Request, found: StandardPage) -> tuple[Change, ...]:
    """What differs from the version before this one."""
    at = found.editions.index(found.edition)
    if at + 1 == len(found.editions):
        return ()
    before = standard(request.viewer, found.instrument.key, found.editions[at + 1].version)
    return changes(before.instrument, found.instrument) if before else ()


def _changed_words(each: Change) -> str:
    if each.old is None:
        return "New"
    if each.new is None:
        return "Gone"
    return "Other words" if each.reworded else "Other details"
