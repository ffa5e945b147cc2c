"""R016 and promise A5: one figure is counted once, and is the same on every page, in every file and at the command line."""

from __future__ import annotations

import csv
import io
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from django.core.management import call_command

from goldenthread.access.vocabulary import Role
from goldenthread.insight.queries import indicators
from goldenthread.insight.queries.figures import LEADING
from goldenthread.insight.queries.latest import dashboards
from tests.insight.june_snapshot import write_snapshot

MONTH = "2025-06"
PRINTED = ("D1", "D3", "B2", "A3")


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.requirement("R016")
@pytest.mark.promise("A5")
@pytest.mark.django_db
def test_the_same_figure_has_the_same_value_everywhere(cast, client_of, settings, tmp_path, capsys):
    settings.DATA_FOLDER = tmp_path
    folder = write_snapshot(tmp_path / "insight")
    out, people = tmp_path / "all.csv", settings.POLICY_FOLDER / "population" / "2024.toml"
    call_command(
        "indicators", facts=folder, month=MONTH, out=out, cube=True, breakdowns=True, population=people
    )
    told = list(csv.DictReader(io.StringIO(out.read_text())))
    call_command("indicators", facts=folder, month=MONTH, population=people, key=list(PRINTED))
    printed = capsys.readouterr().out
    client = client_of(cast[Role.DATA_OFFICER])
    pages = {"leading": words(client.get(f"/figures/over-time?period={MONTH}"))}
    pages |= {
        key: words(client.get(f"/figures/for/{key}?period={MONTH}"))
        for key, each in dashboards().items()
        if not (each.public or each.group)
    }
    drawn = {*LEADING, *PRINTED, *(key for each in dashboards().values() for key in each.keys)}
    seen = 0
    for row in told:
        if row["breakdown"] or row["status"] != "supplied":
            continue
        key = row["indicator"]
        seen += 1
        held = client.get(f"/figures/over-time/{key}.csv?period={MONTH}")
        own = list(csv.DictReader(io.StringIO(held.content.decode())))
        assert row in own, key
        mine = [each for each in told if each["indicator"] == key and each["breakdown"]]
        shared = [each for each in own if each["breakdown"]]
        assert shared, key
        assert all(each in mine for each in shared), key
        if key in PRINTED:
            book = openpyxl.load_workbook(
                io.BytesIO(client.get(f"/figures/over-time/{key}.xlsx?period={MONTH}").content)
            )
            first = next(book["Figures"].iter_rows(min_row=2, max_row=2, values_only=True))
            assert [first[6], first[8]] == [_number(row["numerator"]), _number(row["value"])], key
            line = rf"^{key} .*: {row['numerator']} of {row['denominator']} = \d+ {row['unit']}"
            assert re.search(line, printed, re.MULTILINE), key
        if key not in drawn:
            continue
        page = words(client.get(f"/figures/over-time/{key}?period={MONTH}"))
        if row["unit"] == "in 100" and row["value"]:
            shown = Decimal(row["value"]).quantize(Decimal(1), ROUND_HALF_UP)
            assert f"Jun 2025 {row['numerator']} {row['denominator']} {shown}" in page, key
            for name, text in pages.items():
                of_page = LEADING if name == "leading" else dashboards()[name].keys
                if key in of_page:
                    sentence = (
                        rf"{row['denominator']} \w[^:]*\b{row['numerator']}\b[^:]*: that is {shown} in 100"
                    )
                    assert re.search(sentence, text), (name, key)
        elif row["numerator"]:
            assert re.search(rf"Jun 2025 {row['numerator']} ", page) or "of a whole year" in page, key
    assert seen >= 40, "a few figures would prove little"
    assert len(indicators()) > seen


def _number(cell):
    return float(cell) if cell else None
