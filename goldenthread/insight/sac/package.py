"""The files of a return that is sent for sign-off: made once, signed as they are, and given out byte for byte ever after."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from goldenthread.ground.spreadsheets import neutral
from goldenthread.insight.population import Population
from goldenthread.insight.sac import tidy, workbook
from goldenthread.insight.sac.checks import Finding
from goldenthread.insight.sac.published import publish
from goldenthread.insight.sac.values import Return

MANIFEST = "manifest.json"
RETURN, WORKBOOK, CHECKS = "return.csv", "return.xlsx", "checks.csv"
PUBLISHED, STRICTER = "published.csv", "published-stricter.csv"
# What may be shown outside the council, and what of it a reader gets who sees no small numbers.
OUTSIDE = (PUBLISHED, "published.xlsx", STRICTER, "published-stricter.xlsx")
STRICTEST = (STRICTER, "published-stricter.xlsx")


def files_of(
    found: Return,
    findings: Sequence[Finding],
    comments: workbook.Comments,
    about: Mapping[str, object],
    people: Population | None = None,
) -> dict[str, bytes]:
    """Every file by its name, the manifest last. ``about`` is what the manifest says beside digests; ``people``: for rates."""
    files = {
        RETURN: tidy.content(tidy.rows_of_return(found)),
        WORKBOOK: workbook.of_return(found, findings, comments),
        CHECKS: _checks(findings, comments),
    }
    for stricter, name in ((False, "published"), (True, "published-stricter")):
        lines = publish(found, stricter=stricter, people=people)
        files[f"{name}.csv"] = tidy.content(tidy.rows_of_published(lines))
        files[f"{name}.xlsx"] = workbook.of_published(found, lines, stricter=stricter)
    told = {
        **about,
        "council": found.council,
        "year": str(found.year),
        "as_at": found.as_at.isoformat(),
        "rule_version": found.layout.rule_version,
        "population": people.source if people else "",
        "files": {name: digest(content) for name, content in files.items()},
    }
    return {**files, MANIFEST: json.dumps(told, indent=1, ensure_ascii=False).encode()}


def is_as_signed(name: str, content: bytes, manifest: bytes, signed: str) -> bool:
    """Whether a file is the one in the manifest, and the manifest the one whose digest was signed."""
    if digest(manifest) != signed:
        return False
    told: dict[str, str] = json.loads(manifest)["files"]
    return name == MANIFEST or told.get(name) == digest(content)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def _checks(findings: Sequence[Finding], comments: workbook.Comments) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("rule", "where", "what", "cases", "comment"))
    for finding in findings:
        words = comments.get((finding.code, finding.where), "")
        writer.writerow(
            (finding.code, neutral(finding.where), neutral(finding.words), str(finding.count), neutral(words))
        )
    return text.getvalue().encode()
