"""Made-up rows of a concerns file, and twenty and more ways in which a row can be broken."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from goldenthread.concerns.policy.intake import FIELDS
from goldenthread.ground.nhs_number import made_up

Row = dict[str, str]


def good(number: int) -> Row:
    """A whole, good row."""
    return dict.fromkeys(FIELDS, "") | {
        "external_ref": f"REF-{number:06d}",
        "raised_at": f"2026-05-{number % 28 + 1:02d}T{number % 24:02d}:{number % 60:02d}:00+01:00",
        "referrer_name": "Dai Prosser",
        "referrer_role": "care_home",
        "referrer_agency": "Larch House",
        "referrer_contact": "01632 960 555",
        "adult_given_name": "Iris",
        "adult_family_name": f"Marsh{number % 97}",
        "adult_date_of_birth": f"19{30 + number % 60}-0{number % 9 + 1}-1{number % 10}",
        "adult_nhs_number": made_up(number % 900_000) or "",
        "adult_address": "12 Quay Street, Sandgate",
        "adult_postcode": "SG4 7AB",
        "types": ("physical", "neglect;psychological", "financial", "self_neglect")[number % 4],
        "place": ("own_home", "residential_home")[number % 2],
        "narrative": f"She said “he took it”, and cried.\nStaff saw it on day {number}, she’s afraid."
        if number % 3
        else 'Short, "quoted".',
        "immediate_danger": "no",
        "adult_aware": "yes",
        "adult_agrees": "not_known",
        "adult_wishes": "To be left in peace." if number % 2 else "",
    }


def line(row: Row, columns: tuple[str, ...] = FIELDS) -> bytes:
    """The row as a line of the file."""
    out = io.StringIO()
    csv.writer(out).writerow([row[name] for name in columns])
    return out.getvalue().encode()


def _with(**changes: str) -> Callable[[int], bytes]:
    return lambda number: line(good(number) | changes)


NOBODY = dict.fromkeys(("adult_given_name", "adult_family_name", "adult_nhs_number", "adult_address"), "")
# name of the fault → the broken line for a row number; the reason must name the word beside it.
BROKEN: dict[str, tuple[Callable[[int], bytes], str]] = {
    "no reference": (_with(external_ref=""), "external_ref"),
    "no day": (_with(raised_at=""), "raised_at"),
    "no words": (_with(narrative="   "), "narrative"),
    "nobody": (_with(**NOBODY), "adult_family_name"),
    "names without letters": (
        _with(**(NOBODY | {"adult_given_name": "?", "adult_family_name": "--"})),
        "adult_family_name",
    ),
    "31 February": (_with(adult_date_of_birth="1948-02-31"), "adult_date_of_birth"),
    "day first": (_with(adult_date_of_birth="03/04/1948"), "adult_date_of_birth"),
    "born in the future": (_with(adult_date_of_birth="2999-01-01"), "adult_date_of_birth"),
    "born before 1900": (_with(adult_date_of_birth="1899-12-31"), "adult_date_of_birth"),
    "day as a number": (_with(adult_date_of_birth="0"), "adult_date_of_birth"),
    "raised in the future": (_with(raised_at="2999-05-01T10:00"), "raised_at"),
    "raised on 31 February": (_with(raised_at="2026-02-31T10:00"), "raised_at"),
    "raised day first": (_with(raised_at="04/05/2026 10:00"), "raised_at"),
    "raised at 25 o'clock": (_with(raised_at="2026-05-04T25:00"), "raised_at"),
    "raised before 1900": (_with(raised_at="1066-10-14T09:00"), "raised_at"),
    "NHS check digit": (_with(adult_nhs_number="9990000010"), "adult_nhs_number"),
    "NHS too short": (_with(adult_nhs_number="999000001"), "adult_nhs_number"),
    "NHS letters": (_with(adult_nhs_number="99900000I8"), "adult_nhs_number"),
    "NHS all the same": (_with(adult_nhs_number="0000000000"), "adult_nhs_number"),
    "unknown type": (_with(types="physical;rude"), "types"),
    "types with commas": (_with(types="physical,neglect"), "types"),
    "unknown place": (_with(place="pub"), "place"),
    "unknown role": (_with(referrer_role="boss"), "referrer_role"),
    "unknown relationship": (_with(source_of_risk_relationship="cat"), "source_of_risk_relationship"),
    "answer maybe": (_with(adult_aware="maybe"), "adult_aware"),
    "answer N": (_with(immediate_danger="N"), "immediate_danger"),
    "postcode": (_with(adult_postcode="NOT ONE"), "adult_postcode"),
    "NUL": (_with(narrative="Hit\0ten."), "narrative"),
    "bell": (_with(adult_given_name="I\x07ris"), "adult_given_name"),
    "cell of a megabyte": (_with(narrative="x" * 1_000_000), "narrative"),
    "name too long": (_with(adult_given_name="I" * 101), "adult_given_name"),
    "Latin 1": (
        lambda n: line(good(n) | {"adult_given_name": "Zo§", "narrative": "Short."}).replace(
            "§".encode(), b"\xeb"
        ),
        "adult_given_name",
    ),
    "half a character": (
        lambda n: line(good(n) | {"adult_given_name": "Zo§", "narrative": "Short."}).replace(
            "§".encode(), b"\xc3"
        ),
        "adult_given_name",
    ),
    "a cell too few": (
        lambda n: line(good(n) | {"narrative": "Short."}).rsplit(b",", 1)[0] + b"\r\n",
        "cells",
    ),
    "a cell too many": (lambda n: line(good(n)).removesuffix(b"\r\n") + b",extra\r\n", "cells"),
    "ten thousand cells": (lambda n: line(good(n)).removesuffix(b"\r\n") + b",x" * 10_000 + b"\r\n", "cells"),
    "quote never closed": (
        lambda n: line(good(n) | {"narrative": "Short."}).replace(b"Short.", b'"Short.'),
        "quotation",
    ),
    "quote in the middle": (
        lambda n: line(good(n) | {"narrative": "Short."}).replace(b"Short.", b'"Sho"rt.'),
        "quotation",
    ),
    "only commas": (lambda n: b"," * (len(FIELDS) - 1) + b"\r\n", "narrative"),
    "one word": (lambda n: b"nonsense\r\n", "cells"),
}


def header(columns: tuple[str, ...] = FIELDS) -> bytes:
    """The header line."""
    return ",".join(columns).encode() + b"\r\n"
