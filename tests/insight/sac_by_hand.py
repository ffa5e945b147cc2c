"""The return counted a second time: SQL written by hand over the tables of the rooms, with labels typed from the guidance.

It shares nothing with what it checks: no layout, no vocabulary, no facts. Days are moments of London, written here as UTC.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

TYPE = {
    "physical": "Physical",
    "sexual": "Sexual",
    "psychological": "Psychological",
    "financial": "Financial or Material",
    "discriminatory": "Discriminatory",
    "organisational": "Organisational",
    "neglect": "Neglect and Acts of Omission",
    "domestic": "Domestic",
    "sexual_exploitation": "Sexual Exploitation",
    "modern_slavery": "Modern Slavery",
    "self_neglect": "Self-Neglect",
}
PLACE = {
    "own_home": "Own Home",
    "community": "In the Community (excluding community services)",
    "community_service": "Community Service",
    "nursing_home": "Care Home – Nursing",
    "residential_home": "Care Home – Residential",
    "hospital_acute": "Hospital – Acute",
    "hospital_mental_health": "Hospital – Mental Health",
    "hospital_community": "Hospital – Community",
    "other": "Other",
    "not_known": "Other",
}
KNOWN = "Other - known to individual"
SOURCE = {
    "care_worker": "Service provider",
    **dict.fromkeys(("partner", "relative", "friend", "unpaid_carer", "resident", "self"), KNOWN),
    **dict.fromkeys(("health_worker", "council_worker"), KNOWN),
    **dict.fromkeys(("stranger", "not_known"), "Other - unknown to individual"),
}
RISK = {
    "identified_action": "Risk identified and action taken",
    "identified_no_action": "Risk identified and no action taken",
    "inconclusive_action": "Risk - Assessment inconclusive and action taken",
    "inconclusive_no_action": "Risk - Assessment inconclusive and no action taken",
    "no_risk_action": "No risk identified and action taken",
    "no_risk_no_action": "No risk identified and no action taken",
    "ceased": "Enquiry ceased at individual''s request and no action taken",
}
RESULT = {"remained": "Risk remained", "reduced": "Risk reduced", "removed": "Risk removed"}
GENDER = {"female": "Female", "male": "Male"}
BLACK, ASIAN = "Black / African / Caribbean / Black British", "Asian / Asian British"
ETHNICITY = {
    **dict.fromkeys("ABC", "White"),
    **dict.fromkeys("DEFG", "Mixed / Multiple"),
    **dict.fromkeys("HJKLR", ASIAN),
    **dict.fromkeys("MNP", BLACK),
    "S": "Other ethnic group",
    "Z": "Refused",
}
REASON = {
    "physical": "Physical Support",
    "sensory": "Sensory Support",
    "memory": "Support with Memory and Cognition",
    "learning": "Learning Disability Support",
    "mental_health": "Mental Health Support",
    "social": "Social Support",
    "none": "No Support Reason",
}
CAPACITY = {"yes": "Yes", "no": "No", "dont_know": "Don''t know", "not_recorded": "Not recorded"}
ASKED = {
    "expressed": "Yes asked and outcomes expressed",
    "none_expressed": "Yes asked but none expressed",
    "no": "No",
    "dont_know": "Don''t know",
    "not_recorded": "Not recorded",
}
S42, OTHER = "Section 42 Safeguarding Enquiries", "Other Safeguarding Enquiries"
# The first moment of each year in London, as the database keeps it.
YEARS = {
    "2024-25": ("2024-03-31 23:00:00", "2025-03-31 23:00:00", "2025-03-31"),
    "2025-26": ("2025-03-31 23:00:00", "2026-03-31 23:00:00", "2026-03-31"),
    "2026-27": ("2026-03-31 23:00:00", "2027-03-31 23:00:00", "2027-03-31"),
}


def counted(year: str) -> dict[tuple[str, str, str, str], int]:
    """Every cell of the return that is not zero, from the tables of this database."""
    found = {}
    for table, sql in _questions(*YEARS[year]):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for metric, row, column, number in cursor.fetchall():
                found[table, metric, row, column] = number
    return found


def _labels(column: str, labels: dict[str, str], otherwise: str = "Not known") -> str:
    cases = " ".join(f"WHEN {column} = '{word}' THEN '{label}'" for word, label in labels.items())
    return f"CASE {cases} ELSE '{otherwise}' END"


def _band(last_day: str) -> str:
    died, born = "CAST(p.died_on AS TEXT)", "CAST(p.date_of_birth AS TEXT)"
    until = f"CASE WHEN {died} < '{last_day}' THEN {died} ELSE '{last_day}' END"
    years = f"CAST(SUBSTR({until}, 1, 4) AS INTEGER) - CAST(SUBSTR({born}, 1, 4) AS INTEGER)"
    age = f"({years} - CASE WHEN SUBSTR({until}, 6, 5) < SUBSTR({born}, 6, 5) THEN 1 ELSE 0 END)"
    return (
        f"CASE WHEN p.date_of_birth IS NULL OR {age} < 18 THEN 'Not known' WHEN {age} < 65 THEN '18-64' "
        f"WHEN {age} < 75 THEN '65-74' WHEN {age} < 85 THEN '75-84' WHEN {age} < 95 THEN '85-94' ELSE '95+' END"
    )


def _questions(start: str, end: str, last_day: str) -> Iterator[tuple[str, str]]:
    band = _band(last_day)
    yield from _individuals(start, end, band)
    yield from _cases(start, end)
    yield from _risks(start, end)
    yield from _answers(start, end, band)


def _individuals(start: str, end: str, band: str) -> Iterator[tuple[str, str]]:
    cuts = {
        "SG1a": band,
        "SG1b": _labels("p.gender", GENDER),
        "SG1c": _labels("p.ethnic_group", ETHNICITY, "Undeclared / Not known"),
        "SG1d": _labels("p.support_reason", REASON),
    }
    kinds = {"s42": "Individuals in section 42 enquiries", "other": "Individuals in other enquiries"}
    for table, cut in cuts.items():
        yield (
            table,
            f"SELECT 'Individuals in safeguarding concerns', x.place, 'Individuals', COUNT(DISTINCT x.who) FROM "
            f"(SELECT {cut} AS place, COALESCE('person ' || CAST(c.person_id AS TEXT), 'concern ' || CAST(c.id AS TEXT)) "
            f"AS who FROM concerns_concern c LEFT JOIN people_person p ON p.id = c.person_id "
            f"WHERE c.raised_at >= '{start}' AND c.raised_at < '{end}') x GROUP BY x.place",
        )
        yield (
            table,
            f"SELECT x.metric, x.place, 'Individuals', COUNT(DISTINCT x.who) FROM "
            f"(SELECT {_labels('e.kind', kinds)} AS metric, {cut} AS place, e.person_id AS who "
            f"FROM enquiries_enquiry e JOIN people_person p ON p.id = e.person_id "
            f"WHERE e.opened_at >= '{start}' AND e.opened_at < '{end}') x GROUP BY x.metric, x.place",
        )


def _cases(start: str, end: str) -> Iterator[tuple[str, str]]:
    yield (
        "SG1f",
        f"SELECT 'Safeguarding Concerns', 'Total', 'Cases', COUNT(*) FROM concerns_concern "
        f"WHERE raised_at >= '{start}' AND raised_at < '{end}' HAVING COUNT(*) > 0",
    )
    yield (
        "SG1f",
        f"SELECT {_labels('kind', {'s42': S42, 'other': OTHER})}, 'Total', 'Cases', COUNT(*) FROM enquiries_enquiry "
        f"WHERE opened_at >= '{start}' AND opened_at < '{end}' GROUP BY kind",
    )


def _risks(start: str, end: str) -> Iterator[tuple[str, str]]:
    kind, place = _labels("e.kind", _concluded()), _labels("a.place", PLACE)
    kind_of, source = _labels("a.type", TYPE), _labels("a.source_relationship", SOURCE)
    identified = "a.risk_outcome IN ('identified_action', 'identified_no_action') AND a.risk_result <> ''"
    for table, row, column, only in (
        ("SG2a", kind_of, source, "1 = 1"),
        ("SG2a_b1", kind_of, place, "1 = 1"),
        ("SG2b", place, source, "1 = 1"),
        ("SG2c", _labels("a.risk_outcome", RISK), source, "a.risk_outcome <> ''"),
        ("SG2e", _labels("a.risk_result", RESULT), source, identified),
    ):
        yield (
            table,
            f"SELECT x.metric, x.r, x.c, COUNT(DISTINCT x.id) FROM (SELECT {kind} AS metric, {row} AS r, {column} AS c, e.id "
            f"FROM enquiries_allegation a JOIN enquiries_enquiry e ON e.id = a.enquiry_id "
            f"WHERE e.closed_at >= '{start}' AND e.closed_at < '{end}' AND a.withdrawn_words = '' AND {only}) x "
            f"GROUP BY x.metric, x.r, x.c",
        )


def _answers(start: str, end: str, band: str) -> Iterator[tuple[str, str]]:
    achieved = (
        "CASE WHEN w.judged = w.fully THEN 'Of outcomes expressed: Fully achieved' "
        "WHEN w.judged = w.not_at_all THEN 'Of outcomes expressed: Not achieved' "
        "ELSE 'Of outcomes expressed: Partially achieved' END"
    )
    outcomes = (
        "JOIN (SELECT enquiry_id, COUNT(*) AS judged, SUM(CASE WHEN achieved = 'fully' THEN 1 ELSE 0 END) AS fully, "
        "SUM(CASE WHEN achieved = 'not' THEN 1 ELSE 0 END) AS not_at_all FROM enquiries_wantedoutcome "
        "WHERE ended_at IS NULL AND achieved <> '' GROUP BY enquiry_id) w ON w.enquiry_id = e.id"
    )
    supported = "e.lacked_capacity = 'yes' AND e.supported_by IN ('advocate', 'family', 'friend')"
    for table, row, joined, only in (
        ("SG3a", _labels("e.lacked_capacity", CAPACITY), "", "1 = 1"),
        ("SG3a", "'Of Yes: Supported'", "", supported),
        ("SG4a", _labels("e.asked", ASKED), "", "1 = 1"),
        ("SG4a", achieved, outcomes, "e.asked = 'expressed'"),
    ):
        yield (
            table,
            f"SELECT x.metric, x.r, x.c, COUNT(*) FROM (SELECT {_labels('e.kind', _concluded())} AS metric, {row} AS r, "
            f"{band} AS c FROM enquiries_enquiry e JOIN people_person p ON p.id = e.person_id {joined} "
            f"WHERE e.closed_at >= '{start}' AND e.closed_at < '{end}' AND {only}) x GROUP BY x.metric, x.r, x.c",
        )


def _concluded() -> dict[str, str]:
    return {"s42": f"Concluded {S42}", "other": f"Concluded {OTHER}"}
