"""Which column of a region is the quantity, which the price, which the sum of a line, which a name.

Headings say it in many words and sometimes not at all, so every way to read the numbers is weighed:
what the heading says, what the cells look like, whether quantity × price gives the line totals and
whether the lines give the totals that the file states. The arithmetic is the strongest witness.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from planner.io.bills._headings import Region
from planner.io.bills._sheet import Line
from planner.io.bills._values import Value
from planner.io.bills._words import Role, charge_of, is_total

_ENOUGH = 2.5
# A shop rounds the price of a piece or of a line; more than this is no rounding.
ROUNDING = Decimal("0.02")
_FORBIDDEN = -6.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they hold; `factor` is what all its line totals hide.

    `pieces` is the column of pieces where `quantity` counts orders or packs. `by_total` says that
    only the stated total tells which column counts, `proven` that quantity × price gives the line
    totals, or the lines a stated total.
    """

    name: int
    quantity: int | None = None
    unit_price: int | None = None
    line_total: int | None = None
    factor: Decimal | None = None
    others: Mapping[Role, tuple[int, ...]] = field(default_factory=dict)
    prices: tuple[int, ...] = ()
    pieces: int | None = None
    by_total: bool = False
    proven: bool = False

    def numeric(self) -> tuple[int, ...]:
        """Return the columns with numbers, from quantity to line total."""
        found = (self.quantity, self.unit_price, self.line_total)
        return tuple(column for column in found if column is not None)

    def one(self, role: Role) -> int | None:
        """Return the first column that holds something else."""
        return next(iter(self.others.get(role, ())), None)


@dataclass(frozen=True, slots=True)
class _Profile:
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

    @property
    def is_numeric(self) -> bool:
        return self.numbers > 0 and 2 * self.numbers >= self.filled

    def role(self, role: Role) -> float:
        return self.roles.get(role, 0.0)


def columns_of(region: Region, given: Mapping[Role, int] | None = None) -> Columns | None:
    """Return what the columns of a region hold; None if no bill of materials is in it.

    `given` are columns that a person named; nothing else is tried for them.
    """
    given = given or {}
    profiles = _profiles(region)
    best: tuple[float, _Way] | None = None
    for way in _ways(profiles, given):
        score = _weight(way, profiles, given) + _evidence(way, region)
        if best is None or score > best[0]:
            best = score, way
    if best is None:
        return None
    score, way = best
    name = given.get(Role.NAME)
    if name is None:
        name = _name_column(region, profiles, way)
    if name is None or not (given or _is_bill(score, way, region, profiles)):
        return None
    return Columns(
        name,
        way.quantity,
        way.unit_price,
        way.line_total,
        _factor(way, region),
        _others(profiles, {name, *way.columns()}),
        _price_columns(profiles, way),
        _pieces_column(profiles, way),
        _decided_by_total(way, region, profiles),
        _is_proven(way, region),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read the numbers of a region."""

    quantity: int | None
    unit_price: int | None
    line_total: int | None

    def columns(self) -> tuple[int, ...]:
        found = (self.quantity, self.unit_price, self.line_total)
        return tuple(column for column in found if column is not None)

    def value_of(self, line: Line) -> Decimal | None:
        """Return what a line comes to, if it says so."""
        total = likely(line.value(self.line_total))
        if total is not None:
            return total
        price, quantity = likely(line.value(self.unit_price)), likely(line.value(self.quantity))
        if price is None:
            return None
        return price if self.quantity is None else None if quantity is None else price * quantity


def likely(value: Value) -> Decimal | None:
    """Return the number that a cell most likely says; None for a guess of its writer's."""
    if value.about or value.percent or (value.unit and value.unit != "pieces"):
        return None
    return value.readings[0] if value.readings else None


# --- what the cells look like --------------------------------------------------------------------


def _profiles(region: Region) -> list[_Profile]:
    filled: Counter[int] = Counter()
    for line in region.lines:
        if line.number not in region.repeated:
            filled.update(column for column in line.filled() if column in region.columns)
    columns = sorted({*filled, *region.over})
    return [_profile(region, column) for column in columns]


def _profile(region: Region, column: int) -> _Profile:
    values = [
        value
        for line in region.lines
        if line.number not in region.repeated and (value := line.value(column)).text
    ]
    numbers = [value for value in values if value.is_numeric or value.valueless]
    plain = [number for value in numbers if (number := likely(value)) is not None]
    rising = len(plain) > 2 and plain == [plain[0] + index for index in range(len(plain))]
    return _Profile(
        column,
        len(values),
        len(numbers),
        sum(number == number.to_integral_value() for number in plain),
        sum(bool(value.currencies) for value in numbers),
        sum(value.unit == "pieces" for value in numbers),
        region.roles.get(column, {}),
        region.over.get(column, ""),
        rising,
    )


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


def _ways(profiles: Sequence[_Profile], given: Mapping[Role, int]) -> Iterator[_Way]:
    chosen = {
        part: [given[role]] if role in given else [*_candidates(profiles, part), None]
        for part, role in _GIVEN.items()
    }
    for quantity in chosen["quantity"]:
        for price in chosen["unit_price"]:
            for total in chosen["line_total"]:
                way = _Way(quantity, price, total)
                columns = way.columns()
                if columns and len(set(columns)) == len(columns):
                    yield way


def _candidates(profiles: Sequence[_Profile], part: str) -> list[int]:
    """Return the columns that may be this part, likeliest first; at most eight are tried."""
    found = [
        (score, profile.column)
        for profile in profiles
        if (score := _single(profile, part)) > _FORBIDDEN
    ]
    found.sort(key=lambda each: (-each[0], each[1]))
    return [column for _, column in found[:8]]


def _single(profile: _Profile, part: str) -> float:
    """Return how well a column alone fits a part."""
    score = max((weight * profile.role(role) for role, weight in _FOR[part].items()), default=0)
    if not score and (profile.roles or not profile.is_numeric):
        return _FORBIDDEN
    if profile.filled and not profile.is_numeric and profile.numbers * 4 < profile.filled:
        return _FORBIDDEN
    share = profile.money / profile.numbers if profile.numbers else 0
    if part == "quantity":
        score += profile.pieces / max(profile.numbers, 1) - 3 * share
        score += 0.5 * (profile.whole / profile.numbers if profile.numbers else 0)
        score -= 3 * (profile.rising and not profile.roles)
    else:
        score += share - 3 * profile.pieces / max(profile.numbers, 1)
    return score


def _weight(way: _Way, profiles: Sequence[_Profile], given: Mapping[Role, int]) -> float:
    by_column = {profile.column: profile for profile in profiles}
    score = 0.0
    for part, role in _GIVEN.items():
        column = getattr(way, part)
        if column is not None and role not in given:
            score += _single(by_column[column], part)
            # A column without a number tells nothing; it is there for lines to come.
            score -= 1.0 if not by_column[column].numbers else 0.0
    return score - 0.5 * (way.quantity is None) - 0.5 * (way.unit_price is None)


# --- the arithmetic ------------------------------------------------------------------------------


def _evidence(way: _Way, region: Region) -> float:
    score = 0.0
    products = list(_products(way, region))
    if products:
        telling = [(stated, counted) for stated, counted, one in products if not one]
        right = sum(agree(stated, counted) for stated, counted in telling)
        if telling:
            score += 6.0 * right / len(telling) * min(1.0, len(telling) / 2)
        factor = _factor(way, region)
        score += 4.0 if factor is not None else 0.0
        score += 0.5 * sum(agree(s, c) for s, c, one in products if one) / len(products)
    if _gives_a_total(way, region):
        score += 5.0
    return score


def _products(way: _Way, region: Region) -> Iterator[tuple[Decimal, Decimal, bool]]:
    """Yield stated and counted line totals, and whether the quantity is 1, which tells little."""
    if None in (way.quantity, way.unit_price, way.line_total):
        return
    for line in region.lines:
        numbers = [likely(line.value(c)) for c in (way.quantity, way.unit_price, way.line_total)]
        quantity, price, total = numbers
        if quantity is not None and price is not None and total is not None and total:
            yield total, quantity * price, quantity == 1


def agree(stated: Decimal, counted: Decimal) -> bool:
    """Tell whether two amounts are the same but for a shop's rounding."""
    return abs(stated - counted) <= ROUNDING or same(stated, counted)


def same(stated: Decimal, counted: Decimal) -> bool:
    """Tell whether two numbers are the same but for the noise of binary fractions."""
    return f"{stated:.11e}" == f"{counted:.11e}" or abs(stated - counted) < Decimal("1e-9")


def _factor(way: _Way, region: Region) -> Decimal | None:
    """Return what most line totals hold beside quantity × price, if all hold the same."""
    ratios: Counter[Decimal] = Counter()
    products = list(_products(way, region))
    for stated, counted, _ in products:
        if counted:
            ratios[(stated / counted).quantize(Decimal("0.0001")).normalize()] += 1
    if not ratios:
        return None
    ratio, many = ratios.most_common(1)[0]
    return ratio if ratio != 1 and many >= 3 and 5 * many >= 3 * len(products) else None


def _gives_a_total(way: _Way, region: Region) -> bool:
    """Tell whether the lines, with or without what is no part, give a total that is stated."""
    lines, extras, totals = Decimal(0), Decimal(0), set()
    many = 0
    for line in region.lines:
        for stated in _stated(line, region, way):
            totals.add(stated)
        if not _may_be_line(line, region):
            continue
        value = way.value_of(line)
        if value is None:
            continue
        if any(charge_of(line.text(column)) for column in line.filled()):
            extras += value
        else:
            lines, many = lines + value, many + 1
    sums = {lines, lines + extras}
    return many > 1 and any(agree(total, each) for total in totals for each in sums if each)


def _stated(line: Line, region: Region, way: _Way) -> Iterator[Decimal]:
    """Yield the amounts of a row that calls itself a total, or that holds one amount alone."""
    filled = [column for column in line.filled() if column in region.columns]
    numbers = [number for column in filled if (number := likely(line.value(column))) is not None]
    labelled = any(is_total(line.value(column).label or line.text(column)) for column in filled)
    if labelled or (len(filled) == 1 and filled[0] in way.columns()):
        yield from numbers
    beside = [column for column in line.filled() if column not in region.over]
    for label, column in pairwise(beside):
        if is_total(line.text(label)) and (number := likely(line.value(column))) is not None:
            yield number


def _may_be_line(line: Line, region: Region) -> bool:
    texts = [
        column
        for column in line.filled()
        if column in region.columns and not line.value(column).is_numeric
    ]
    named = [column for column in texts if not region.over or column in region.over]
    return bool(named) and not any(is_total(line.text(column)) for column in named)


# --- the rest ------------------------------------------------------------------------------------


def _is_bill(score: float, way: _Way, region: Region, profiles: Sequence[_Profile]) -> bool:
    by_column = {profile.column: profile for profile in profiles}
    if region.has_heading:
        named = any(
            profile.role(Role.NAME) or profile.role(Role.DESCRIPTION) or profile.role(Role.NUMBER)
            for profile in profiles
        )
        return bool(way.columns()) and (named or len(way.columns()) > 1 or score >= _ENOUGH)
    money = any(by_column[column].money for column in way.columns())
    return score >= _ENOUGH and (money or len(way.columns()) == 3)


def _name_column(region: Region, profiles: Sequence[_Profile], way: _Way) -> int | None:
    """Return the column that names the things, by its heading, its words and where it is filled."""
    numbers = way.columns()
    lines = [line for line in region.lines if any(line.value(c).is_numeric for c in numbers)]
    best: tuple[float, int] | None = None
    for position, profile in enumerate(profiles):
        if profile.column in numbers or not profile.filled or 2 * profile.numbers > profile.filled:
            continue
        filled = [line for line in lines if line.text(profile.column)]
        texts = [line.text(profile.column) for line in filled]
        if not texts:
            continue
        score = 3 * profile.role(Role.NAME) + 1.5 * profile.role(Role.DESCRIPTION)
        if not score and profile.roles:
            score -= 2.0
        score += 2 * len(filled) / len(lines) + len(filled) / profile.filled
        score += 2 * sum(not _is_code(text) for text in texts) / len(texts)
        score += 0.5 * min(20, sum(map(len, texts)) / len(texts)) / 20 - 0.15 * position
        if best is None or score > best[0]:
            best = score, profile.column
    return None if best is None else best[1]


def _is_code(text: str) -> bool:
    """Tell whether a text looks like a number of a part, an address or a mark."""
    if "://" in text or not any(each.isalpha() for each in text):
        return True
    return " " not in text and any(each.isdigit() for each in text) and text.isascii()


def _others(profiles: Sequence[_Profile], taken: set[int]) -> dict[Role, tuple[int, ...]]:
    found: dict[Role, tuple[int, ...]] = {}
    for profile in profiles:
        if profile.column in taken:
            continue
        role = next(iter(profile.roles), None)
        if role is not None:
            found[role] = (*found.get(role, ()), profile.column)
    return found


def _price_columns(profiles: Sequence[_Profile], way: _Way) -> tuple[int, ...]:
    """Return all columns that hold a price of a piece, the one that is read first."""
    if way.unit_price is None:
        return ()
    others = [
        profile.column
        for profile in profiles
        if profile.column not in way.columns()
        and profile.numbers
        and (profile.role(Role.UNIT_PRICE) or profile.role(Role.PRICE))
    ]
    return (way.unit_price, *others)


def _pieces_column(profiles: Sequence[_Profile], way: _Way) -> int | None:
    """Return the column of pieces where the quantity is that of orders or packs."""
    by_column = {profile.column: profile for profile in profiles}
    if way.quantity is None or by_column[way.quantity].role(Role.QUANTITY):
        return None
    found = (
        profile.column
        for profile in profiles
        if profile.column != way.quantity and profile.numbers and profile.role(Role.QUANTITY)
    )
    return next(found, None) if by_column[way.quantity].role(Role.PACKS) else None


def _is_proven(way: _Way, region: Region) -> bool:
    telling = [agree(stated, counted) for stated, counted, one in _products(way, region) if not one]
    right = len(telling) > 1 and 2 * sum(telling) > len(telling)
    return right or _gives_a_total(way, region) or _factor(way, region) is not None


def _decided_by_total(way: _Way, region: Region, profiles: Sequence[_Profile]) -> bool:
    """Tell whether only the stated total says which column counts."""
    rivals = [
        profile
        for profile in profiles
        if profile.column != way.quantity
        and profile.numbers
        and (profile.role(Role.QUANTITY) or profile.role(Role.PACKS))
    ]
    generic = way.unit_price is None and any(
        profile.column == way.line_total and profile.role(Role.PRICE) for profile in profiles
    )
    return (bool(rivals) or generic) and _gives_a_total(way, region)
