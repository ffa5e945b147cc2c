"""Every write to SQLite takes its turn: transactions from BEGIN to COMMIT, single statements while they run.

Here and not in the doorway, because sessions and other writes of Django's own would else push in or be starved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from goldenthread.access.turns import Turn

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, with a place in the queue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None
        self._turn_of = ""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor whose single statements queue."""
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.house = self
        return cursor

    def question_cursor(self) -> Any:
        """A cursor for prepared questions."""
        return self.cursor()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn for the block, unless this connection has it already or nobody else can reach the database."""
        turn = self._queue()
        if turn is None or turn.held:
            yield
            return
        turn.take()
        try:
            yield
        finally:
            turn.give_back()

    # Django's own hooks, which are not in its published types.
    def _start_transaction_under_autocommit(self) -> None:
        turn = self._queue()
        if turn is None:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            turn.give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        if self._turn:
            self._turn.give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            if self._turn:
                self._turn.give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn:
                self._turn.close()
                self._turn = None

    def _queue(self) -> Turn | None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or name == ":memory:":
            return None
        if self._turn is None or self._turn_of != name:
            self._turn, self._turn_of = Turn(Path(f"{name}.turn")), name
        return self._turn


class _Cursor(base.SQLiteCursorWrapper):
    """A cursor that lets a write outside a transaction wait for its turn."""

    house: DatabaseWrapper

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:  # type: ignore[override]
        """Run one statement."""
        if self.house.in_atomic_block or not query.lstrip()[:7].upper().startswith(_WRITES):
            return super().execute(query, params)
        with self.house.turn():
            return super().execute(query, params)

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with SQLite's own marks; the same statements come again and again, and are turned over once."""
        if param_names is None:
            return _with_marks(query)
        converted: str = super().convert_query(query, param_names=param_names)  # type: ignore[misc]
        return converted

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for many values."""
        if self.house.in_atomic_block:
            return super().executemany(query, param_list)
        with self.house.turn():
            return super().executemany(query, param_list)


@lru_cache(maxsize=2_000)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
