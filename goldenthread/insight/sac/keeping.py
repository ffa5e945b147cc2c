"""Returns that were frozen: each edition a folder of files that nobody writes again, with digests, and tied to the one before.

A restatement is another edition, with its reason and the cells that differ; what was published stays where and as it was.

    DIR/2025-26/edition-1/  return.xlsx  return.csv  findings.csv  manifest.json

The digest of the manifest that is told when an edition is kept belongs in the minutes of whoever signs it: with it even a change of
every file and every digest shows.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.sac import tidy, workbook
from goldenthread.insight.sac.prepare import Prepared
from goldenthread.insight.snapshots.layout import MANIFEST, digest_of

FORMAT = 1
Cells = dict[tuple[str, ...], str]


class KeptError(Exception):
    """An edition cannot be kept, or one that was is not as it was. The message says what to do."""


@dataclass(frozen=True)
class Edition:
    """A frozen return. ``changed``: cells that differ from the edition before, each with the value before and now."""

    number: int
    folder: Path
    digest: str
    rule_version: str
    changed: tuple[tuple[str, ...], ...] = ()
    is_new: bool = False


def keep(prepared: Prepared, folder: Path, *, at: datetime, reason: str = "") -> Edition:
    """Freeze a return under ``folder``; one that is the same as the last edition is not kept again.

    Raises KeptError when an earlier edition was altered, or when a restatement has no reason, and OSError.
    """
    found = prepared.found
    home = folder / str(found.year)
    before = editions(home)
    table = tidy.content(tidy.rows_of_return(found))
    changed = _changes(before[-1].folder / "return.csv", table) if before else ()
    if before and not changed and before[-1].rule_version == found.layout.rule_version:
        return before[-1]
    if before and not reason.strip():
        raise KeptError(
            f"{len(changed)} cells differ from edition {before[-1].number} of {found.year}. Say why with --reason."
        )
    files = {
        "return.csv": table,
        "return.xlsx": workbook.of_return(found, prepared.findings),
        "findings.csv": _findings(prepared),
        **(
            {"changes.csv": _csv(("table", "metric", "row", "column", "before", "now"), changed)}
            if before
            else {}
        ),
    }
    number = len(before) + 1
    manifest = _manifest(prepared, files, number, at, reason, before[-1].digest if before else "")
    place = home / f"edition-{number}"
    _write(place, {**files, MANIFEST: manifest})
    return Edition(
        number, place, sha256(manifest).hexdigest(), found.layout.rule_version, changed, is_new=True
    )


def editions(home: Path) -> list[Edition]:
    """The editions of a year, oldest first, each checked against its digests and against the next one's word of it.

    Raises KeptError naming the file that is not as it was kept.
    """
    found: list[Edition] = []
    count = len(list(home.glob("edition-*")))
    for number in range(1, count + 1):
        place = home / f"edition-{number}"
        told = _read(place / MANIFEST)
        if told["before"] != (found[-1].digest if found else ""):
            raise KeptError(f"{place.parent / f'edition-{number - 1}'} is not the one that {place} followed.")
        for name, digest in told["files"].items():
            if not (place / name).is_file() or digest_of(place / name) != digest:
                raise KeptError(
                    f"{place / name} is not as it was kept. Put it back from a backup; a restatement is another edition."
                )
        found.append(Edition(number, place, digest_of(place / MANIFEST), told["rule_version"]))
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError, UnicodeDecodeError):
        raise KeptError(f"{path} is missing or not as it was kept. Put it back from a backup.") from None
    if told.get("format") != FORMAT:
        raise KeptError(f"{path} is of format {told.get('format')}, and this version reads format {FORMAT}.")
    return told


def _manifest(
    prepared: Prepared, files: Mapping[str, bytes], number: int, at: datetime, reason: str, before: str
) -> bytes:
    found = prepared.found
    told = {
        "format": FORMAT,
        "council": found.council,
        "year": str(found.year),
        "edition": number,
        "kept_at": at.isoformat(),
        "reason": reason.strip(),
        "as_at": found.as_at.isoformat(),
        "rule_version": found.layout.rule_version,
        "facts": {
            table: {month: digest_of(path) for month, path in sorted(months.items())}
            for table, months in prepared.facts.files.items()
        },
        "files": {name: sha256(content).hexdigest() for name, content in files.items()},
        "before": before,
    }
    return json.dumps(told, indent=1, ensure_ascii=False).encode()


def _findings(prepared: Prepared) -> bytes:
    head = ("rule", "where", "what", "cases", "comment")
    rows = ((f.code, neutral(f.where), neutral(f.words), str(f.count), "") for f in prepared.findings)
    return _csv(head, tuple(rows))


def _changes(path: Path, table: bytes) -> tuple[tuple[str, ...], ...]:
    before, now = _cells(path.read_bytes()), _cells(table)
    return tuple(
        (*address, before.get(address, ""), now.get(address, ""))
        for address in dict.fromkeys((*before, *now))
        if before.get(address) != now.get(address)
    )


def _cells(table: bytes) -> Cells:
    _, *rows = csv.reader(io.StringIO(table.decode(), newline=""))
    return {tuple(row[:4]): row[4] for row in rows}


def _csv(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """All of an edition or nothing: written beside its place and renamed; no file can be written again by mistake."""
    unfinished = place.with_name(f".{place.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, content in files.items():
        with (unfinished / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        (unfinished / name).chmod(0o444)
    unfinished.rename(place)
