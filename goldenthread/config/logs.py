"""Structured logs without personal data: only fields named here leave the process."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

_FIELDS = ("request", "route", "method", "status", "ms", "role", "error", "count", "job")


class JsonFormatter(logging.Formatter):
    """One JSON object a line. An exception gives its type and place in our code, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("goldenthread") else record.name,
        }
        for name in _FIELDS:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                line["place"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(line, separators=(",", ":"))
