"""Made-up adults and the people around them. Names by chance, NHS numbers from the range that is never issued."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from faker import Faker

from goldenthread.ground.nhs_number import made_up
from goldenthread.people.vocabulary import Eligibility, EthnicGroup, Funding, Gender, SupportReason

_STREETS = (
    "Harbour",
    "Chapel",
    "Mill",
    "Quarry",
    "Orchard",
    "Station",
    "Lime",
    "Beacon",
    "Sea View",
    "Priory",
    "Fern",
    "Dock",
)
_KINDS = ("Road", "Street", "Lane", "Close", "Terrace", "Avenue")

W = TypeVar("W")


@dataclass(frozen=True)
class MadeUp:
    """An adult who does not exist."""

    given_name: str
    family_name: str
    date_of_birth: date
    nhs_number: str
    address: str
    postcode: str
    gender: Gender
    ethnic_group: EthnicGroup
    support_reason: SupportReason

    @property
    def funding(self) -> Funding:
        """Who pays for their care, always the same for the same adult (ours)."""
        return self._one_of(tuple(Funding), (47, 4, 6, 20, 16, 7))

    @property
    def eligibility(self) -> Eligibility:
        """Whether they are eligible: surely so where council or NHS pay (ours)."""
        if self.funding in (Funding.COUNCIL, Funding.NHS, Funding.JOINT):
            return Eligibility.ELIGIBLE
        return self._one_of(tuple(Eligibility), (25, 30, 35, 10))

    def _one_of(self, words: tuple[W, ...], weights: tuple[int, ...]) -> W:
        # By the person and not by the dice of the town: nothing else that is drawn moves when a question is added.
        dice = random.Random(f"{self.family_name}{self.date_of_birth}{words[0]}")
        return dice.choices(words, weights)[0]


def resident(
    given_name: str,
    family_name: str,
    born: date,
    serial: int,
    address: str,
    gender: Gender,
    reason: SupportReason,
) -> MadeUp:
    """A made-up adult of a story. ``serial`` chooses the NHS number (the next valid one of the 999 range); 0 is none."""
    numbers = (made_up(each) for each in range(serial, serial + 5))
    number = next((each for each in numbers if each), "") if serial else ""
    return MadeUp(
        given_name, family_name, born, number, address, "ZZ1 4PQ", gender, EthnicGroup.WHITE_BRITISH, reason
    )


class Population:
    """An endless supply of made-up adults, the same for the same seed."""

    def __init__(self, dice: random.Random, today: date) -> None:
        self.dice = dice
        self.today = today
        self.names = Faker("en_GB")
        self.names.seed_instance(dice.random())
        self._serials = iter(range(1_000, 999_999))

    def nhs_number(self) -> str:
        """The next unused number of the 999 range."""
        return next(number for number in (made_up(serial) for serial in self._serials) if number)

    def _born(self) -> date:
        # 63% of people in enquiries were 65 or over, rates rising steeply with age (national, 2016-17 and 2021-22).
        band = self.dice.choices(((18, 64), (65, 74), (75, 84), (85, 97)), (37, 14, 23, 26))[0]
        days = self.dice.randint(band[0] * 365 + 30, band[1] * 365)
        return self.today - timedelta(days=days)

    def _ethnic_group(self) -> EthnicGroup:
        # White 80-84%, others small, 8-10% not known (general knowledge).
        groups = (
            (EthnicGroup.WHITE_BRITISH, 78),
            (EthnicGroup.WHITE_OTHER, 4),
            (EthnicGroup.INDIAN, 2),
            (EthnicGroup.PAKISTANI, 2),
            (EthnicGroup.CARIBBEAN, 2),
            (EthnicGroup.AFRICAN, 2),
            (EthnicGroup.MIXED_CARIBBEAN, 1),
            (EthnicGroup.CHINESE, 0.5),
            (EthnicGroup.NOT_STATED, 1.5),
            (EthnicGroup.NOT_KNOWN, 7),
        )
        return self.dice.choices([group for group, _ in groups], [weight for _, weight in groups])[0]

    def _support_reason(self) -> SupportReason:
        # Physical 40-45%, learning disability 11-13%, mental health 12-15%, memory 12-14% (general knowledge).
        reasons = list(SupportReason)
        return self.dice.choices(reasons, (43, 1, 13, 12, 14, 3, 8, 6))[0]

    def one(self) -> MadeUp:
        """Another adult."""
        # 60% of people in enquiries were women (national, 2016-17).
        woman = self.dice.random() < 0.6
        return MadeUp(
            given_name=self.names.first_name_female() if woman else self.names.first_name_male(),
            family_name=self.names.last_name(),
            date_of_birth=self._born(),
            nhs_number=self.nhs_number() if self.dice.random() < 0.8 else "",
            address=f"{self.dice.randint(1, 180)} {self.dice.choice(_STREETS)} {self.dice.choice(_KINDS)}, Sandgate",
            # ZZ is no postcode area, so these lead to nobody's door.
            postcode=f"ZZ{self.dice.randint(1, 9)} {self.dice.randint(1, 9)}{self.dice.choice('ABDEFGHJLN')}{self.dice.choice('PQRSTUWXYZ')}",
            gender=Gender.FEMALE if woman else Gender.MALE,
            ethnic_group=self._ethnic_group(),
            support_reason=self._support_reason(),
        )

    def __iter__(self) -> Iterator[MadeUp]:
        while True:
            yield self.one()
