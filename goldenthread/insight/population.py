"""Adults living in the area, by age band: what rates are divided by. A dated file with its source, never a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from goldenthread.ground.catalogue import Page, read
from goldenthread.people.vocabulary import Gender

BANDS = ("18-64", "65-74", "75-84", "85+")
GENDERS = (Gender.FEMALE.value, Gender.MALE.value)
# The groups of the national return that people are in; the rest says that it is not known.
ETHNIC_GROUPS = (
    "White",
    "Mixed / Multiple",
    "Asian / Asian British",
    "Black / African / Caribbean / Black British",
    "Other ethnic group",
)


class Population(Page):
    """Mid-year adults by the publication's four bands, and by gender and ethnic group where the council has put them.

    ``england`` are England's, for age-standardised rates.
    """

    source: Annotated[str, Field(min_length=5)]
    year: Annotated[int, Field(ge=2000, le=2100)]
    adults: dict[str, Annotated[int, Field(ge=1)]]
    england: dict[str, Annotated[int, Field(ge=1)]] = {}
    # Of a census; only their shares are used, so they need not add up to this year's adults.
    gender: dict[str, Annotated[int, Field(ge=1)]] = {}
    ethnic_group: dict[str, Annotated[int, Field(ge=1)]] = {}

    @model_validator(mode="after")
    def _every_band(self) -> Population:
        for name, of in (("adults", self.adults), ("england", self.england)):
            if (of or name == "adults") and set(of) != set(BANDS):
                raise ValueError(f"{name}: give the four bands {', '.join(BANDS)}")
        for name, told, words in (
            ("gender", self.gender, GENDERS),
            ("ethnic_group", self.ethnic_group, ETHNIC_GROUPS),
        ):
            if told and set(told) != set(words):
                raise ValueError(f"{name}: give each of {', '.join(words)}")
        return self

    @property
    def total(self) -> int:
        """All adults."""
        return sum(self.adults.values())


def load(path: Path) -> Population:
    """The file. Raises CatalogueError naming the file and each wrong key."""
    return read(path, Population)


def newest(folder: Path) -> Population | None:
    """The file of the latest year in a folder; None where there is none. Raises CatalogueError as above."""
    return max((load(path) for path in folder.glob("*.toml")), key=lambda each: each.year, default=None)
