"""How many examples a fuzz tries, and what it puts into forms.

Every commit tries a few. The promise (S14) is a thousand for each operation of the API:

    FUZZ_EXAMPLES=1000 .venv/bin/pytest tests/api/test_fuzzing.py tests/promises/test_s14_forms.py -n 2 -s

FUZZ_SEED chooses other examples; a failure prints what was sent.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from uuid import UUID

from lxml import html

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
SEED = int(os.environ.get("FUZZ_SEED", "14"))
# A page's form takes ten to twenty times as long as a request of the API.
OF_EACH_FORM = max(2, EXAMPLES // 20)

NASTY = [
    "", " ", "\x00", "a\x00b", "\ud7ff", "\ufeff", "\u202egnp.exe", "\u200b", "é" * 300, "x" * 5_000, "x" * 100_000, "🙂" * 80,
    "0", "-1", "1e309", "9" * 40, "NaN", "1.5", "٣", "①", "31", "13", "0000", "99999", "on", "yes", "no", "null", "None", "[]", "{}",
    "'; DROP TABLE x; --", "{{ 7*7 }}", "<script>alert(1)</script>", "%00", "%", "../../etc/passwd", "2026-02-31", "2026-13-01T25:61",
    "0001-01-01", "9999-12-31", "\r\nX-Header: 1", "\n" * 50, "a@b", "@", "SGC-2026-000001-N", str(UUID(int=0)), str(UUID(int=7)),
]  # fmt: skip


def nasty(dice: random.Random) -> str:
    """Something nobody should type: a known trap, or characters by chance."""
    if dice.random() < 0.7:
        return dice.choice(NASTY)
    points = [dice.randrange(1, sys.maxunicode) for _ in range(dice.randrange(40))]
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)


def boxes(page: str) -> dict[str, list[str]]:
    """The fields of the page's largest form that is sent, each with the answers it offers (none for a box to write in)."""
    forms = html.fromstring(page).xpath("//main//form[translate(@method,'POST','post')='post']")
    if not forms:
        return {}
    form = max(forms, key=lambda each: len(each.xpath(".//*[@name]")))
    found: dict[str, list[str]] = {}
    for box in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]|.//button[@name]"):
        offered = found.setdefault(box.get("name"), [])
        if box.tag == "select":
            offered += [option.get("value", "") for option in box.xpath(".//option")]
        elif box.get("value") is not None:
            offered.append(box.get("value"))
    return found


def filling(
    dice: random.Random, offered: dict[str, list[str]], once: Callable[[], str]
) -> dict[str, list[str]]:
    """One way to send a form: most fields as the page offers them, some wrong, some missing, some twice.

    ``once`` gives a fresh mark for the field that makes a form count once, or a second sending would try nothing.
    """
    wrong = dice.random()
    sent: dict[str, list[str]] = {}
    for name, values in offered.items():
        if name == "_once":
            sent[name] = [once()]
        elif dice.random() < 0.05:
            continue
        elif values and dice.random() > wrong:
            sent[name] = [dice.choice(values) or "Seen by the nurse."]
        elif not values and dice.random() > wrong:
            sent[name] = [dice.choice(["Seen by the nurse.", "12", "2026"])]
        else:
            sent[name] = [nasty(dice) for _ in range(dice.choice([1, 1, 1, 2]))]
    return sent
