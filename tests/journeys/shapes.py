"""What a page says of itself before it is drawn: its headings, title, links, forms, and the kinds of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

# Attributes whose value is a name, a place or words: only whether there is one belongs to the shape.
OF_THIS_PAGE = re.compile(
    r"id|for|href|value|name|action|datetime|content|src|style|title|d|x|y|[xy][12]|c[xy]|points|width|height|transform"
    r"|aria-(label|describedby|labelledby|controls)|data-.*"
)


@dataclass(frozen=True)
class Told:
    """One page, as its HTML tells it. ``shape``: each kind of element of its main part, with what it stands in."""

    headings: int
    title: str
    links: tuple[str, ...]
    form: bool
    shape: frozenset[int]


def told(text: str) -> Told:
    """Reads a whole page."""
    page = html.document_fromstring(text)
    main = page.find(".//main")
    links = [] if main is None else main.xpath(".//a[starts-with(@href, '/')]/@href")
    form = main is not None and bool(main.xpath(".//form[@method='post']//button[not(@name)]"))
    shape = frozenset(() if main is None else kinds(main))
    return Told(
        len(page.findall(".//h1")), page.findtext(".//title", ""), tuple(map(str, links)), form, shape
    )


def kinds(element: html.HtmlElement, within: int = 0) -> Iterator[int]:
    """Each element as its tag, the attributes that mean something and whether it holds words, but not which, in all it stands in.

    Accessibility rules look at an element in what it stands in, and ask for no certain words: on a page whose every kind was looked
    at elsewhere, in a route that was looked at, they find nothing new.
    """
    held = sorted(
        f"{name}={'' if OF_THIS_PAGE.fullmatch(name) and value else value}" for name, value in element.items()
    )
    words = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
    kind = hash((within, element.tag, *held, words))
    yield kind
    for child in element:
        if isinstance(child.tag, str):
            yield from kinds(child, kind)
