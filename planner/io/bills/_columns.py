"""Which column of a region is the quantity, which the price, which the sum of a line, which a name.

Headings say it in many words and sometimes not at all, so every way to read the numbers is weighed:
what the heading says, what the cells look like, whether quantity × price gives the line totals and
whether the lines give the totals that the file states. The arithmetic is the strongest witness.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.io.bills._designators import with_designators
from planner.io.bills._evidence import MOST, Evidence, Way
from planner.io.bills._headings import Region
from planner.io.bills._name_column import name_column
from planner.io.bills._profiles import Profile, profiles_of
from planner.io.bills._words import Role

_ENOUGH = 2.5
_FORBIDDEN = -6.0

# Columns that a person named by what they hold; None where no column does.
Given = Mapping[Role, int | None]
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they hold; `factor` is what all its line totals hide.

    `pieces` is the column of pieces where `quantity` counts orders or packs. `by_total` says that
    only the stated total tells which column counts, `proven` that quantity × price gives the line
    totals, or the lines a stated total. `named` are the columns that a person named.
    """

    name: int
    quantity: int | None = None
    unit_price: int | None = None
    line_total: int | None = None
    factor: Decimal | None = None
    others: Mapping[Role, tuple[int, ...]] = field(default_factory=dict)
    prices: tuple[int, ...] = ()
    pieces: int | None = None
    quantities: tuple[int, ...] = ()
    by_total: bool = False
    proven: bool = False
    named: frozenset[int] = frozenset()

    def places(self) -> tuple[int | None, int | None, int | None]:
        """Return where quantity, price and line total are; None for what no column holds."""
        return self.quantity, self.unit_price, self.line_total

    def numeric(self) -> tuple[int, ...]:
        """Return the columns with numbers, from quantity to line total."""
        found = (self.quantity, self.unit_price, self.line_total)
        return tuple(column for column in found if column is not None)

    def one(self, role: Role) -> int | None:
        """Return the first column that holds something else."""
        return next(iter(self.others.get(role, ())), None)


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a region before anybody says what its columns hold."""

    region: Region
    profiles: Sequence[Profile]
    evidence: Evidence


def look_at(region: Region) -> Look:
    """Look at every row of a region once."""
    profiles = with_designators(region, profiles_of(region))
    return Look(region, profiles, Evidence(region))


def columns_of(
    look: Look, given: Given | None = None, *, answered: Given | None = None
) -> Columns | None:
    """Return what the columns of a region hold; None if no bill of materials is in it.

    `given` are columns that a person named, None where no column holds it; nothing else is tried
    for them, and nothing is asked of them. `answered` are those that a person answered with.
    """
    named = {role: column for role, column in (given or {}).items() if column is not None}
    given = {**(answered or {}), **(given or {})}
    region, profiles, evidence = look.region, look.profiles, look.evidence
    there = {profile.column for profile in profiles}
    given = {role: c for role, c in given.items() if c is None or c in there}
    best = _best(profiles, given, evidence)
    if best is None:
        return None
    score, way = best
    name = given.get(Role.NAME)
    if name is None:
        name = name_column(region, profiles, (*way.columns(), *_taken(given)))
    proven = evidence.is_proven(way)
    if name is None or not (given or _is_bill(score, way, region, profiles, proven=proven)):
        return None
    return Columns(
        name,
        way.quantity,
        way.unit_price,
        way.line_total,
        evidence.factor(way),
        _others(profiles, {name, *way.columns()}, given),
        _price_columns(profiles, way, named),
        _pieces_column(profiles, way),
        _quantity_columns(profiles, way, named),
        not named and _decided_by_total(way, evidence, profiles),
        proven,
        frozenset(named.values()),
    )


def _best(
    profiles: Sequence[Profile], given: Given, evidence: Evidence
) -> tuple[float, Way] | None:
    """Return the way that headings, cells and arithmetic say most for; of equals the first."""
    weighed = [
        (_weight(way, profiles, given), -place, way)
        for place, way in enumerate(_ways(profiles, given))
    ]
    best: tuple[float, int, Way] | None = None
    for weight, place, way in sorted(weighed, key=lambda each: each[:2], reverse=True):
        # No arithmetic brings the rest before the best.
        if best is not None and weight + MOST < best[0]:
            break
        score = weight + evidence.weight(way)
        if best is None or (score, place) > best[:2]:
            best = score, place, way
    return None if best is None else (best[0], best[2])


# --- the ways to read them -----------------------------------------------------------------------

_FOR: Mapping[str, Mapping[Role, float]] = {
    "quantity": {Role.QUANTITY: 3, Role.PACKS: 2, Role.AMOUNT: 1.5},
    "unit_price": {Role.UNIT_PRICE: 3, Role.PRICE: 2},
    "line_total": {Role.LINE_TOTAL: 3, Role.PRICE: 1.5, Role.AMOUNT: 1.5},
}
_GIVEN = {
    "quantity": Role.QUANTITY,
    "unit_price": Role.UNIT_PRICE,
    "line_total": Role.LINE_TOTAL,
}


def _ways(profiles: Sequence[Profile], given: Given) -> Iterator[Way]:
    taken = _taken(given)
    chosen: dict[str, list[int | None]] = {
        part: [given[role]]
        if role in given
        else [*(c for c in _candidates(profiles, part) if c not in taken), None]
        for part, role in _GIVEN.items()
    }
    for quantity in chosen["quantity"]:
        for price in chosen["unit_price"]:
            for total in chosen["line_total"]:
                way = Way(quantity, price, total)
                columns = way.columns()
                apart = _in_two_currencies(profiles, price, total)
                if columns and len(set(columns)) == len(columns) and not apart:
                    yield way


def _taken(given: Given) -> set[int]:
    """Return the columns that a person named: they hold nothing else."""
    return {column for column in given.values() if column is not None}


def _of(profiles: Mapping[int, Profile], column: int | None) -> Profile | None:
    return None if column is None else profiles.get(column)


def _in_two_currencies(profiles: Sequence[Profile], price: int | None, total: int | None) -> bool:
    """Tell whether a price and a sum of the line are in other currencies: then neither is both."""
    money = [each.currencies for each in profiles if each.column in (price, total)]
    return len(money) == 2 and all(money) and not money[0] & money[1]


def _candidates(profiles: Sequence[Profile], part: str) -> list[int]:
    """Return the columns that may be this part, likeliest first; at most eight are tried."""
    found = [
        (score, profile.column)
        for profile in profiles
        if (score := _single(profile, part)) > _FORBIDDEN
    ]
    found.sort(key=lambda each: (-each[0], each[1]))
    return [column for _, column in found[:8]]


def _single(profile: Profile, part: str) -> float:
    """Return how well a column alone fits a part."""
    score = max((weight * profile.role(role) for role, weight in _FOR[part].items()), default=0)
    if not score and (profile.roles or not profile.is_numeric):
        return _FORBIDDEN
    if profile.filled and not profile.is_numeric and profile.numbers * 4 < profile.filled:
        return _FORBIDDEN
    share = profile.money / profile.numbers if profile.numbers else 0
    if profile.beside_labels or (profile.rising and not score):
        return _FORBIDDEN
    # A heading that says something else: an order number, a gauge, a pin.
    score -= 1.5 if profile.heading and not profile.roles and 2 * share < 1 else 0.0
    if part != "quantity" and not profile.may_be_price:
        return _FORBIDDEN
    if part == "quantity":
        score += profile.pieces / max(profile.numbers, 1) - 3 * share
        score += 0.5 * (profile.whole / profile.numbers if profile.numbers else 0)
    else:
        score += share - 3 * profile.pieces / max(profile.numbers, 1)
        # The value of a resistor is no price; only money or the arithmetic shows that it is one.
        score -= 2.0 if profile.role(Role.OTHER) and share < _HALF else 0.0
    return score


def _weight(way: Way, profiles: Sequence[Profile], given: Given) -> float:
    by_column = {profile.column: profile for profile in profiles}
    score = 0.0
    for part, role in _GIVEN.items():
        column = getattr(way, part)
        if column is not None and role not in given:
            score += _single(by_column[column], part)
            # A column without a number tells nothing; it is there for lines to come.
            score -= 1.0 if not by_column[column].numbers else 0.0
    if way.quantity is None and way.line_total is None and way.unit_price is not None:
        # A price that nothing multiplies is that of the line, unless its heading says otherwise.
        score -= 1.5 * (not by_column[way.unit_price].role(Role.UNIT_PRICE))
    bare = [by_column[c] for c in (way.quantity, way.unit_price) if c in by_column and not given]
    if (
        len(bare) == 2
        and not any(each.roles for each in bare)
        and bare[0].typical > bare[1].typical
    ):
        # Of two bare numbers the smaller one is how many.
        score -= 0.3
    price, total = _of(by_column, way.unit_price), _of(by_column, way.line_total)
    if (
        price is not None
        and total is not None
        and total.role(Role.PRICE)
        and (price.role(Role.PRICE) and Role.LINE_TOTAL not in given)
    ):
        # Two prices are those of two amounts, shops or times, not of a piece and a line.
        score -= 2.5
    if way.quantity is None and any(each.role(Role.QUANTITY) and each.numbers for each in profiles):
        # What a heading calls a quantity is left out only for a strong reason.
        score -= 1.0
    return score - 0.5 * (way.quantity is None) - 0.5 * (way.unit_price is None)


# --- the rest ------------------------------------------------------------------------------------


def _is_bill(
    score: float, way: Way, region: Region, profiles: Sequence[Profile], *, proven: bool
) -> bool:
    by_column = {profile.column: profile for profile in profiles}
    if region.has_heading:
        named = any(
            profile.role(Role.NAME) or profile.role(Role.DESCRIPTION) or profile.role(Role.NUMBER)
            for profile in profiles
        )
        used = [by_column[column] for column in way.columns() if column in by_column]
        said = proven or any(each.roles or each.money for each in used)
        said = said or (named and not any(each.heading for each in used))
        return said and (named or len(used) > 1 or score >= _ENOUGH)
    money = any(by_column[column].money for column in way.columns())
    counts = _of(by_column, way.quantity)
    if counts is not None and 2 * counts.pieces > counts.filled and len(way.columns()) > 1:
        return True  # "5 x" in a cell of its own says how many
    return score >= _ENOUGH and (money or (proven and len(way.columns()) == 3))


def _others(
    profiles: Sequence[Profile], taken: set[int], given: Given
) -> dict[Role, tuple[int, ...]]:
    named = {role: column for role, column in given.items() if role not in _GIVEN.values()}
    found: dict[Role, tuple[int, ...]] = {
        role: (column,) for role, column in named.items() if column is not None
    }
    taken = taken | _taken(given)
    for profile in profiles:
        role = next(iter(profile.roles), None)
        if role is not None and role not in named and profile.column not in taken:
            found[role] = (*found.get(role, ()), profile.column)
    return found


def _price_columns(profiles: Sequence[Profile], way: Way, named: Given) -> tuple[int, ...]:
    """Return all columns that hold a price of a piece, the one that is read first."""
    if way.unit_price is None or Role.UNIT_PRICE in named:
        return () if way.unit_price is None else (way.unit_price,)
    others = [
        profile.column
        for profile in profiles
        if profile.column not in way.columns()
        and profile.numbers
        and profile.may_be_price
        and (profile.role(Role.UNIT_PRICE) or profile.role(Role.PRICE))
    ]
    return (way.unit_price, *others)


def _pieces_column(profiles: Sequence[Profile], way: Way) -> int | None:
    """Return the column of pieces where the quantity is that of orders or packs."""
    by_column = {profile.column: profile for profile in profiles}
    paid = None if way.quantity is None else by_column.get(way.quantity)
    if paid is None or not paid.role(Role.PACKS) or paid.role(Role.QUANTITY):
        return None
    found = (
        profile.column
        for profile in profiles
        if profile.column != way.quantity and profile.numbers and profile.role(Role.QUANTITY)
    )
    return next(found, None)


def _quantity_columns(profiles: Sequence[Profile], way: Way, named: Given) -> tuple[int, ...]:
    """Return all columns whose headings call them quantities, the one that is read first."""
    if way.quantity is None or Role.QUANTITY in named:
        return () if way.quantity is None else (way.quantity,)
    others = [
        profile.column
        for profile in profiles
        if profile.column not in way.columns()
        and profile.numbers
        and (profile.role(Role.QUANTITY) or profile.role(Role.PACKS))
    ]
    return (way.quantity, *others)


def _decided_by_total(way: Way, evidence: Evidence, profiles: Sequence[Profile]) -> bool:
    """Tell whether only the stated total says which column counts."""
    rivals = [
        profile
        for profile in profiles
        if profile.column != way.quantity
        and profile.numbers
        and (profile.role(Role.QUANTITY) or profile.role(Role.PACKS))
    ]
    generic = (
        way.quantity is not None
        and way.unit_price is None
        and any(
            profile.column == way.line_total and profile.role(Role.PRICE) for profile in profiles
        )
    )
    return (bool(rivals) or generic) and evidence.gives_a_total(way)
