"""What S1 looks at in each try of its walk: the status, what the database was asked, and whose case the page shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from goldenthread.access.need_to_know import protected
from goldenthread.access.vocabulary import Role
from goldenthread.web.routes import opens
from tests.promises.people_and_cases import CANARIES

NO_CASEWORK = (Role.AUDITOR, Role.ADMINISTRATOR, Role.REVIEWER, Role.VISITOR)
COUNTS_ONLY = (Role.BOARD_MEMBER, Role.DATA_OFFICER, Role.COMMISSIONER, Role.BOARD_MANAGER, Role.SCRUTINY)
AGENCIES = (Role.PROVIDER_MANAGER, Role.PARTNER)
NAMES = re.compile(r"given_name|family_name|narrative|adult_address|date_of_birth|nhs_number", re.I)
SCOPED = re.compile(r"agency_id|keeper_id|access_grant|caused_id|concern_id|enquiry_id|review_id|\"id\"")
COUNCIL_CASES = {"police", "provider", "council"}
# Whose cases each role has to do with in this world; nobody else sees one.
SEES = {
    Role.FRONT_DOOR: COUNCIL_CASES,
    Role.MANAGER: COUNCIL_CASES,
    Role.SOCIAL_WORKER: COUNCIL_CASES,
    Role.PARTNER: {"police"},
    Role.PROVIDER_MANAGER: {"provider"},
}


class Statuses:
    """Every try is answered as the route table says."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.tried: Counter[str] = Counter()

    def take(self, cell: Any, answer: Any) -> None:
        """Note an answer that breaks the table."""
        self.tried[cell.method] += 1
        body = answer.content.decode() if answer.status_code == 403 else ""
        if cell.wrong(answer.status_code, body):
            self.wrong.append(f"{cell}, got {answer.status_code}")

    def judge(self) -> None:
        """Fails with the wrong cells."""
        assert not self.wrong, f"{len(self.wrong)} wrong cells:\n" + "\n".join(self.wrong[:200])


class Scopes:
    """Who has no casework reads no name; who has counts chooses none; an agency asks within its own."""

    def __init__(self) -> None:
        # The improvement plan is one, and everybody of the partnership reads it.
        self.tables = {model._meta.db_table for model, kind in protected().items() if kind != "improvement"}
        self.looked = 0
        self.beyond: list[str] = []

    def wants(self, cell: Any) -> bool:
        """Pages that a role outside casework opens, of any record that there is."""
        outside = cell.role in (*NO_CASEWORK, *COUNTS_ONLY, *AGENCIES)
        return outside and _opened(cell) and cell.situation != "unknown"

    def take(self, cell: Any, asked: Sequence[dict[str, str]]) -> None:
        """Note what was asked beyond the scope."""
        for sql in (query["sql"] for query in asked):
            chosen, _, rest = sql.partition(" FROM ")
            read = any(re.search(rf'^"{name}"', rest) for name in self.tables)
            if not sql.startswith("SELECT") or not read:
                continue
            self.looked += 1
            if cell.role in NO_CASEWORK:
                within = not NAMES.search(sql)
            elif cell.role in COUNTS_ONLY:
                within = not NAMES.search(chosen)
            else:
                within = SCOPED.search(rest.partition(" WHERE ")[2]) is not None
            if not within:
                self.beyond.append(f"{cell}: {sql[:300]}")

    def judge(self) -> None:
        """Fails with what was asked beyond the scope."""
        assert not self.beyond, "\n".join(self.beyond[:20])
        assert self.looked >= 10


class Canaries:
    """Names and words of a case are seen by nobody without a relation, on any page, in any situation."""

    def __init__(self) -> None:
        self.pages = self.seen = 0
        self.leaks: list[str] = []

    def take(self, cell: Any, address: str, answer: Any) -> None:
        """Note a case that is shown to somebody it is not for."""
        if not _opened(cell):
            return
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.pages += 1
        for case, canary in CANARIES.items():
            if canary.encode() in body:
                self.seen += 1
                if case not in SEES.get(cell.role, set()):
                    self.leaks.append(f"{cell} {address}: {canary}")

    def judge(self) -> None:
        """Fails with the pages that show too much."""
        assert not self.leaks, "\n".join(self.leaks[:40])


def _opened(cell: Any) -> bool:
    return cell.method == "GET" and opens(cell.name, cell.role) is not None
