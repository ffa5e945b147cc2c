"""Finds in a text what would tell a reader who an adult is: names, NHS number, date of birth, address, postcode."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Details:
    """By what an adult could be recognised. ``names`` are all given and family names and what they are called.

    ``colleagues`` are full names of staff: a letter says who answers for it, and that person may share a name with the adult.
    """

    names: tuple[str, ...] = ()
    date_of_birth: date | None = None
    nhs_number: str = ""
    address: str = ""
    postcode: str = ""
    colleagues: tuple[str, ...] = ()


# Names that are also everyday words. They count as a name only where an everyday word would not have a capital.
_EVERYDAY = frozenset(
    [
        "may",
        "april",
        "june",
        "august",
        "will",
        "grace",
        "hope",
        "faith",
        "joy",
        "rose",
        "lily",
        "daisy",
        "ivy",
        "mark",
        "frank",
        "grant",
        "rob",
        "pat",
        "bill",
        "art",
        "dean",
        "drew",
        "sue",
        "miles",
        "guy",
        "chase",
        "young",
        "long",
        "short",
        "white",
        "black",
        "brown",
        "green",
        "grey",
        "gray",
        "wood",
        "hill",
        "field",
        "brook",
        "lake",
        "bush",
        "stone",
        "king",
        "bishop",
        "page",
        "pope",
        "rich",
        "rush",
        "sharp",
        "small",
        "strong",
        "swift",
        "walker",
        "ward",
        "waters",
        "wells",
        "west",
        "north",
        "east",
        "south",
        "winter",
        "summer",
        "day",
        "english",
        "french",
        "law",
        "love",
        "moon",
        "new",
        "noble",
        "one",
        "price",
        "read",
        "reed",
        "see",
        "best",
        "bond",
        "care",
        "case",
        "cook",
        "cross",
        "day",
        "early",
        "good",
        "hand",
        "house",
        "hunt",
        "church",
        "land",
        "lane",
        "light",
        "little",
        "major",
        "makin",
        "mason",
        "may",
        "more",
        "moss",
        "nice",
        "parish",
        "park",
        "person",
        "place",
        "power",
        "service",
        "sharp",
        "street",
        "sweet",
        "town",
        "train",
        "way",
        "weeks",
        "work",
        "worth",
        "council",
        "office",
        "team",
        "adult",
        "home",
    ]
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def kinds_in(text: str, details: Details) -> tuple[str, ...]:
    """What kinds of detail the text holds, in words ("the adult's name"), never the detail itself."""
    found = []
    parts = {part for name in details.names for part in _name_parts(name)}
    rest = _without_colleagues(text, details.colleagues, {part.lower() for part in parts})
    if any(_has_name(rest, part) for part in parts):
        found.append("the adult's name")
    if details.nhs_number and _has_digits(text, details.nhs_number):
        found.append("the adult's NHS number")
    if details.date_of_birth and _has_date(text, details.date_of_birth):
        found.append("the adult's date of birth")
    if _has_address(text, details.address):
        found.append("the adult's address")
    if details.postcode and _has_postcode(text, details.postcode):
        found.append("the adult's postcode")
    return tuple(found)


def bare(text: str) -> str:
    """The text without accents and with straight apostrophes; capitals stay."""
    straight = re.sub(r"[’‘`´]", "'", text.replace("\u00ad", "").replace("\u200b", ""))
    return "".join(c for c in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(c))


def _without_colleagues(text: str, colleagues: tuple[str, ...], adult: set[str]) -> str:
    """The text without the full names of staff, unless the adult could be meant by the whole of such a name."""
    for name in colleagues:
        words = [word.lower() for word in bare(name).split()]
        if len(words) > 1 and not all(word in adult for word in words):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


def _name_parts(name: str) -> set[str]:
    """The whole name and each of its words; single letters are left out, since every text holds them."""
    whole = bare(name).strip()
    parts = {whole, *re.split(r"[\s-]+", whole)}
    return {part for part in parts if len(re.sub(r"[^A-Za-z0-9]", "", part)) > 1}


def _has_name(text: str, name: str) -> bool:
    letters = re.sub(r"[^A-Za-z0-9]", "", name)
    # O'Brien, OBrien, O Brien and O-Brien are one name.
    pattern = (
        r"(?<![A-Za-z0-9])" + r"['\s.-]?".join(re.escape(c) for c in letters) + r"(?:'?s)?(?![A-Za-z0-9])"
    )
    plain = bare(text)
    if letters.lower() not in _EVERYDAY:
        return bool(re.search(pattern, plain, re.IGNORECASE))
    return any(_is_meant_as_name(plain, match) for match in re.finditer(pattern, plain))


def _is_meant_as_name(text: str, match: re.Match[str]) -> bool:
    """An everyday word, written with a capital although no sentence begins there and no date stands around it."""
    if not match[0][0].isupper():
        return False
    before, after = text[: match.start()], text[match.end() :]
    if match[0].lower() in _MONTHS and (
        re.search(r"\d(?:st|nd|rd|th)?\s*$", before) or re.match(r"\s*\d", after)
    ):
        return False
    if re.search(r"(?:^|[.!?:\n])[\s\"'“(]*$", before):
        # At the head of a sentence a capital says nothing, unless another capital follows: "Grace Hill was".
        return bool(re.match(r"\s+[A-Z][a-z]", after))
    return True


def _has_digits(text: str, digits: str) -> bool:
    pattern = r"(?<!\d)" + r"[\s\-.\u00a0\u2010-\u2015]*".join(digits) + r"(?!\d)"
    return bool(re.search(pattern, text))


def _has_date(text: str, day: date) -> bool:
    month = _MONTHS[day.month - 1]
    names = rf"(?:{month}|{month[:3]}|{month[:4]})\.?"
    years = rf"(?:{day.year}|['’]?{day.year % 100:02d})"
    number = rf"0?{day.day}"
    end = r"(?!\d)"
    patterns = (
        rf"(?<!\d){number}\s*[./\-\s]\s*0?{day.month}\s*[./\-\s]\s*{years}{end}",
        rf"(?<!\d){day.year}\s*[./\-]\s*0?{day.month}\s*[./\-]\s*{number}{end}",
        rf"(?<!\d){number}(?:st|nd|rd|th)?\s+(?:of\s+)?{names},?\s+{years}{end}",
        rf"{names}\s+{number}(?:st|nd|rd|th)?,?\s+{years}{end}",
    )
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _has_address(text: str, address: str) -> bool:
    words = _tidy(text)
    return any(f" {line} " in f" {words} " for line in _lines(address))


def _lines(address: str) -> set[str]:
    """The lines that say where the door is: those with a number, and the first; a street also without its number."""
    parts = [_tidy(part) for part in re.split(r"[,\n]", address) if _tidy(part)]
    telling = {part for part in parts[:1] if len(part) > 3}
    for part in parts:
        if match := re.match(r"(?:flat |room |unit )?\d+[a-z]? (.+)", part):
            telling |= {part} | ({match[1]} if " " in match[1] else set())
    return telling


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare(text).lower().replace("'", "")).split())


def _has_postcode(text: str, postcode: str) -> bool:
    letters = re.sub(r"[^A-Za-z0-9]", "", postcode)
    if len(letters) < 5:
        return False
    pattern = r"(?<![A-Za-z0-9])" + r"[\s-]*".join(letters) + r"(?![A-Za-z0-9])"
    return bool(re.search(pattern, text, re.IGNORECASE))
