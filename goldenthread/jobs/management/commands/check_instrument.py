"""``goldenthread check_instrument FILE``: explains every mistake of an instrument before anybody uses it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from goldenthread.assurance.instruments import shipped
from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.instruments import (
    Instrument,
    InstrumentError,
    ItemKind,
    Mistake,
    check_indicators,
    check_together,
    read_instrument,
)
from goldenthread.ground.instruments.reading import MOST_CHARACTERS
from goldenthread.insight.language.reading import read_indicators

WRONG, UNUSABLE = 1, 2


class Command(BaseCommand):
    """Exit status 0 when every file can be used, 1 when one has mistakes, 2 when one cannot be opened."""

    help = (
        "Check instruments (standards, frameworks, audit tools; TOML files): names every mistake with file, line and key and says "
        "what to do. Indicators and crosswalks are checked against those of this installation and of the files given together."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The files."""
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE.toml", help="instruments to look at together"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and report. Raises CommandError (exit 2) for a file that cannot be opened, SystemExit(1) for mistakes."""
        mistakes: list[Mistake] = []
        found: list[Instrument] = []
        # What could be read of those with mistakes: the rest of their mistakes is told at once too.
        broken: list[Instrument] = []
        for path in options["files"]:
            try:
                found.append(read_instrument(_text(path), str(path)))
            except InstrumentError as bad:
                mistakes += bad.mistakes
                broken += [bad.so_far] if bad.so_far else []
        try:
            known, indicators = shipped(), read_indicators(fact_tables())
        except CatalogueError as bad:
            raise CommandError(str(bad), returncode=UNUSABLE) from bad
        # A crosswalk may lead to a file that has mistakes of its own: those are told already.
        others = known | {each.key: each for each in found}
        for each in found:
            mistakes += check_indicators(each, indicators)
            mistakes += check_together(each, others)
            mistakes += _used(each, known)
        for each in broken:
            mistakes += (*check_indicators(each, indicators), *check_together(each, others))
        for one in sorted(mistakes, key=lambda each: (each.name, each.line)):
            self.stdout.write(str(one))
        if mistakes:
            many = f"{len(mistakes)} mistakes" if len(mistakes) > 1 else "1 mistake"
            self.stdout.write(f"Not to be used yet: {many}.")
            raise SystemExit(WRONG)
        for each in found:
            kinds = Counter(item.kind for item in each.items)
            counted = ", ".join(f"{ItemKind(kind).label.lower()} {n}" for kind, n in kinds.items())
            self.stdout.write(
                f"{each.name}: {each.title}, version {each.version}. {len(each.items):,} items: {counted}. Digest {each.digest[:12]}."
            )


def _used(one: Instrument, known: dict[str, Instrument]) -> list[Mistake]:
    """A version that comes with the house must not say something else: answers are pinned to it."""
    same = known.get(one.key)
    if same is None or same.version != one.version or same.digest == one.digest:
        return []
    words = f"version {one.version} of “{one.key}” comes with Golden Thread and reads otherwise; give yours another version"
    return [Mistake(one.name, 1, "version", words)]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > 4 * MOST_CHARACTERS:
            raise CommandError(f"{path}: the file is far too long for an instrument.", returncode=UNUSABLE)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as bad:
        line = path.read_bytes()[: bad.start].count(b"\n") + 1
        words = "a letter of this line is not UTF-8; save the file again and choose UTF-8 as its encoding"
        raise CommandError(f"{path}:{line}: (whole file): {words}.", returncode=UNUSABLE) from bad
    except OSError as bad:
        raise CommandError(f"{path}: {bad.strerror}.", returncode=UNUSABLE) from bad
