"""The councils of a made-up England: how large they are, how much they count as a concern, and what they make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from worlds.england import calibration as c

REGIONS = (
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands", "East of England", "London",
    "South East", "South West",
)  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """How a council's shares differ from the country's, on the log-odds scale, and the numbers it sets itself."""

    wishes: float
    capacity: float
    risk: float
    gaps: float
    feedback: float
    speed: float
    screening_days: int
    enquiry_days: int


@dataclass(frozen=True)
class Council:
    """One made-up council. ``concerns``, ``conversion`` and ``other`` are of its years, oldest first."""

    number: int
    adults: int
    region: str
    years: tuple[int, ...]
    concerns: tuple[int, ...]
    conversion: tuple[float, ...]
    other: tuple[float, ...]
    habits: Habits

    @property
    def folder(self) -> str:
        """Its folder's name."""
        return f"council-{self.number:03d}"

    @property
    def name(self) -> str:
        """Its name; no council is called so."""
        return f"Made-up council {self.number:03d}"


def financial_year(day: date) -> int:
    """The first calendar year of the financial year a day lies in."""
    return day.year - (day < date(day.year, 4, 1))


def draw_councils(councils: int, concerns: int, years: int, last: int, seed: int) -> list[Council]:
    """Councils with exactly ``concerns`` concerns in all, over ``years`` financial years of which the last begins in ``last``.

    Raises ValueError for numbers nobody could draw from.
    """
    if councils < 1 or years < 1 or concerns < councils * years:
        raise ValueError("Ask for at least one council, one year, and one concern for each council and year.")
    dice = np.random.default_rng([seed, 0])
    span = tuple(range(last - years + 1, last + 1))
    one, other = dice.standard_normal(councils), dice.standard_normal(councils)
    slope = c.RATE_AND_CONVERSION
    rates = c.RATE_MEDIAN * np.exp(c.RATE_SIGMA * one)
    base = _beta_by_rank(slope * one + np.sqrt(1 - slope**2) * other)
    sizes = np.exp(c.ADULTS_SIGMA * dice.standard_normal(councils))
    yearly = np.array([_by_year(c.CONCERNS, year, 1.05) for year in span])
    wander = np.exp(np.cumsum(0.06 * dice.standard_normal((councils, years)), axis=1))
    weights = (rates * sizes)[:, None] * yearly[None, :] * wander
    spare = dice.multinomial(concerns - councils * years, (weights / weights.sum()).ravel())
    counts = spare.reshape(councils, years).astype(float) + 1
    conversion = _fitted_conversion(
        base, wander, counts, [_by_year(c.CONVERSION, year, 1.0) for year in span]
    )
    others = _others(dice, counts, [_by_year(c.OTHER, year, 1.0) for year in span])
    adults = _adults(rates, counts, span)
    habits = [_habits(dice) for _ in range(councils)]
    return [
        Council(
            number=n + 1,
            adults=int(adults[n]),
            region=REGIONS[n % len(REGIONS)],
            years=span,
            concerns=tuple(int(count) for count in counts[n]),
            conversion=tuple(float(share) for share in conversion[n]),
            other=tuple(float(share) for share in others[n]),
            habits=habits[n],
        )
        for n in range(councils)
    ]


def _by_year(table: dict[int, float] | dict[int, int], year: int, growth: float) -> float:
    """The figure of a year; before and after the published ones the nearest, with so much growth a year."""
    first, last = min(table), max(table)
    near = min(max(year, first), last)
    return float(table[near]) * growth ** (year - near)


def _beta_by_rank(normal: c.Table) -> c.Table:
    """Values of the beta distribution in the places of normal ones: its centiles, read off a large sorted draw."""
    large = np.sort(np.random.default_rng(7).beta(*c.CONVERSION_BETA, size=200_000))
    ranks = np.searchsorted(np.sort(np.random.default_rng(8).standard_normal(200_000)), normal) / 200_000
    found: c.Table = np.quantile(large, np.clip(ranks, 0.002, 0.998))
    return found


def _logit(share: c.Table) -> c.Table:
    found: c.Table = np.log(share / (1 - share))
    return found


def _fitted_conversion(base: c.Table, wander: c.Table, counts: c.Table, wanted: list[float]) -> c.Table:
    """Each council's conversion by year, moved on the log-odds scale until England's is the published one."""
    odds = _logit(np.clip(base, 0.02, 0.95))[:, None] - 0.8 * np.log(wander)
    found = np.empty_like(odds)
    for year, share in enumerate(wanted):
        low, high = -6.0, 6.0
        for _ in range(60):
            middle = (low + high) / 2
            found[:, year] = 1 / (1 + np.exp(-(odds[:, year] + middle)))
            too_many = (found[:, year] * counts[:, year]).sum() > share * counts[:, year].sum()
            low, high = (low, middle) if too_many else (middle, high)
    return found


def _others(dice: np.random.Generator, counts: c.Table, wanted: list[float]) -> c.Table:
    """Other enquiries for each concern: none at all in some councils, uneven in the rest."""
    lean = np.where(dice.random(len(counts)) < c.NO_OTHER_ENQUIRIES, 0.0, dice.gamma(1.2, 1.0, len(counts)))
    if not lean.any():
        lean[:] = 1.0
    weighted = (lean[:, None] * counts).sum(axis=0) / counts.sum(axis=0)
    found: c.Table = np.minimum(lean[:, None] * (np.array(wanted) / weighted)[None, :], 0.25)
    return found


def _adults(rates: c.Table, counts: c.Table, span: tuple[int, ...]) -> c.Table:
    """Populations by which England's rate of the last year is the published one, grown or shrunk to that year."""
    rate = c.RATE_ENGLAND * _by_year(c.CONCERNS, span[-1], 1.05) / c.CONCERNS[2024]
    relative = counts[:, -1] / rates
    found: c.Table = np.maximum(1, np.rint(relative / relative.sum() * counts[:, -1].sum() / rate * 100_000))
    return found


def _habits(dice: np.random.Generator) -> Habits:
    wishes, capacity, risk, feedback = c.COUNCIL_SIGMA * dice.standard_normal(4)
    gaps, speed = np.exp(0.5 * dice.standard_normal()), np.exp(0.2 * dice.standard_normal())
    days = int(dice.choice((1, 2, 2, 2, 3, 5))), int(dice.choice((20, 28, 28, 28, 42, 60)))
    return Habits(wishes, capacity, risk, float(gaps), feedback, float(speed), *days)
