"""Looks at a return before it is submitted: every rule of ``policy``, and what stands behind each finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.ground.moment import london
from goldenthread.ground.rules import RULEBOOK
from goldenthread.ground.verdicts import Verdict
from goldenthread.insight.sac import policy
from goldenthread.insight.sac.counting import FactFiles, cases_behind
from goldenthread.insight.sac.layout import Address, Block, Metric
from goldenthread.insight.sac.rows import FACTS_OF, CaseRules
from goldenthread.insight.sac.values import Return

SG1_ONCE = ("SG1a", "SG1b", "SG1c")


@dataclass(frozen=True)
class Finding:
    """One thing to put right or to explain. ``cases`` are opaque keys of rows of ``facts``, or stand behind ``cells``."""

    code: str
    where: str
    words: str
    count: int
    facts: str = ""
    cases: tuple[int, ...] = ()
    cells: tuple[Address, ...] = ()

    @property
    def sentence(self) -> str:
        """The rule, as the rulebook states it."""
        return RULEBOOK[self.code].sentence


def check(found: Return, facts: FactFiles, before: Return | None) -> list[Finding]:
    """Everything that is wrong, or has to be explained, in the order of the rules. ``before``: the return of the year before."""
    rules = CaseRules(facts, found.year)
    findings = [
        Finding(
            code,
            str(found.year),
            RULEBOOK[code].sentence,
            len(keys),
            FACTS_OF.get(code, "enquiry"),
            tuple(sorted(keys)),
        )
        for code, keys in rules.broken.items()
    ]
    findings += [
        Finding(
            code, str(found.year), f"Not looked at: the facts do not hold {', '.join(sorted(lacking))}.", 0
        )
        for code, lacking in rules.not_asked.items()
    ]
    findings += _of_the_whole(found)
    findings += _answers(found, rules.concluded)
    findings += _capacity(found, before)
    findings += _unknown(found)
    if before:
        findings += _moved(found, before)
    return sorted(findings, key=lambda finding: finding.code)


def keys_behind(finding: Finding, found: Return, facts: FactFiles) -> list[int]:
    """Keys of the cases behind a finding."""
    if finding.cases:
        return list(finding.cases)
    behind = cases_behind(found.layout, facts, found.year, finding.cells)
    return sorted({key for keys in behind.values() for key in keys})


def _refusal(
    verdict: Verdict, where: str, count: int, cells: tuple[Address, ...] = (), facts: str = ""
) -> Iterator[Finding]:
    for reason in verdict.reasons:
        yield Finding(reason.code, where, reason.words, count, facts, cells=cells)


def _of_the_whole(found: Return) -> Iterator[Finding]:
    yield from _refusal(
        policy.year_is_over(as_at=london(found.as_at).date(), last=found.year.last), str(found.year), 0
    )
    for table in found.layout.tables:
        for block in table.blocks:
            missing = [a for a, metric in block.cells() if _is_missing(found, a, metric)]
            yield from _refusal(
                policy.mandatory_supplied(missing=len(missing), waits_for=block.waits_for), table.code, 0
            )
    totals: dict[str, dict[str, int]] = {}
    for code in SG1_ONCE:
        for block in found.layout.table(code).blocks:
            for metric, _, total in found.sums(block):
                totals.setdefault(metric.label, {})[code] = total
    for label, of_table in totals.items():
        yield from _refusal(policy.same_individuals(totals=list(of_table.values())), label, 0)
    yield from _no_more_than(found, totals)


def _is_missing(found: Return, address: Address, metric: Metric) -> bool:
    return metric.obligation == "mandatory" and found.value(address) is None


def _no_more_than(found: Return, individuals: dict[str, dict[str, int]]) -> Iterator[Finding]:
    block = found.layout.table("SG1f").blocks[0]
    cases = {metric: total for metric, _, total in found.sums(block)}
    concerns = sum(count for metric, count in cases.items() if metric.facts == "concern")
    enquiries = sum(count for metric, count in cases.items() if metric.facts == "enquiry")
    if len(cases) == len(block.metrics):
        verdict = policy.no_more_than(fewer=enquiries, more=concerns, what="enquiries than concerns")
        cells = tuple(block.address(metric, 0, 0) for metric in cases if metric.facts == "enquiry")
        yield from _refusal(verdict, "SG1f", enquiries, cells, "enquiry")
    for metric in found.layout.table("SG1a").blocks[0].metrics:
        same = [n for case, n in cases.items() if (case.facts, case.kind) == (metric.facts, metric.kind)]
        for count in same:
            for total in individuals.get(metric.label, {}).values():
                verdict = policy.no_more_than(fewer=total, more=count, what="individuals than cases")
                yield from _refusal(verdict, metric.label, total)


def _answers(found: Return, concluded: dict[str, int]) -> Iterator[Finding]:
    for code in ("SG3a", "SG4a"):
        block = found.layout.table(code).blocks[0]
        totals: dict[Metric, int] = {}
        for metric, _, total in found.sums(block):
            totals[metric] = totals.get(metric, 0) + total
        for metric, answers in totals.items():
            verdict = policy.answers_add_up(answers=answers, concluded=concluded.get(metric.kind, 0))
            yield from _refusal(
                verdict, f"{code}, {metric.label}", abs(answers - concluded.get(metric.kind, 0))
            )


def _capacity(found: Return, before: Return | None) -> Iterator[Finding]:
    answers, support = found.layout.table("SG3a").blocks
    for at, metric in enumerate(answers.metrics):
        now = _rows(found, answers, metric)
        then = _rows(before, answers, metric) if before else None
        supported = _rows(found, support, support.metrics[at])
        if now is None or supported is None:
            continue
        verdict = policy.capacity_plausible(
            lacked=now[0],
            had=now[1],
            supported=supported[0],
            lacked_before=then[0] if then else None,
            had_before=then[1] if then else None,
        )
        yield from _refusal(
            verdict, f"SG3a, {metric.label}", now[0], _cells(answers, metric, 0), metric.facts
        )


def _unknown(found: Return) -> Iterator[Finding]:
    for block in found.layout.blocks:
        if not (block.rows and block.rows.unknown):
            continue
        for metric in block.metrics:
            rows = _rows(found, block, metric)
            if rows is not None:
                unknown = sum(rows[at] for at in block.rows.unknown)
                cells = tuple(a for at in sorted(block.rows.unknown) for a in _cells(block, metric, at))
                verdict = policy.mostly_known(not_known=unknown, of=sum(rows))
                yield from _refusal(verdict, f"{block.table}, {metric.label}", unknown, cells, metric.facts)


def _moved(found: Return, before: Return) -> Iterator[Finding]:
    for block in found.layout.blocks:
        for metric in block.metrics:
            now, then = _rows(found, block, metric), _rows(before, block, metric)
            if now is None or then is None:
                continue
            for at, (count, earlier) in enumerate(zip(now, then, strict=True)):
                where = f"{block.table}, {metric.label}, {block.row_labels[at]}"
                verdict = policy.moved_little(now=count, before=earlier)
                yield from _refusal(verdict, where, count, _cells(block, metric, at), metric.facts)


def _rows(found: Return, block: Block, metric: Metric) -> list[int] | None:
    """What each row of a metric adds up to across its columns; None where a cell is not supplied."""
    rows = [
        [found.value(address) for address in _cells(block, metric, at)] for at in range(len(block.row_labels))
    ]
    if any(value is None for row in rows for value in row):
        return None
    return [sum(value or 0 for value in row) for row in rows]


def _cells(block: Block, metric: Metric, row: int) -> tuple[Address, ...]:
    return tuple(block.address(metric, row, column) for column in range(len(block.column_labels)))
