"""The pages that are written from the code: words, rules, lifecycles, procedures, roles, facts, indicators.

A page states what the code holds, so nobody has to keep both in step: ``goldenthread document`` writes them, and
``make check`` fails when one is out of step.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator

import goldenthread
from goldenthread.access.doorway import OPENINGS, PROCEDURES, ProcedureEntry
from goldenthread.access.policy import PERMISSIONS, ROLE_MAY
from goldenthread.access.vocabulary import Role
from goldenthread.config import indicator_page, instrument_page
from goldenthread.ground.facts import fact_tables
from goldenthread.ground.lifecycle import ALL_LIFECYCLES, Lifecycle
from goldenthread.ground.rules import RULEBOOK
from goldenthread.ground.words import ALL_VOCABULARIES, Words

SHELVES = ("vocabulary", "policy", "lifecycle", "procedures", "queries")
_MADE = "<!-- Written from the code by `goldenthread document`. Change the code, then run `make format`. -->"


def pages() -> dict[str, str]:
    """Every generated page: file name in ``docs`` and its text."""
    load_shelves()
    return {
        "words.md": "".join(_words()),
        "rules.md": "".join(_rules()),
        "lifecycles.md": "".join(_lifecycles()),
        "procedures.md": "".join(_procedures()),
        "roles.md": "".join(_roles()),
        "facts.md": "".join(_facts()),
        "indicators.md": _head("Indicators", indicator_page.ABOUT) + "".join(indicator_page.indicators()),
        "instruments.md": _head("Instruments", instrument_page.ABOUT)
        + "".join(instrument_page.instruments()),
    }


def load_shelves() -> None:
    """Import every shelf of every room, so that all words, rules, tables and deeds are registered."""
    for module in pkgutil.walk_packages(goldenthread.__path__, "goldenthread."):
        if set(module.name.split(".")) & set(SHELVES):
            importlib.import_module(module.name)


def room_of(module: str) -> str:
    """The room a module belongs to."""
    return module.split(".")[1]


def _head(title: str, about: str) -> str:
    return f"# {title}\n\n{_MADE}\n\n{about}\n"


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(columns)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _doc(thing: object) -> str:
    return inspect.cleandoc(thing.__doc__ or "") if getattr(thing, "__doc__", None) else ""


def _by_room(lists: Iterable[type[Words]]) -> dict[str, list[type[Words]]]:
    rooms: dict[str, list[type[Words]]] = {}
    for words in lists:
        rooms.setdefault(room_of(words.__module__), []).append(words)
    return dict(sorted(rooms.items()))


def _words() -> Iterator[str]:
    yield _head(
        "Words",
        "Every closed list of words: what is stored, what people read, what it means, and its name in each national return.\n"
        "Forms, pages, the API, imports and exports all read from these lists.",
    )
    for room, lists in _by_room(ALL_VOCABULARIES).items():
        yield f"\n## {room.capitalize()}\n"
        for words in lists:
            about = "\n".join(_doc(words).splitlines()[1:]).strip()
            returns = sorted({name for word in words for name in word.codes})
            yield f"\n### {words.title()}\n\n"
            yield f"`{words.__module__}.{words.__name__}`\n\n" + (f"{about}\n\n" if about else "")
            yield _table(
                ["Stored", "Label", "Meaning", *returns],
                (
                    [f"`{w.value}`", w.label, w.meaning, *(w.codes.get(name, "") for name in returns)]
                    for w in words
                ),
            )


def _rules() -> Iterator[str]:
    yield _head(
        "Rules",
        "Every rule by its code. A rule is a pure function: it is given facts and answers with a verdict. The same answer draws the\n"
        "button, refuses the write, is shown to the person and is stored with the decision. Its test is marked with its code.",
    )
    rooms: dict[str, list[str]] = {}
    for code, rule in RULEBOOK.items():
        rooms.setdefault(room_of(rule.where), []).append(code)
    for room, codes in sorted(rooms.items()):
        yield f"\n## {room.capitalize()}\n\n"
        found = (RULEBOOK[code] for code in sorted(codes))
        yield _table(
            ["Code", "The rule", "Source", "From", "Where"],
            (
                [f"**{r.code}**", r.sentence, r.citation, r.effective.isoformat(), f"`{r.where}`"]
                for r in found
            ),
        )


def _lifecycles() -> Iterator[str]:
    yield _head(
        "Lifecycles",
        "Which deed may follow which state, who may do it, and what it leads to. A deed without a new state leaves the state as it is.",
    )
    for table in sorted(ALL_LIFECYCLES, key=lambda table: table.name):
        yield f"\n## {table.name.capitalize()}\n\n"
        yield _diagram(table)
        yield "\n" + _table(["State", "Meaning"], ([state.label, state.meaning] for state in table.states))
        yield "\n" + _table(
            ["Deed", "From", "To", "Permission", "Words needed", "Rule"],
            (
                [
                    f"`{move.deed}`: {move.button}",
                    ", ".join(source.label for source in move.sources),
                    move.target.label if move.target else "(stays)",
                    move.permission,
                    "yes" if move.needs_words else "",
                    move.guard,
                ]
                for move in table.moves
            ),
        )


def _diagram(table: Lifecycle[Words]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {state.value}' for state in table.states]
    lines.append(f"    [*] --> {table.start.value}")
    for move in table.moves:
        lines += [
            f"    {source.value} --> {move.target.value}: {move.deed}"
            for source in move.sources
            if move.target
        ]
    return "\n".join([*lines, "```\n"])


def _procedures() -> Iterator[str]:
    yield _head(
        "Procedures",
        "Every write of the house, and every opening of a sensitive record. Each checks the permission, runs in one transaction and\n"
        "leaves a row on the trail.",
    )
    yield "\n## Deeds\n\n"
    yield _entries(PROCEDURES)
    yield "\n## Openings\n\n"
    yield _entries(OPENINGS)


def _entries(entries: dict[str, ProcedureEntry]) -> str:
    return _table(
        ["Name", "Permission", "What it does"],
        (
            [f"`{name}`", e.permission, _doc(e.function).split("\n\n")[0]]
            for name, e in sorted(entries.items())
        ),
    )


def _roles() -> Iterator[str]:
    yield _head(
        "Roles",
        "What each role may do. Anything not listed here is refused. Why a role may see one record is need to know: ADR 0003.",
    )
    yield "\n" + _table(
        ["Role", "Stored", "Meaning"], ([role.label, f"`{role.value}`", role.meaning] for role in Role)
    )
    yield "\n## Permissions\n\n"
    yield _table(
        ["Permission", "What it allows", "Roles"],
        (
            [
                f"`{name}`",
                sentence,
                ", ".join(role.label for role in Role if name in ROLE_MAY[role]) or "nobody",
            ]
            for name, sentence in PERMISSIONS.items()
        ),
    )


def _facts() -> Iterator[str]:
    yield _head(
        "Facts",
        "What the rooms publish to be counted: flat rows without a name, a number, a reference, a day of birth, an address or\n"
        "anybody's words. `goldenthread snapshot` writes them; indicators, the national return and dashboards read nothing else.\n"
        "Missing is empty (null), never zero and never a word. A key is the same in every table for the same record, and tells\n"
        "nobody whose it is.",
    )
    for table in fact_tables().values():
        yield f"\n## {table.name}\n\n{table.grain} {table.meaning} A row belongs to the month of `{table.month_of}`.\n\n"
        yield _table(
            ["Column", "Kind", "Meaning", "Words", "May be missing"],
            (
                [
                    f"`{c.name}`",
                    c.kind.value,
                    c.meaning,
                    f"[{c.words.title()}](words.md)" if c.words else "",
                    "yes" if c.may_be_missing else "",
                ]
                for c in table.columns
            ),
        )
