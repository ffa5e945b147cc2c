"""Writes an instrument as the text of a file that reads back as the same instrument."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from goldenthread.ground.instruments.definition import Crosswalk, Instrument, Item, Scale
from goldenthread.ground.instruments.vocabulary import Assessor, ItemKind


def written(instrument: Instrument) -> str:
    """The text. Reading it gives the same digest."""
    return "".join(_head(instrument)) + "".join("".join(_item(item, instrument)) for item in instrument.items)


def beginning(*, key: str, title: str, about: str, publisher: str, document: str) -> str:
    """The head of a new instrument that follows one document, to be changed and added to. It has a scale of four levels."""
    return f"""\
key = {_quoted(key)}
version = "1"
title = {_quoted(title)}
about = {_quoted(about)}
publisher = {_quoted(publisher)}
# Leave published out where the document bears no date. A year or a month will do.
# published = "2026-11"
licence = "In our own words. The document's text stays with its publisher."
source = {_quoted(document)}
# Who answers it: {", ".join(Assessor.values())}
assessors = ["council", "nhs", "police"]

[documents.document]
title = {_quoted(document)}
publisher = {_quoted(publisher)}

# Write scale = "progress" under the items that are graded.
[[scales]]
key = "progress"
title = "How far we are"
source = "Our own."
levels = [
  {{ value = 1, label = "Early" }},
  {{ value = 2, label = "Developing" }},
  {{ value = 3, label = "Established" }},
  {{ value = 4, label = "Leading" }},
]
"""


def one_item(*, key: str, kind: ItemKind, text: str, parent: str = "", source: str = "") -> str:
    """One item as it stands in a file. ``source`` is a place in the instrument's document."""
    lines = ["", "[[items]]", f"key = {_quoted(key)}"]
    if parent:
        lines.append(f"parent = {_quoted(parent)}")
    lines += [f"kind = {_quoted(kind)}", f"text = {_quoted(text)}"]
    if source:
        lines.append(f"sources = [{_quoted('document: ' + source)}]")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    # A string of JSON is a basic string of TOML, but for DEL, which the loader lets nobody write.
    return json.dumps(words, ensure_ascii=False)


def _list(words: Iterable[str]) -> str:
    told = [_quoted(each) for each in words]
    line = f"[{', '.join(told)}]"
    return line if len(line) < 110 else "[\n" + "".join(f"  {each},\n" for each in told) + "]"


def _head(whole: Instrument) -> Iterator[str]:
    for name in ("key", "version", "title", "about", "publisher", "published", "licence", "source"):
        if told := getattr(whole, name):
            yield f"{name} = {_quoted(told)}\n"
    yield f"assessors = {_list(whole.assessors)}\n"
    for document in whole.documents:
        yield f"\n[documents.{_quoted(document.key) if '.' in document.key else document.key}]\n"
        for name in ("title", "publisher", "published", "rights", "address"):
            if told := getattr(document, name):
                yield f"{name} = {_quoted(told)}\n"
    for scale in whole.scales:
        yield from _scale(scale)


def _scale(scale: Scale) -> Iterator[str]:
    yield f"\n[[scales]]\nkey = {_quoted(scale.key)}\ntitle = {_quoted(scale.title)}\nsource = {_quoted(scale.source)}\nlevels = [\n"
    for level in scale.levels:
        meaning = f", meaning = {_quoted(level.meaning)}" if level.meaning else ""
        yield f"  {{ value = {level.value}, label = {_quoted(level.label)}{meaning} }},\n"
    yield "]\n"
    if scale.bands:
        yield "bands = [\n"
        for band in scale.bands:
            yield f"  {{ at_least = {band.at_least}, label = {_quoted(band.label)} }},\n"
        yield "]\n"


def _item(item: Item, whole: Instrument) -> Iterator[str]:
    yield f"\n[[items]]\nkey = {_quoted(item.key)}\n"
    if item.parent:
        yield f"parent = {_quoted(item.parent)}\n"
    yield f"kind = {_quoted(item.kind)}\n"
    if item.title:
        yield f"title = {_quoted(item.title)}\n"
    yield f"text = {_quoted(item.text)}\n"
    if item.sources:
        yield f"sources = {_list(f'{each.document}: {each.where}' for each in item.sources)}\n"
    if item.scale:
        yield f"scale = {_quoted(item.scale)}\n"
    if item.asks_for:
        yield f"asks_for = {_list(item.asks_for)}\n"
    if item.indicators:
        yield f"indicators = {_list(item.indicators)}\n"
    if item.assessors != whole.assessors:
        yield f"assessors = {_list(item.assessors)}\n"
    if item.crosswalks:
        yield "crosswalks = [\n" + "".join(map(_crosswalk, item.crosswalks)) + "]\n"


def _crosswalk(each: Crosswalk) -> str:
    because = f", because = {_quoted(each.because)}" if each.because else ""
    return f"  {{ to = {_quoted(f'{each.instrument}/{each.item}')}, relation = {_quoted(each.relation)}{because} }},\n"
