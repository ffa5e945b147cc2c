"""The published view: small numbers as the official code hides them, and a stricter way from which none can be worked back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ground.catalogue import CatalogueError
from goldenthread.ground.figures.suppression import Status
from goldenthread.insight import population
from goldenthread.insight.population import Population
from goldenthread.insight.sac.layout import Address, load
from goldenthread.insight.sac.published import publish
from goldenthread.insight.sac.values import Tally, read_return
from goldenthread.insight.sac.year import ReturnYear
from tests.insight.sac_facts import AS_AT, HELD

YEAR = ReturnYear(2025)
LAYOUT = load("2025-26")
IN_S42 = "Individuals in section 42 enquiries"
S42 = "Concluded Section 42 Safeguarding Enquiries"
PEOPLE = Population(
    source="Made up for tests",
    year=2025,
    adults={"18-64": 200_000, "65-74": 40_000, "75-84": 20_000, "85+": 10_000},
    england={"18-64": 700, "65-74": 150, "75-84": 100, "85+": 50},
)


def returned(counts, held=HELD):
    return read_return(LAYOUT, Tally("Sandgate", AS_AT, held, {YEAR: counts}))


def shown(counts, *, held=HELD, **options):
    return {tuple(line.address): str(line.shown) for line in publish(returned(counts, held), **options)}


def ages(**bands):
    return {Address("SG1a", IN_S42, label, "Individuals"): n for label, n in bands.items()}


def test_counts_as_the_official_code_shows_them():
    found = shown(ages(**{"18-64": 1203, "65-74": 4, "75-84": 5, "85-94": 3, "95+": 4, "Not known": 8}))
    of = {address[2]: value for address, value in found.items() if address[:2] == ("SG1a", IN_S42)}
    assert of == {
        "18-64": "1,205",
        "65-74": "[c]",
        "75-84": "5",
        "85+": "5",  # 85-94 and 95+ are one band, and it has seven
        "Not known": "10",
        "Total": "1,225",
    }


def test_what_is_not_supplied_is_not_nothing():
    without = {**HELD, "allegation": frozenset()}
    found = shown(answers("SG3a", {"No": {"18-64": 3}}), held=without)
    assert found["SG2a", S42, "Physical", "Service provider"] == "[x]"
    assert found["SG1f", "Safeguarding Concerns", "Total", "Cases"] == "[c]"
    # A voluntary table of nothing but zeros was left empty; a mandatory one says that there were fewer than five.
    assert found["SG4a", S42, "No", "Enquiries"] == "[x]"
    assert found["SG4a", S42, "Of outcomes expressed: Not achieved", "Enquiries"] == "[x]"
    assert found["SG3a", S42, "No", "Enquiries"] == "[c]"
    # Where nothing was concluded, there was nothing to answer, and nothing was left out.
    assert shown({})["SG4a", S42, "No", "Enquiries"] == "[c]"


def answers(table, counts):
    return {Address(table, S42, row, band): n for row, bands in counts.items() for band, n in bands.items()}


def test_tables_of_enquiries_are_shown_without_ages():
    counts = answers("SG3a", {"Yes": {"18-64": 4, "65-74": 4}, "No": {"18-64": 12}})
    found = {a[2]: v for a, v in shown(counts).items() if a[:2] == ("SG3a", S42)}
    assert found["Yes"] == "10"
    assert found["No"] == "10"
    assert found["Total"] == "20"
    assert {a[3] for a in shown(counts) if a[0] == "SG3a"} == {"Enquiries"}


CASES = {
    Address("SG1f", "Safeguarding Concerns", "Total", "Cases"): 4000,
    Address("SG1f", "Section 42 Safeguarding Enquiries", "Total", "Cases"): 1001,
    Address("SG1f", "Other Safeguarding Enquiries", "Total", "Cases"): 3,
}


def test_percentages_come_from_unrounded_counts():
    found = shown(CASES)
    assert found["Measures", "Total enquiries", "Total", "Cases"] == "1,005"
    assert found["Measures", "Conversion rate", "Total", "Per cent"] == "25"
    assert found["Measures", "Section 42 share of enquiries", "Total", "Per cent"] == "100"
    assert found["Measures", "Concerns", "Total", "Per 100,000 adults"] == "[x]"


def test_a_total_is_not_shown_beside_its_one_hidden_part():
    found = shown(CASES, stricter=True)
    assert found["SG1f", "Section 42 Safeguarding Enquiries", "Total", "Cases"] == "1,000"
    for measure in ("Total enquiries", "Conversion rate", "Section 42 share of enquiries"):
        assert next(value for a, value in found.items() if a[:2] == ("Measures", measure)) == "[c]"

    nobody = CASES | {Address("SG1f", "Other Safeguarding Enquiries", "Total", "Cases"): 0}
    assert shown(nobody, stricter=True)["Measures", "Conversion rate", "Total", "Per cent"] == "25"


def test_rates_are_whole_and_never_give_a_hidden_count_back():
    found = shown(CASES | ages(**{"18-64": 301, "65-74": 4, "85-94": 200}), people=PEOPLE)
    rates = {a[1]: v for a, v in found.items() if a[3] == "Per 100,000 adults"}
    assert rates["Concerns"] == "1,481"  # 4,000 of 270,000
    assert rates["Other enquiries"] == "[c]"
    assert rates["Individuals in section 42, 18-64"] == "151"  # 150.5
    assert rates["Individuals in section 42, 65-74"] == "[c]"
    assert rates["Individuals in section 42, 85+"] == "2,000"
    # 150.5 × 70% + 10 × 15% + 0 × 10% + 2,000 × 5%
    assert rates["Individuals in section 42, age-standardised"] == "207"


def test_a_rate_does_not_tell_the_exact_part_that_its_total_elsewhere_would_complete():
    found = shown(CASES, stricter=True, people=PEOPLE)
    rates = {a[1]: v for a, v in found.items() if a[3] == "Per 100,000 adults"}
    assert rates["Section 42 enquiries"] == rates["Total enquiries"] == "[c]"
    assert rates["Concerns"] == "1,481"
    nobody = CASES | {Address("SG1f", "Other Safeguarding Enquiries", "Total", "Cases"): 0}
    found = shown(nobody, stricter=True, people=PEOPLE)
    assert found["Measures", "Section 42 enquiries", "Total", "Per 100,000 adults"] == "371"


def test_a_population_says_where_it_is_from(tmp_path):
    path = tmp_path / "adults.toml"
    path.write_text('source = "ONS mid-2025"\nyear = 2025\n[adults]\n"18-64" = 5\n')
    with pytest.raises(CatalogueError, match="give the four bands"):
        population.load(path)
    path.write_text(
        'source = "ONS mid-2025"\nyear = 2025\n[adults]\n"18-64" = 5\n"65-74" = 4\n"75-84" = 3\n"85+" = 2\n'
    )
    assert population.load(path).total == 14


# -- the stricter way: an attacker who knows every shown number exactly, and every total that is shown ------------------------


def equations(found, shown_as):
    """What an attacker may add up: (parts, whole), each a (table, metric, row), where every number is unrounded."""
    exact = {}
    for line in publish(found):
        exact[line.address] = line
    for block in found.layout.blocks:
        if not block.adds_up:
            continue
        for metric in block.metrics:
            rows = [a.row for a in exact if a.table == block.table and a.metric == metric.label]
            rows = [row for row in rows if row != "Total" and ": " not in row]
            yield [(block.table, metric.label, row) for row in rows], (block.table, metric.label, "Total")
    for metric in (S42, "Concluded Other Safeguarding Enquiries"):
        parts = [f"Of outcomes expressed: {how} achieved" for how in ("Fully", "Partially", "Not")]
        whole = ("SG4a", metric, "Yes asked and outcomes expressed")
        yield [("SG4a", metric, part) for part in parts], whole
        yield [("SG4a", metric, "Total")], ("SG3a", metric, "Total")


def worked_back(system, hidden):
    """Hidden numbers that follow from the others, by solving the attacker's equations."""
    unknown = sorted(hidden)
    rows = []
    for parts, whole in system:
        row = [Fraction(0)] * len(unknown)
        for name, sign in [*((part, 1) for part in parts), (whole, -1)]:
            if name in hidden:
                row[unknown.index(name)] += sign
        rows.append(row)
    pivot = 0
    for column in range(len(unknown)):
        at = next((r for r in range(pivot, len(rows)) if rows[r][column]), None)
        if at is None:
            continue
        rows[pivot], rows[at] = rows[at], rows[pivot]
        rows[pivot] = [value / rows[pivot][column] for value in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)]
        pivot += 1
    return [
        unknown[[bool(value) for value in row].index(True)]
        for row in rows
        if sum(bool(value) for value in row) == 1
    ]


NUMBERS = st.one_of(st.integers(0, 9), st.integers(0, 400))


@st.composite
def returns(draw):
    counts = {}
    for table in ("SG1a", "SG1b", "SG1c"):
        block = LAYOUT.table(table).blocks[0]
        for address, _ in block.cells():
            counts[address] = draw(NUMBERS)
    for metric in (S42, "Concluded Other Safeguarding Enquiries"):
        whole = draw(NUMBERS)
        for table in ("SG3a", "SG4a"):
            rows = LAYOUT.table(table).blocks[0].row_labels
            split(draw, counts, table, metric, rows, whole)
        expressed = counts[Address("SG4a", metric, "Yes asked and outcomes expressed", "18-64")]
        parts = [f"Of outcomes expressed: {how} achieved" for how in ("Fully", "Partially", "Not")]
        split(draw, counts, "SG4a", metric, parts, expressed)
    return counts


def split(draw, counts, table, metric, rows, whole):
    """Split a total over the rows at drawn places."""
    cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=len(rows) - 1, max_size=len(rows) - 1)))
    for row, start, end in zip(rows, [0, *cuts], [*cuts, whole], strict=True):
        counts[Address(table, metric, row, "18-64")] = end - start


@given(returns())
@settings(max_examples=150)
def test_no_hidden_number_can_be_worked_back(counts):
    found = returned(counts)
    lines = publish(found, stricter=True)
    hidden = {
        line.address[:3]
        for line in lines
        if line.shown.status is Status.HIDDEN
        and line.address.table in ("SG1a", "SG1b", "SG1c", "SG3a", "SG4a")
    }
    assert worked_back(list(equations(found, lines)), hidden) == []
    # What the official way hides, the stricter one hides too.
    official = {line.address for line in publish(found) if line.shown.status is Status.HIDDEN}
    assert official <= {line.address for line in lines if line.shown.status is Status.HIDDEN}


def test_the_official_way_can_be_worked_back():
    """So the attacker of the test above is a real one."""
    found = returned(ages(**{"18-64": 100, "65-74": 100, "75-84": 3, "85-94": 100, "Not known": 50}))
    hidden = {
        line.address[:3]
        for line in publish(found)
        if line.shown.status is Status.HIDDEN
        and line.address.metric == IN_S42
        and line.address.table == "SG1a"
    }
    assert worked_back(list(equations(found, None)), hidden) == [("SG1a", IN_S42, "75-84")]


def test_who_was_supported_by_nobody_cannot_be_worked_back():
    """Of 50 who lacked capacity 48 were supported: the two who were not are a small number that nobody prints."""
    counts = answers("SG3a", {"Yes": {"18-64": 50}, "No": {"18-64": 80}, "Of Yes: Supported": {"18-64": 48}})
    assert shown(counts)["SG3a", S42, "Of Yes: Supported", "Enquiries"] == "50"
    assert shown(counts, stricter=True)["SG3a", S42, "Of Yes: Supported", "Enquiries"] == "[c]"
