"""The page of instruments, written from their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goldenthread.assurance.instruments import shipped
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.instruments import Instrument, ItemKind, check_indicators
from goldenthread.insight.language.reading import read_indicators

ABOUT = """The standards, frameworks and audit tools that come with the house. Each is one TOML file in `goldenthread/assurance/instruments`, read by
one loader, and in our own words: every line names the document and the place that it comes from, and none of the document's sentences is
repeated. A council that is entitled to an original loads it in the same form.

Answers pin an instrument's version and digest. The digest is of what the file means, so that layout does not matter and a changed word does;
a changed text under a version that is used is refused. Indicators stand beside the items that they bear on, and crosswalks carry answers from
one instrument to another.

To add one: copy the nearest file, change it, and run `goldenthread check_instrument FILE.toml`. It names every mistake with line and key. No
code is needed.
"""


def instruments() -> Iterator[str]:
    """The page after its head. Raises CatalogueError for an indicator that does not exist."""
    every = shipped()
    known = read_indicators(fact_tables())
    if wrong := [str(each) for one in every.values() for each in check_indicators(one, known)]:
        raise CatalogueError("\n".join(wrong))
    items = sum(len(one.items) for one in every.values())
    walks = sum(len(item.crosswalks) for one in every.values() for item in one.items)
    yield f"\n{len(every)} instruments with {items} items and {walks} crosswalks.\n\n"
    yield "| Instrument | Version | Items | Graded | With an indicator | Crosswalks to |\n| --- | --- | --- | --- | --- | --- |\n"
    for one in every.values():
        counted = sum(bool(item.indicators) for item in one.items)
        yield (
            f"| [{one.title}](#{one.key}) | {one.version} | {len(one.items)} | {len(one.graded())} | {counted} "
            f"| {', '.join(_ends(one)) or 'none'} |\n"
        )
    for one in every.values():
        yield from _instrument(one)


def _ends(one: Instrument) -> list[str]:
    ends = Counter(each.instrument for item in one.items for each in item.crosswalks)
    return [f"{key} {many}" for key, many in sorted(ends.items())]


def _instrument(one: Instrument) -> Iterator[str]:
    yield f'\n<a id="{one.key}"></a>\n\n## {one.title}\n\n{one.about}\n\n'
    yield f"- Key `{one.key}`, version {one.version}, digest `{one.digest[:12]}`\n"
    yield f"- Published by {one.publisher}{', ' + one.published if one.published else ', not dated'}\n"
    yield f"- Source: {one.source}\n- Licence: {one.licence}\n"
    yield f"- Answered by: {', '.join(who.label for who in one.assessors)}\n"
    kinds = Counter(item.kind for item in one.items)
    yield f"- Items: {', '.join(f'{ItemKind(kind).label.lower()} {many}' for kind, many in kinds.items())}\n"
    for scale in one.scales:
        levels = ", ".join(f"{level.value} {level.label.lower()}" for level in scale.levels)
        bands = ", ".join(f"from {band.at_least}% {band.label.lower()}" for band in scale.bands)
        yield f"- Scale “{scale.title}”: {levels}{'; ' + bands if bands else ''}. {scale.source}\n"
    for document in one.documents:
        told = ", ".join(filter(None, (document.publisher, document.published, document.rights)))
        yield f"- Document `{document.key}`: {document.title} ({told})\n"
