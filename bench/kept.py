"""Where the benchmarks of facts keep their figures: beside those of ``python -m bench``, in docs/benchmarks.json, and on its page."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.json"


def keep(kind: str, found: dict[str, Any]) -> None:
    """Keep what was measured, in place of what was measured at that size before, and write the page anew."""
    from bench.__main__ import about
    from bench.report import page

    told = json.loads(KEPT.read_text(encoding="utf-8"))
    facts = told.setdefault("facts", {})
    others = [each for each in facts.get(kind, []) if each["concerns"] != found["concerns"]]
    now = about()
    where = f"{now['cores']} cores ({now['processor']})"
    facts[kind] = [
        *others,
        {
            **found, "commit": now["commit"], "load": round(os.getloadavg()[0], 1), "day": now["day"], "machine": where,
        },
    ]  # fmt: skip
    KEPT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    KEPT.with_suffix(".md").write_text(page(told), encoding="utf-8")
