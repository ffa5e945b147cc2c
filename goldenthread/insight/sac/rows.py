"""Asks the rules about single cases of every row of the facts that the return of a year counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.ground.rules import Rule
from goldenthread.ground.verdicts import Verdict
from goldenthread.insight.sac import policy
from goldenthread.insight.sac.counting import FactFiles
from goldenthread.insight.sac.year import ReturnYear

Row = Mapping[str, Any]
_AT_ONCE = 10_000


@dataclass(frozen=True)
class _Asked:
    """A rule asked of each row of a fact that has one of these days in the year. Its facts are columns of the same name."""

    rule: Callable[..., Verdict]
    facts: str
    columns: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def code(self) -> str:
        entry: Rule = self.rule.rule  # type: ignore[attr-defined]
        return entry.code


_STARTED_OR_ENDED, _ENDED = ("started_on", "ended_on"), ("ended_on",)
_ASKED = (
    _Asked(policy.is_an_adult, "concern", ("under_18",), ("raised_on",)),
    _Asked(policy.counted_here, "concern", ("no_action_reason",), ("raised_on",)),
    _Asked(policy.answers_a_concern, "enquiry", ("first_concern_on",), _STARTED_OR_ENDED),
    _Asked(policy.starts_after_concern, "enquiry", ("started_on", "first_concern_on"), _STARTED_OR_ENDED),
    _Asked(policy.ends_after_start, "enquiry", ("started_on", "ended_on"), _STARTED_OR_ENDED),
    _Asked(policy.capacity_answered, "enquiry", ("lacked_capacity",), _ENDED),
    _Asked(policy.wishes_answered, "enquiry", ("asked",), _ENDED),
    _Asked(policy.achieved_where_expressed, "enquiry", ("asked", "achieved"), _ENDED),
    _Asked(policy.support_where_lacking, "enquiry", ("lacked_capacity", "supported_by"), _ENDED),
    _Asked(policy.result_where_identified, "allegation", ("risk_outcome", "risk_result"), _ENDED),
)
_KEYS = {"concern": "concern_key", "enquiry": "enquiry_key", "allegation": "enquiry_key"}


class CaseRules:
    """What the rules say of the cases of one year. A broken rule about an allegation names its enquiry."""

    def __init__(self, facts: FactFiles, year: ReturnYear) -> None:
        self._facts, self._year = facts, year
        # By the code of a rule: keys of the cases that break it, and what the facts would have to hold for it to be asked.
        self.broken: dict[str, set[int]] = {}
        self.not_asked: dict[str, set[str]] = {}
        # Enquiries that ended in the year, by kind: counted here, apart from the tables of the return.
        self.concluded: dict[str, int] = {}
        self._ended: set[int] = set()
        self._outcomes: dict[int, list[str | None]] = {}
        for table in ("concern", "enquiry", "allegation"):
            self._ask(table)
        self._ask_of_sources()

    def _ask(self, table: str) -> None:
        rules = [asked for asked in _ASKED if asked.facts == table]
        held = self._facts.held.get(table, frozenset())
        for asked in rules:
            if lacking := {*asked.columns, *asked.days} - held:
                self.not_asked[asked.code] = {f"{table}.{column}" for column in lacking}
        rules = [asked for asked in rules if asked.code not in self.not_asked]
        for row in self._rows(table, rules):
            for asked in rules:
                within = any(self._is_within(row[day]) for day in asked.days)
                if within and not asked.rule(**{column: row[column] for column in asked.columns}):
                    self.broken.setdefault(asked.code, set()).add(row[_KEYS[table]])
            self._remember(table, row)

    def _remember(self, table: str, row: Row) -> None:
        if table == "enquiry" and self._is_within(row.get("ended_on")):
            self.concluded[row["kind"]] = self.concluded.get(row["kind"], 0) + 1
            self._ended.add(row["enquiry_key"])
        elif table == "allegation":
            self._outcomes.setdefault(row["enquiry_key"], []).append(row["risk_outcome"])

    def _ask_of_sources(self) -> None:
        if "allegation" not in self._facts.held:
            return
        for key in self._ended:
            outcomes = self._outcomes.get(key, [])
            for verdict in (
                policy.has_risks(allegations=len(outcomes)),
                policy.outcome_for_each_source(outcomes=outcomes),
            ):
                for code in verdict.codes:
                    self.broken.setdefault(code, set()).add(key)

    def _is_within(self, day: Any) -> bool:
        return day is not None and self._year.first <= day <= self._year.last

    def _rows(self, table: str, rules: list[_Asked]) -> Iterator[Row]:
        """Rows of the table with one of the rules' days in the year."""
        import duckdb

        days = sorted({day for asked in rules for day in asked.days})
        files = list(self._facts.files.get(table, {}).values())
        if len(days) == 1:
            files = self._facts.of(table, days[0], self._year)
        if not files or not days:
            return
        kept = {_KEYS[table], *days, *(c for asked in rules for c in asked.columns)}
        columns = sorted(kept | ({"kind"} if table == "enquiry" else set()))
        with duckdb.connect() as db:
            read = db.read_parquet([str(path) for path in files])
            within = [
                f"\"{day}\" BETWEEN DATE '{self._year.first}' AND DATE '{self._year.last}'" for day in days
            ]
            read = read.filter(" OR ".join(within)).project(", ".join(f'"{column}"' for column in columns))
            while rows := read.fetchmany(_AT_ONCE):
                for row in rows:
                    yield dict(zip(columns, row, strict=True))


FACTS_OF = {asked.code: "concern" if asked.facts == "concern" else "enquiry" for asked in _ASKED}
