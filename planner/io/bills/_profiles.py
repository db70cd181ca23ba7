"""What the cells of each column of a region look like, and what its heading may mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from statistics import median

from planner.io.bills._arithmetic import likely
from planner.io.bills._headings import Region
from planner.io.bills._sheet import Line
from planner.io.bills._values import Value
from planner.io.bills._words import Role
from planner.io.text.currency_signs import marks

_SAMPLE = 1_000
# How surely columns that are called by shops hold prices, and how far prices may lie apart.
_SHOP = 0.6
_MOST_APART = 5
# What a thing has is neither how many there are nor what it costs: 16 GB, 2.4 GHz, 65 W.
_SIZES = frozenset(
    "kb mb gb tb kib mib gib tib khz mhz ghz w kw v mv ma mah wh kwh mbps gbps".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of one column look like."""

    column: int
    filled: int
    numbers: int
    whole: int
    money: int
    pieces: int
    roles: Mapping[Role, float]
    heading: str
    rising: bool = False
    likely: int = 0
    currencies: frozenset[str] = frozenset()
    typical: Decimal = Decimal(0)
    beside_labels: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether most of its cells say a number."""
        return self.numbers > 0 and 2 * self.numbers >= self.filled

    @property
    def may_be_price(self) -> bool:
        """Whether its cells may be amounts of money: numbers without a unit such as nF."""
        return not self.numbers or 2 * self.likely >= self.numbers

    def role(self, role: Role) -> float:
        """Return how surely the heading says that the column holds this."""
        return self.roles.get(role, 0.0)


def profiles_of(region: Region) -> list[Profile]:
    """Return what each column looks like, from the left."""
    filled: Counter[int] = Counter()
    for line in region.lines:
        if line.number not in region.repeated:
            filled.update(column for column in line.filled() if column in region.columns)
    columns = sorted({*filled, *region.over})
    lines = [line for line in region.lines if line.number not in region.repeated]
    return _with_shops([_profile(region, lines, column) for column in columns])


def _with_shops(profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles, with prices where several columns are called by what are no headings.

    Two columns of amounts that nothing else explains are what two shops ask for the same thing.
    """
    if any(
        profile.numbers and {Role.UNIT_PRICE, Role.PRICE, Role.LINE_TOTAL} & profile.roles.keys()
        for profile in profiles
    ):
        return list(profiles)
    may_be = [profile for profile in profiles if _may_be_shop(profile)]
    sure = [profile.typical for profile in may_be if _is_of_amounts(profile)]
    shops = [
        profile
        for profile in may_be
        if sure and max(sure) <= _MOST_APART * profile.typical <= _MOST_APART**2 * min(sure)
    ]
    if len(shops) < 2:
        return list(profiles)
    return [
        replace(profile, roles={Role.PRICE: _SHOP}) if profile in shops else profile
        for profile in profiles
    ]


def _may_be_shop(profile: Profile) -> bool:
    if profile.roles or not profile.heading or not profile.is_numeric or profile.rising:
        return False
    return profile.may_be_price and profile.typical > 0


def _is_of_amounts(profile: Profile) -> bool:
    """Tell whether numbers look like money: by a sign, or by what is behind the point."""
    return bool(profile.money) or 3 * (profile.likely - profile.whole) >= profile.likely > 0


def _sampled(lines: Sequence[Line], column: int) -> list[Value]:
    """Return what a column holds; of a long table its beginning, and every so many lines of it."""
    first = [value for line in lines[:_SAMPLE] if (value := line.value(column)).text]
    rest = lines[_SAMPLE:]
    # A column that is hardly filled is looked at in every line.
    step = -(-len(rest) // _SAMPLE) if 10 * len(first) > _SAMPLE else 1
    return first + [value for line in rest[:: step or 1] if (value := line.value(column)).text]


def _profile(region: Region, lines: Sequence[Line], column: int) -> Profile:
    values = _sampled(lines, column)
    numbers = [
        value
        for value in values
        if (value.is_numeric or value.valueless) and value.unit.casefold() not in _SIZES
    ]
    plain = [number for value in numbers if (number := likely(value)) is not None]
    return Profile(
        column,
        len(values),
        len(numbers),
        sum(number == number.to_integral_value() for number in plain),
        sum(bool(value.currencies) for value in numbers),
        sum(value.unit == "pieces" for value in numbers),
        region.roles.get(column, {}),
        region.over.get(column, ""),
        _counts_rows(plain[:_SAMPLE]),
        len(plain) + sum(value.valueless or value.about for value in values),
        _currencies(region.over.get(column, ""), numbers),
        median(plain) if plain else Decimal(0),
        _beside_labels(region, column),
    )


def _beside_labels(region: Region, column: int) -> bool:
    """Tell whether a column without a heading holds amounts of the labels to its left."""
    if not region.over or column in region.over or column - 1 in region.over:
        return False
    pairs = [
        bool(line.text(column - 1)) and not line.value(column - 1).is_numeric
        for line in region.lines
        if line.value(column).is_numeric
    ]
    return bool(pairs) and all(pairs)


def _currencies(heading: str, values: Sequence[Value]) -> frozenset[str]:
    """Return what the money of a column may be: as its heading says, else as its cells agree."""
    found = [mark.currencies for mark in marks(heading)]
    found = found or [value.currencies for value in values if value.currencies]
    return frozenset.intersection(*found) if found else frozenset()


def _counts_rows(numbers: Sequence[Decimal]) -> bool:
    """Tell whether numbers are those of the rows: 1, 2, 3, with a gap here and there."""
    steps = [second - first for first, second in pairwise(numbers)]
    ones = sum(step == 1 for step in steps)
    return len(steps) > 1 and numbers[0] in (0, 1) and min(steps) > 0 and 5 * ones >= 4 * len(steps)
