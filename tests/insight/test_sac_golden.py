"""Ten people with every awkward situation of the return, and its tables worked out by hand, on each counter."""

from __future__ import annotations

import pytest

from goldenthread.insight.sac import counting, reference
from goldenthread.insight.sac.layout import Address, load
from goldenthread.insight.sac.values import Tally, read_return
from goldenthread.insight.sac.year import ReturnYear
from tests.insight.sac_facts import AS_AT, HELD, written
from tests.insight.sac_year import FACTS

IN_CONCERNS, IN_S42, IN_OTHER = (
    "Individuals in safeguarding concerns",
    "Individuals in section 42 enquiries",
    "Individuals in other enquiries",
)
S42, OTHER = "Section 42 Safeguarding Enquiries", "Other Safeguarding Enquiries"
PROVIDER, KNOWN, UNKNOWN = (
    "Service provider",
    "Other - known to individual",
    "Other - unknown to individual",
)

# Worked out by hand: what is not named here is zero.
ONE_COLUMN = {
    ("SG1a", IN_CONCERNS): {"65-74": 3, "75-84": 1, "85-94": 1, "95+": 1, "Not known": 4},
    ("SG1a", IN_S42): {"65-74": 2, "75-84": 1, "85-94": 2, "Not known": 2},
    ("SG1a", IN_OTHER): {"65-74": 1, "75-84": 1, "95+": 1},
    ("SG1b", IN_CONCERNS): {"Female": 4, "Male": 2, "Not known": 4},
    ("SG1b", IN_S42): {"Female": 5, "Male": 1, "Not known": 1},
    ("SG1b", IN_OTHER): {"Male": 2, "Not known": 1},
    ("SG1c", IN_CONCERNS): {
        "White": 2,
        "Mixed / Multiple": 1,
        "Asian / Asian British": 2,
        "Other ethnic group": 1,
        "Refused": 1,
        "Undeclared / Not known": 3,
    },
    ("SG1c", IN_S42): {
        "White": 1,
        "Mixed / Multiple": 1,
        "Asian / Asian British": 2,
        "Black / African / Caribbean / Black British": 1,
        "Other ethnic group": 1,
        "Undeclared / Not known": 1,
    },
    ("SG1c", IN_OTHER): {"White": 1, "Asian / Asian British": 1, "Refused": 1},
    # Eleven rows for ten individuals: Cora stands in two.
    ("SG1d", IN_CONCERNS): {
        "Physical Support": 3,
        "Support with Memory and Cognition": 1,
        "Learning Disability Support": 2,
        "Social Support": 1,
        "No Support Reason": 1,
        "Not known": 3,
    },
    ("SG1d", IN_S42): {
        "Physical Support": 1,
        "Support with Memory and Cognition": 1,
        "Learning Disability Support": 2,
        "Mental Health Support": 1,
        "Social Support": 2,
        "Not known": 1,
    },
    ("SG1d", IN_OTHER): {
        "Physical Support": 1,
        "Learning Disability Support": 1,
        "No Support Reason": 1,
    },
    ("SG1f", "Safeguarding Concerns"): {"Total": 12},
    ("SG1f", S42): {"Total": 8},
    ("SG1f", OTHER): {"Total": 3},
}
IDENTIFIED = "Risk identified and action taken"
TWO_COLUMNS = {
    ("SG2a", S42): {
        ("Physical", KNOWN): 2,
        ("Neglect and Acts of Omission", PROVIDER): 1,
        ("Financial or Material", KNOWN): 1,
        ("Financial or Material", UNKNOWN): 1,
        ("Psychological", UNKNOWN): 1,
        ("Self-Neglect", KNOWN): 1,
        ("Organisational", PROVIDER): 1,
        ("Sexual Exploitation", KNOWN): 1,
        ("Sexual", KNOWN): 1,
    },
    ("SG2a", OTHER): {
        ("Discriminatory", KNOWN): 1,
        ("Modern Slavery", UNKNOWN): 1,
        ("Domestic", KNOWN): 1,
    },
    ("SG2a_b1", S42): {
        ("Physical", "Own Home"): 2,
        ("Neglect and Acts of Omission", "Own Home"): 1,
        ("Financial or Material", "In the Community (excluding community services)"): 1,
        ("Psychological", "Other"): 1,
        ("Self-Neglect", "Own Home"): 1,
        ("Organisational", "Care Home – Nursing"): 1,
        ("Organisational", "Care Home – Residential"): 1,
        ("Sexual Exploitation", "Hospital – Acute"): 1,
        ("Sexual", "Hospital – Acute"): 1,
    },
    ("SG2a_b1", OTHER): {
        ("Discriminatory", "Community Service"): 1,
        ("Modern Slavery", "Hospital – Mental Health"): 1,
        ("Domestic", "Hospital – Community"): 1,
    },
    ("SG2b", S42): {
        ("Own Home", KNOWN): 2,
        ("Own Home", PROVIDER): 1,
        ("In the Community (excluding community services)", KNOWN): 1,
        ("In the Community (excluding community services)", UNKNOWN): 1,
        ("Other", UNKNOWN): 1,
        ("Care Home – Nursing", PROVIDER): 1,
        ("Care Home – Residential", PROVIDER): 1,
        ("Hospital – Acute", KNOWN): 1,
    },
    ("SG2b", OTHER): {
        ("Community Service", KNOWN): 1,
        ("Hospital – Mental Health", UNKNOWN): 1,
        ("Hospital – Community", KNOWN): 1,
    },
    ("SG2c", S42): {
        (IDENTIFIED, KNOWN): 2,
        (IDENTIFIED, PROVIDER): 1,
        ("Risk identified and no action taken", KNOWN): 1,
        ("Risk - Assessment inconclusive and action taken", PROVIDER): 1,
        ("Risk - Assessment inconclusive and no action taken", KNOWN): 1,
        ("No risk identified and action taken", KNOWN): 1,
        ("No risk identified and no action taken", UNKNOWN): 1,
        ("Enquiry ceased at individual's request and no action taken", PROVIDER): 1,
    },
    ("SG2c", OTHER): {
        (IDENTIFIED, KNOWN): 1,
        (IDENTIFIED, UNKNOWN): 1,
        ("No risk identified and no action taken", KNOWN): 1,
    },
    ("SG2e", S42): {
        ("Risk reduced", KNOWN): 2,
        ("Risk removed", KNOWN): 1,
        ("Risk remained", KNOWN): 1,
    },
    ("SG2e", OTHER): {("Risk removed", KNOWN): 1, ("Risk removed", UNKNOWN): 1},
    ("SG3a", S42): {
        ("Yes", "18-64"): 1,
        ("Yes", "65-74"): 1,
        ("Yes", "75-84"): 1,
        ("No", "65-74"): 1,
        ("No", "Not known"): 1,
        ("Not recorded", "85-94"): 1,
        ("Of Yes: Supported", "65-74"): 1,
        ("Of Yes: Supported", "75-84"): 1,
    },
    ("SG3a", OTHER): {
        ("Don't know", "75-84"): 1,
        ("Yes", "95+"): 1,
        ("Of Yes: Supported", "95+"): 1,
    },
    ("SG4a", S42): {
        ("Yes asked and outcomes expressed", "18-64"): 1,
        ("Yes asked and outcomes expressed", "65-74"): 1,
        ("Yes asked and outcomes expressed", "75-84"): 1,
        ("Yes asked but none expressed", "65-74"): 1,
        ("No", "Not known"): 1,
        ("Not recorded", "85-94"): 1,
        ("Of outcomes expressed: Fully achieved", "65-74"): 1,
        ("Of outcomes expressed: Partially achieved", "75-84"): 1,
    },
    ("SG4a", OTHER): {
        ("Don't know", "75-84"): 1,
        ("Yes asked and outcomes expressed", "95+"): 1,
        ("Of outcomes expressed: Not achieved", "95+"): 1,
    },
}
NOT_SUPPLIED = {"SG1e", "SG5a", "SG5b"}
YEAR = ReturnYear(2025)


def by_hand():
    units = {"SG1f": "Cases"}
    found = {
        Address(table, metric, row, units.get(table, "Individuals")): count
        for (table, metric), rows in ONE_COLUMN.items()
        for row, count in rows.items()
    }
    return found | {
        Address(table, f"Concluded {metric}", row, column): count
        for (table, metric), cells in TWO_COLUMNS.items()
        for (row, column), count in cells.items()
    }


def by_reference(folder):
    return Tally("", AS_AT, HELD, {YEAR: reference.count(load("2025-26"), FACTS, HELD, YEAR)})


def by_duckdb(folder):
    return counting.tally(load("2025-26"), written(folder, FACTS), [YEAR, YEAR.before])


@pytest.mark.parametrize("counter", [by_reference, by_duckdb])
def test_the_tables_are_those_worked_out_by_hand(counter, tmp_path):
    found = read_return(load("2025-26"), counter(tmp_path))
    expected = by_hand()
    assert set(expected) <= set(found.cells)
    for address, cell in found.cells.items():
        if address.table in NOT_SUPPLIED:
            assert cell.value is None, address
            assert cell.status == "not_supplied"
        else:
            assert cell.value == expected.get(address, 0), address
            assert cell.status == "supplied"


def test_the_year_before_is_counted_too(tmp_path):
    before = read_return(load("2025-26"), by_duckdb(tmp_path), YEAR.before)
    total = {address: cell.value for address, cell in before.cells.items() if address.table == "SG1f"}
    assert sorted(value or 0 for value in total.values()) == [0, 1, 2]


def test_a_cell_opens_the_cases_behind_it(tmp_path):
    facts, layout = written(tmp_path, FACTS), load("2025-26")

    def behind(*address):
        return counting.cases_behind(layout, facts, YEAR, [Address(*address)])[Address(*address)]

    assert behind("SG1f", S42, "Total", "Cases") == [201, 202, 204, 206, 207, 208, 210, 211]
    assert behind("SG3a", f"Concluded {S42}", "Of Yes: Supported", "65-74") == [201]
    assert behind("SG2a", f"Concluded {S42}", "Physical", KNOWN) == [301, 302, 319]
    # An individual is counted once; all their cases of the year stand behind it.
    assert behind("SG1a", IN_CONCERNS, "65-74", "Individuals") == [101, 102, 104, 105, 114]
    assert behind("SG1b", IN_CONCERNS, "Not known", "Individuals") == [110, 112, 113, 114]
    assert behind("SG5a", "Count of Safeguarding Adult Reviews", "Where no individuals died", "Reviews") == []
    with pytest.raises(KeyError):
        behind("SG9", "", "", "")


def test_every_year_of_the_facts_is_counted_whole(tmp_path):
    """Every cell's cases are as many as its count, wherever a cell counts cases and not individuals."""
    facts, layout = written(tmp_path, FACTS), load("2025-26")
    found = read_return(layout, by_duckdb(tmp_path))
    cells = {a: c.value for a, c in found.cells.items() if c.value and a.table in ("SG1f", "SG3a", "SG4a")}
    behind = counting.cases_behind(layout, facts, YEAR, cells)
    assert {address: len(keys) for address, keys in behind.items()} == cells
    assert len(cells) > 15
