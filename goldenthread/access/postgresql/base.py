"""A question that is put into SQL once is also planned once: PostgreSQL keeps its plan.

To plan a question with need-to-know conditions takes longer than to answer it. Only prepared questions go this way; whatever
else is asked has its values written in by Django, as before.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.postgresql.base import ServerBindingCursor

# Planned when asked for the second time on one connection; beyond so many the one asked longest ago is forgotten.
PLANNED_AFTER, PLANS_KEPT = 1, 500


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations; a question whose plan is kept is sent by its name, and is told by its text all the same."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """What was asked, for the log of queries."""
        told = super().last_executed_query(cursor, sql, params)
        return str(sql) if told is None else told


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, with a cursor of its own for prepared questions."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Django turns plans off for the sake of poolers that hand a connection from one transaction to another."""
        params: dict[str, Any] = super().get_connection_params()
        return params | {"prepare_threshold": PLANNED_AFTER}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that keeps more plans than is usual."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = PLANS_KEPT
        return connection

    def question_cursor(self) -> Any:
        """A cursor for prepared questions: values go beside the statement, so that its plan holds for all of them."""
        self.ensure_connection()
        with self.wrap_database_errors:
            # Django's own hook and class, whose published types say less than they take.
            return self._prepare_cursor(ServerBindingCursor(self.connection))  # type: ignore[attr-defined, call-arg]
