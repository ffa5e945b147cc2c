"""The return as somebody would write it by hand for one year: once in DuckDB SQL, once in pandas. The references of B5."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    EnquiryKind,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
)
from goldenthread.ground.words import Words
from goldenthread.insight.sac.year import ReturnYear
from goldenthread.people.vocabulary import EthnicGroup, Gender, SupportReason

Cells = dict[tuple[str, str, str, str], int]
NOT_KNOWN, UNDECLARED = "Not known", "Undeclared / Not known"
CONCERN, CONCLUDED = "Individuals in safeguarding concerns", "Concluded "
PEOPLE = {"s42": "Individuals in section 42 enquiries", "other": "Individuals in other enquiries"}
KIND = {kind.value: kind.codes["SAC"] for kind in EnquiryKind}
SUPPORTED, ACHIEVED = "Of Yes: Supported", "Of outcomes expressed: "
BANDS = (("18-64", 18, 64), ("65-74", 65, 74), ("75-84", 75, 84), ("85-94", 85, 94), ("95+", 95, 200))
IDENTIFIED = tuple(word.value for word in RISK_IDENTIFIED)
HELPED = ("advocate", "family", "friend")


def codes(words: type[Words]) -> dict[str, str]:
    """The label of each word."""
    return {word.value: word.codes["SAC"] for word in words}


# -- DuckDB ----------------------------------------------------------------------------------------------------------------


def sql(facts: Path, year: ReturnYear) -> Callable[[], Cells]:
    """One statement for each table, over views of the files."""
    import duckdb

    def count() -> Cells:
        found: Cells = {}
        with duckdb.connect(config={"memory_limit": "1500MB"}) as db:
            for table in ("concern", "enquiry", "allegation"):
                db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{facts}/{table}/*.parquet')")  # noqa: S608
            for table, statement in _statements(year):
                for metric, row, column, number in db.execute(statement).fetchall():
                    found[table, metric, row, column] = number
        return found

    return count


def _statements(year: ReturnYear) -> Iterator[tuple[str, str]]:
    def within(day: str) -> str:
        return f"{day} BETWEEN DATE '{year.first}' AND DATE '{year.last}'"

    concerns = f"concern WHERE {within('raised_on')}"
    enquiries = f"enquiry WHERE {within('started_on')}"
    who = "CASE WHEN person_key IS NULL THEN 'c' || concern_key ELSE 'p' || person_key END"
    people = (
        (f"'{CONCERN}'", concerns, who, "age", "raised_on, concern_key"),
        (_case("kind", PEOPLE, ""), enquiries, "person_key", "age_at_start", "started_on, enquiry_key"),
    )
    for metric, source, person, age, latest in people:
        for table, column, place in (
            ("SG1a", age, _band("place")),
            ("SG1b", "gender", _case("place", codes(Gender), NOT_KNOWN)),
            ("SG1c", "ethnic_group", _case("place", codes(EthnicGroup), UNDECLARED)),
        ):
            last = f"SELECT {metric} AS m, {person} AS who, arg_max(struct_pack(v := {column}), ({latest})).v AS place FROM {source} GROUP BY ALL"  # noqa: S608
            yield table, f"SELECT m, {place} AS r, 'Individuals', count(*) FROM ({last}) GROUP BY ALL"  # noqa: S608
        reason = _case("support_reason", codes(SupportReason), NOT_KNOWN)
        yield (
            "SG1d",
            f"SELECT {metric} AS m, {reason} AS r, 'Individuals', count(DISTINCT {person}) FROM {source} GROUP BY ALL",  # noqa: S608
        )
    yield "SG1f", f"SELECT 'Safeguarding Concerns', 'Total', 'Cases', count(*) FROM {concerns}"  # noqa: S608
    yield (
        "SG1f",
        f"SELECT {_case('kind', KIND, '')} AS m, 'Total', 'Cases', count(*) FROM {enquiries} GROUP BY ALL",  # noqa: S608
    )
    concluded = _case("kind", {kind: CONCLUDED + label for kind, label in KIND.items()}, "")
    for table, row, column, only in _of_risks():
        yield (
            table,
            f"SELECT {concluded} AS m, {row} AS r, {column} AS c, count(DISTINCT enquiry_key) "  # noqa: S608
            f"FROM allegation WHERE {within('ended_on')} AND {only} GROUP BY ALL",
        )
    for table, row, only in _of_answers():
        yield (
            table,
            f"SELECT {concluded} AS m, {row} AS r, {_band('age_at_end')} AS c, count(*) "  # noqa: S608
            f"FROM enquiry WHERE {within('ended_on')} AND {only} GROUP BY ALL",
        )


def _of_risks() -> Iterator[tuple[str, str, str, str]]:
    kind, place = _case("type", codes(AbuseType), ""), _case("place", codes(Place), "")
    source = _case("source", codes(SourceRelationship), "")
    outcome, result = (
        _case("risk_outcome", codes(RiskOutcome), ""),
        _case("risk_result", codes(RiskResult), ""),
    )
    yield "SG2a", kind, source, "true"
    yield "SG2a_b1", kind, place, "true"
    yield "SG2b", place, source, "true"
    yield "SG2c", outcome, source, "risk_outcome IS NOT NULL"
    yield "SG2e", result, source, f"risk_outcome IN {IDENTIFIED} AND risk_result IS NOT NULL"


def _of_answers() -> Iterator[tuple[str, str, str]]:
    achieved = {word: ACHIEVED + label for word, label in codes(Achieved).items()}
    yield "SG3a", _case("lacked_capacity", codes(LackedCapacity), ""), "true"
    yield "SG3a", f"'{SUPPORTED}'", f"lacked_capacity = 'yes' AND supported_by IN {HELPED}"
    yield "SG4a", _case("asked", codes(AskedOutcomes), ""), "true"
    yield "SG4a", _case("achieved", achieved, ""), "asked = 'expressed' AND achieved IS NOT NULL"


def _case(column: str, labels: dict[str, str], otherwise: str) -> str:
    quoted = {word: label.replace("'", "''") for word, label in labels.items()}
    whens = " ".join(f"WHEN '{word}' THEN '{label}'" for word, label in quoted.items())
    return f"CASE \"{column}\" {whens} ELSE '{otherwise}' END"


def _band(age: str) -> str:
    whens = " ".join(f"WHEN {age} BETWEEN {start} AND {end} THEN '{label}'" for label, start, end in BANDS)
    return f"CASE {whens} ELSE '{NOT_KNOWN}' END"


# -- pandas ----------------------------------------------------------------------------------------------------------------


def pandas(facts: Path, year: ReturnYear) -> Callable[[], Cells]:
    """Frames of the year, labels mapped, groups counted."""
    import pandas as pd

    def read(table: str, day: str, columns: list[str]) -> Any:
        filters = [(day, ">=", year.first), (day, "<=", year.last)]
        return pd.read_parquet(facts / table, columns=[*columns, day], filters=filters)

    def label(values: Any, labels: dict[str, str], otherwise: str | None) -> Any:
        found = values.astype("object").map(labels)
        return found if otherwise is None else found.fillna(otherwise)

    def band(ages: Any) -> Any:
        found = pd.Series(NOT_KNOWN, index=ages.index, dtype="object")
        for name, start, end in BANDS:
            found[ages.between(start, end)] = name
        return found

    def add(found: Cells, table: str, frame: Any, subject: str | None, unit: str | None = None) -> None:
        groups = frame.groupby(["m", "r"] if unit else ["m", "r", "c"], observed=True)
        for key, number in (groups.size() if subject is None else groups[subject].nunique()).items():
            found[(table, *key, *([unit] if unit else []))] = int(number)

    def individuals(found: Cells, frame: Any, age: str, day: str, case: str) -> None:
        frame = frame.sort_values([day, case])
        last = frame.drop_duplicates(["m", "who"], keep="last")
        for table, rows in (
            ("SG1a", band(last[age])),
            ("SG1b", label(last.gender, codes(Gender), NOT_KNOWN)),
            ("SG1c", label(last.ethnic_group, codes(EthnicGroup), UNDECLARED)),
        ):
            add(found, table, last.assign(r=rows), None, "Individuals")
        reasons = label(frame.support_reason, codes(SupportReason), NOT_KNOWN)
        add(found, "SG1d", frame.assign(r=reasons), "who", "Individuals")

    def count() -> Cells:
        found: Cells = {}
        person = ["person_key", "gender", "ethnic_group", "support_reason"]
        concerns = read("concern", "raised_on", ["concern_key", "age", *person])
        alone = "c" + concerns.concern_key.astype(str)
        whom = ("p" + concerns.person_key.astype("Int64").astype(str)).where(
            concerns.person_key.notna(), alone
        )
        individuals(found, concerns.assign(m=CONCERN, who=whom), "age", "raised_on", "concern_key")
        found["SG1f", "Safeguarding Concerns", "Total", "Cases"] = len(concerns)
        began = read("enquiry", "started_on", ["enquiry_key", "kind", "age_at_start", *person])
        began = began.assign(who=began.person_key, m=label(began.kind, PEOPLE, None))
        individuals(found, began, "age_at_start", "started_on", "enquiry_key")
        add(found, "SG1f", began.assign(m=label(began.kind, KIND, None), r="Total"), None, "Cases")
        concluded = {kind: CONCLUDED + name for kind, name in KIND.items()}
        risks(found, concluded)
        answers(found, concluded)
        return found

    def risks(found: Cells, concluded: dict[str, str]) -> None:
        columns = ["enquiry_key", "kind", "type", "place", "source", "risk_outcome", "risk_result"]
        rows = read("allegation", "ended_on", columns)
        kind, place = label(rows["type"], codes(AbuseType), None), label(rows.place, codes(Place), None)
        source = label(rows["source"], codes(SourceRelationship), None)
        result = label(rows.risk_result, codes(RiskResult), None).where(rows.risk_outcome.isin(IDENTIFIED))
        outcome = label(rows.risk_outcome, codes(RiskOutcome), None)
        of_kind = label(rows.kind, concluded, None)
        for table, r, c in (
            ("SG2a", kind, source),
            ("SG2a_b1", kind, place),
            ("SG2b", place, source),
            ("SG2c", outcome, source),
            ("SG2e", result, source),
        ):
            frame = pd.DataFrame({"m": of_kind, "r": r, "c": c, "key": rows.enquiry_key})
            add(found, table, frame.dropna(), "key")

    def answers(found: Cells, concluded: dict[str, str]) -> None:
        columns = ["kind", "age_at_end", "lacked_capacity", "supported_by", "asked", "achieved"]
        rows = read("enquiry", "ended_on", columns)
        rows = rows.assign(m=label(rows.kind, concluded, None), c=band(rows.age_at_end))
        helped = (rows.lacked_capacity == "yes") & rows.supported_by.isin(HELPED)
        achieved = label(rows.achieved, {w: ACHIEVED + c for w, c in codes(Achieved).items()}, None)
        for table, frame in (
            ("SG3a", rows.assign(r=label(rows.lacked_capacity, codes(LackedCapacity), None))),
            ("SG3a", rows[helped].assign(r=SUPPORTED)),
            ("SG4a", rows.assign(r=label(rows.asked, codes(AskedOutcomes), None))),
            ("SG4a", rows.assign(r=achieved.where(rows.asked == "expressed")).dropna(subset=["r"])),
        ):
            add(found, table, frame, None)

    return count
