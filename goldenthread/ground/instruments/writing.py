"""Writes an instrument as the text of a file that reads back as the same instrument."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from goldenthread.ground.instruments.definition import Crosswalk, Instrument, Item, Scale


def written(instrument: Instrument) -> str:
    """The text. Reading it gives the same digest."""
    return "".join(_head(instrument)) + "".join("".join(_item(item, instrument)) for item in instrument.items)


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
