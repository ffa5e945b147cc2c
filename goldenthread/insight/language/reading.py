"""Reads indicator files into definitions. Every mistake of every file is told at once, with file, line and key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from goldenthread.ground.catalogue import CatalogueError, read
from goldenthread.ground.facts import FactTable, Kind
from goldenthread.insight.language import definition as d
from goldenthread.insight.language.breakdowns import Breakdown, fault
from goldenthread.insight.language.checking import Checker, Mistakes, like
from goldenthread.insight.language.conditions import During, both, every_part
from goldenthread.insight.language.shape import BreakdownPage, IndicatorPage, TallyPage, WordsPage

FOLDER = Path(__file__).resolve().parents[1] / "indicators"
POPULATIONS = ("adults",)
_COUNTED_BY = ("measure", "numerator", "denominator", "days", "breakdowns", "words")


def read_indicators(tables: Mapping[str, FactTable], folder: Path = FOLDER) -> dict[str, d.Indicator]:
    """Every indicator of a folder by its key, in the order of the keys.

    Raises CatalogueError with a line ``file:line: key: what is wrong`` for each mistake.
    """
    faults: list[str] = []
    found: dict[str, d.Indicator] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            indicator = read_indicator(path, tables)
        except CatalogueError as bad:
            faults.append(str(bad))
            continue
        if indicator.key != path.stem:
            faults.append(f"{path}:1: key: the file of “{indicator.key}” must be called {indicator.key}.toml")
        found[indicator.key] = indicator
    faults += [
        f"{folder / key}.toml: made_of: {like(part, found, 'indicator')}"
        for key, indicator in found.items()
        for part in indicator.made_of
        if part not in found
    ]
    if faults:
        raise CatalogueError("\n".join(faults))
    if not found:
        raise CatalogueError(f"{folder}: there is no indicator in this folder")
    return dict(sorted(found.items(), key=lambda item: in_order(item[0])))


def in_order(key: str) -> tuple[str, int, str]:
    """Sorts A2 before A10."""
    head, _, tail = key.partition("-")
    return head[0], int(head[1:]), tail


def read_indicator(path: Path, tables: Mapping[str, FactTable]) -> d.Indicator:
    """One indicator. Raises CatalogueError with a line for each mistake."""
    try:
        page = read(path, IndicatorPage)
    except CatalogueError as bad:
        raise CatalogueError("\n".join(_lined(path, line) for line in str(bad).splitlines())) from bad
    mistakes = Mistakes()
    counting = _Reader(page, tables, mistakes).counting()
    if mistakes.found:
        raise CatalogueError(
            "\n".join(_lined(path, f"{path}: {key}: {words}") for key, words in mistakes.found)
        )
    return d.Indicator(
        key=page.key,
        name=page.name,
        why=page.why,
        direction=d.Direction(page.direction),
        definition=page.definition,
        exclusions=page.exclusions,
        author=page.author,
        next_review=page.next_review,
        source=page.source,
        national_twin=page.national_twin,
        version=_version(page),
        counting=counting,
        waits_for=page.waits_for,
        made_of=tuple(page.made_of),
        supplied=tuple(page.supplied),
    )


def _version(page: IndicatorPage) -> str:
    told = page.model_dump(
        mode="json", include={*_COUNTED_BY, "times", "waits_for", "made_of"}, exclude={"words"}
    )
    if page.supplied:
        told["supplied"] = page.supplied
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def _lined(path: Path, fault: str) -> str:
    """The fault with the line of its key, where the key can be found in the file."""
    head, _, rest = fault.partition(f"{path}: ")
    key = rest.split(": ")[0]
    if head or not rest or not path.exists():
        return fault
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    at = 0
    for part in (part for part in key.split(".") if not part.isdigit()):
        wanted = re.compile(rf"(^|[\[{{,\s.]){re.escape(part)}\s*(=|\])")
        at = next((n for n in range(at, len(lines)) if wanted.search(lines[n])), at)
    return f"{path}:{at + 1}: {rest}"


@dataclass
class _Reader:
    page: IndicatorPage
    tables: Mapping[str, FactTable]
    mistakes: Mistakes

    def counting(self) -> d.Counting | None:
        page = self.page
        counted = [name for name in _COUNTED_BY if getattr(page, name)]
        ways = [bool(counted), bool(page.waits_for), bool(page.made_of), bool(page.supplied)]
        if sum(ways) != 1:
            self.mistakes.add(
                "key",
                "say one of four: how it is counted, what it waits for (waits_for), what it is made of (made_of), or which "
                "measures agencies supply for it (supplied)",
            )
            return None
        if not counted:
            return None
        if page.measure is None or page.numerator is None or page.words is None:
            self.mistakes.add("measure", "an indicator that is counted has measure, [numerator] and [words]")
            return None
        return self._counted(d.Measure(page.measure), page.numerator, page.words)

    def _counted(self, measure: d.Measure, told: TallyPage, words: WordsPage) -> d.Counting | None:
        page, whole = self.page, self.page.denominator
        self._shape(measure, told, words)
        population = None
        denominator: d.Tally | d.Population | None = None
        if whole is not None and whole.population:
            if whole.population not in POPULATIONS:
                self.mistakes.add(
                    "denominator.population", like(whole.population, list(POPULATIONS), "population")
                )
            denominator = population = d.Population(whole.population)
        elif whole is not None:
            denominator = self._tally(whole, "denominator")
        if measure is d.Measure.SHARE and isinstance(denominator, d.Tally):
            numerator = self._part_of(denominator, told)
        else:
            found = self._tally(told, "numerator")
            if found is None:
                return None
            numerator = replace(found, days=self._days(found)) if measure is d.Measure.DAYS else found
        over = denominator if isinstance(denominator, d.Tally) else None
        ways = [each if isinstance(each, str) else each.by + each.codes for each in page.breakdowns]
        for twice in sorted({name for name in ways if ways.count(name) > 1}):
            self.mistakes.add("breakdowns", f"{twice} is named twice")
        return d.Counting(
            measure=measure,
            numerator=numerator,
            denominator=population or over,
            times=page.times,
            breakdowns=tuple(
                b
                for i, each in enumerate(page.breakdowns)
                if (b := self._breakdown(each, numerator, over, i))
            ),
            words=d.Wording((words.of[0], words.of[1]), words.did, words.per, words.took),
        )

    def _shape(self, measure: d.Measure, told: TallyPage, words: WordsPage) -> None:
        page, add = self.page, self.mistakes.add
        divides = measure in (d.Measure.SHARE, d.Measure.RATE)
        if divides != (page.denominator is not None):
            add("denominator", f"a {measure.value} {'needs' if divides else 'has no'} [denominator]")
        if (measure is d.Measure.DAYS) != (page.days is not None):
            add("days", f"a measure of {measure.value} {'needs' if page.days is None else 'has no'} [days]")
        if measure is d.Measure.SHARE:
            if told.table or told.day or told.different or told.opened or told.closed:
                add(
                    "numerator",
                    "the numerator of a share only says where: its rows are those of the denominator",
                )
            if not told.where:
                add("numerator", "the numerator of a share must say where")
            if page.denominator and page.denominator.population:
                add(
                    "denominator.population",
                    "a share is of rows; write measure = “rate” for a share of a population",
                )
            if words.did.count("{n}") != 1:
                add("words.did", "did must hold {n} once, where the number goes")
        if measure is d.Measure.RATE and not words.per:
            add("words.per", "a rate says per what")
        if told.population:
            add("numerator.population", "a population can only be what is divided by")

    def _tally(self, told: TallyPage, key: str) -> d.Tally | None:
        if told.table not in self.tables:
            self.mistakes.add(f"{key}.table", like(told.table, self.tables, "table of facts"))
            return None
        check = Checker(self.tables[told.table], self.mistakes)
        if bool(told.day) == bool(told.opened or told.closed):
            self.mistakes.add(
                f"{key}.day",
                "say either day (what happened in the period) or opened and closed (what stands at its end)",
            )
            return None
        for name, column in (("day", told.day), ("opened", told.opened), ("closed", told.closed)):
            if column or (name != "day" and not told.day):
                check.column(column, f"{key}.{name}", kind=Kind.DAY)
        if told.different:
            check.column(told.different, f"{key}.different", kind=Kind.KEY)
        where = check.condition(told.where, f"{key}.where")
        if not told.day and any(isinstance(part, During) for part in every_part(where)):
            self.mistakes.add(f"{key}.where", "during has no place in what stands at the end of a period")
        return d.Tally(told.table, told.day, told.opened, told.closed, where, told.different)

    def _part_of(self, whole: d.Tally, told: TallyPage) -> d.Tally:
        check = Checker(self.tables[whole.table], self.mistakes)
        return replace(whole, where=both(whole.where, check.condition(told.where, "numerator.where")))

    def _days(self, tally: d.Tally) -> d.Days | None:
        told = self.page.days
        if told is None:
            return None
        check = Checker(self.tables[tally.table], self.mistakes)
        if tally.different:
            self.mistakes.add("numerator.different", "days are measured of every row, not of different keys")
        if bool(told.column) == bool(told.start or told.end):
            self.mistakes.add("days", "say either column (a number of days) or start and end (two days)")
        elif told.column:
            check.column(told.column, "days.column", kind=Kind.NUMBER)
        else:
            check.column(told.start, "days.start", kind=Kind.DAY)
            if told.end != d.THE_END:
                check.column(told.end, "days.end", kind=Kind.DAY)
            elif not tally.at_the_end:
                self.mistakes.add(
                    "days.end", "the_end measures what stands at the end of a period, with opened and closed"
                )
        return d.Days(told.column, told.start, told.end, told.unit, tuple(told.over))

    def _breakdown(
        self, told: str | BreakdownPage, numerator: d.Tally, denominator: d.Tally | None, number: int
    ) -> Breakdown | None:
        page = BreakdownPage(by=told) if isinstance(told, str) else told
        made = Breakdown(page.by, page.of or page.by, page.bands, page.codes)
        key = f"breakdowns.{number + 1}"
        for tally, name in ((numerator, made.name), (denominator, made.of)):
            if tally is None:
                continue
            column = Checker(self.tables[tally.table], self.mistakes).column(name, key)
            if column is None:
                return None
            if words := fault(made, column):
                self.mistakes.add(key, words)
        return made


def fed(indicators: Iterable[d.Indicator]) -> dict[str, d.Counting]:
    """How each indicator that the facts can feed is counted, by key."""
    return {each.key: each.counting for each in indicators if each.counting}
