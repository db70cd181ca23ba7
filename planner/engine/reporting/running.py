"""What a build costs to run, as tables and sentences: the years, the parts, and what is not known.

On a sheet everything follows the price of a kWh, the share of load and the watts.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.engine.reporting._changed_cells import NOT_COUNTED
from planner.model.expressions import Expression, Ref, added, less, over, rounded, times
from planner.model.money import Money, minor_unit_places
from planner.model.numbers import number_text
from planner.model.numbers import rounded as rounded_number
from planner.model.running import HOURS_A_YEAR, Drawn, Payback, RunningCost, Use, YearOfPower
from planner.model.table import Cell, Column, Computed, Kind, Report, Row, Sum, Table
from planner.model.tariffs import Tariff
from planner.model.words import inferred_text, named

NOT_AT_THE_WALL = (
    "Power draw is as stated by each source: some boards were measured at the wall, others at "
    "their plug, where power supply losses are not known and not counted."
)
_UNSURE = "The power draw of some parts that differ is not known."
_PRICE = Ref("tariff", "per_kwh", "value")
_HOURS = Ref("tariff", "hours", "value")
_LOAD = Ref("tariff", "load", "value")
_RATE = Ref("tariff", "rate", "value")
_TERMS = (
    Column("what", "Based on"),
    Column("value", "Value", Kind.MIXED, entered=True),
    Column("note", "Note"),
)
_IN_ALL = {Use.TYPICAL: "all_typical_w", Use.MOST: "all_most_w", Use.SHARED: "all_shared_w"}
_KWH_PLACES = 1


def tariff_text(tariff: Tariff) -> str:
    """Return a tariff in words: its price, its name, its day, and whether tax is in it."""
    if tariff.is_entered:
        return f"{tariff.price} per kWh, {tariff.source}"
    tax = {True: "tax included", False: "before tax", None: "tax not stated"}[tariff.tax_included]
    kind = f"{tariff.basis} tariff" if str(tariff.basis) != "cap" else "maximum allowed price"
    named = f"{tariff.name}, {tariff.country}"
    return f"{tariff.price} per kWh: {named}, {kind} since {tariff.since}, {tax}"


def no_cost_text(running: RunningCost) -> str:
    """Return why there is no cost, or nothing where there is one."""
    tariff = running.tariff
    if tariff is None:
        return (
            f"No tariff for {running.country} is known on {running.on}, so the cost is not "
            "known: enter your price per kWh."
        )
    if running.rate is None and tariff.currency != running.currency:
        return (
            f"No exchange rate from {tariff.currency} to {running.currency}: the cost is not known."
        )
    return ""


def whole_kwh(kwh: Decimal) -> str:
    """Return kWh as people read them: whole ones from 10 on, below with one decimal."""
    return number_text(kwh, places=0 if kwh >= 10 else 1, grouped=True)


def cost_text(year: YearOfPower) -> str:
    """Return what a year costs: `S$38.16`, `at least S$38.16`, or that it is not known."""
    if year.cost is None:
        return "not known"
    return f"at least {year.cost}" if year.is_least else str(year.cost)


def year_text(year: YearOfPower) -> str:
    """Return a year in one phrase: what it costs, its kWh and its watts."""
    if year.kwh is None or year.watts is None:
        return "not known"
    energy = f"{whole_kwh(year.kwh)} kWh at {number_text(year.watts)} W"
    if year.cost is None:
        return f"at least {energy}" if year.is_least else energy
    return f"{cost_text(year)} per year ({energy})"


def load_text(load_percent: Decimal) -> str:
    """Return what a share of load means."""
    return (
        f"{number_text(load_percent)} % of the time at peak draw, the rest at idle draw, or at "
        "typical draw where idle is not known."
    )


def compared_text(tariff: Tariff, load_percent: Decimal | None) -> str:
    """Return what the electricity of a year rests on where builds are compared."""
    use = "typical draw, all year." if load_percent is None else load_text(load_percent)
    return f"Electricity at {tariff_text(tariff)}; {use}"


def payback_text(payback: Payback, name: str) -> str:
    """Return in words when a build pays back what it costs more by what it saves a year."""
    if payback.saves is None:
        return ""
    if payback.saves.amount <= 0:
        return _saves_nothing(-payback.saves, name, is_sure=payback.is_sure)
    unsure = "" if payback.is_sure else f" {_UNSURE}"
    saved = f"{name} saves {payback.saves} of electricity per year"
    if payback.years is None:
        return f"{saved}.{unsure}"
    if not payback.years:
        return f"{saved} and costs no more.{unsure}"
    years = number_text(payback.years)
    return f"{saved}: its cost is paid back in {years} years.{unsure}"


def _saves_nothing(more: Money, name: str, *, is_sure: bool) -> str:
    """Return what is known of a build that uses as much power as another, or so much more."""
    never = "so it never pays for itself through lower power draw."
    if not more.amount:
        unknown = "the power draw of some parts that differ is not known."
        known = f"{name} uses the same power, {never}"
        return known if is_sure else f"{name} may or may not use less power: {unknown}"
    uses = f"{name} uses {more} more electricity per year"
    return f"{uses}, {never}" if is_sure else f"{uses}, as far as the power draw is known."


def running_notes(running: RunningCost) -> tuple[str, ...]:
    """Return what must be read with the numbers: tariff, gaps, wall, share of load."""
    notes = []
    if running.inferred:
        notes.append(inferred_text(running.title, running.inferred))
    notes.append(_rests_on(running))
    missing = dict.fromkeys(name for year in running.years for name in year.missing)
    if missing:
        names = named(missing)
        notes.append(f"At least this much: the power draw is not fully known for {names}.")
    if running.load_percent is not None:
        notes.append(f"By load share: {load_text(running.load_percent)}")
    notes.append(NOT_AT_THE_WALL)
    return tuple(notes)


def _rests_on(running: RunningCost) -> str:
    """Return the tariff with its source and its rate, and why there is no cost if there is none."""
    why, tariff, rate = no_cost_text(running), running.tariff, running.rate
    if tariff is None:
        return why
    where = "" if tariff.is_entered else f" ({tariff.source})"
    at = "" if rate is None else f"1 {rate.base} is {rate.rate:f} {rate.quote} ({rate.as_of})."
    return " ".join(filter(None, (f"{tariff_text(tariff)}{where}.", at, why)))


def running_report(running: RunningCost, in_use: Mapping[str, Expression] | None = None) -> Report:
    """Return the years, what they rest on, and the parts.

    `in_use` says, by part number, how many pieces are in use as that follows from a bill beside it.
    """
    notes = running_notes(running)
    tables = (
        Table(
            "running", "Electricity per year", _year_columns(running), tuple(_years(running)), notes
        ),
        Table("tariff", "Based on", _TERMS, tuple(_terms(running))),
        Table("drawn", "Power use", _part_columns(running), tuple(_parts(running, in_use or {}))),
    )
    return Report("running", "Running cost", tables, notes)


def _year_columns(running: RunningCost) -> tuple[Column, ...]:
    return (
        Column("use", "Use"),
        Column("watts", "Watts", Kind.NUMBER),
        Column("kwh", "kWh per year", Kind.NUMBER),
        Column("cost", "Cost per year", Kind.MONEY, running.currency),
        Column("note", "Note"),
    )


def _years(running: RunningCost) -> Iterator[Row]:
    for year in running.years:
        note = (
            f"at least: draw not fully known for {'; '.join(year.missing)}" if year.missing else ""
        )
        if year.kwh is None or year.watts is None:
            yield Row(str(year.use), (year.use.label, None, None, None, note))
            continue
        rows = (f"part_{index + 1}" for index in range(len(running.drawn)))
        # Of some parts nobody states watts: what the others draw is the least that all do.
        watts = Sum(year.watts, tuple(Ref("drawn", row, _IN_ALL[year.use]) for row in rows))
        here = Ref("running", str(year.use), "watts")
        energy = over(times(here, _HOURS), 1000)
        kwh = Computed(rounded_number(year.kwh, _KWH_PLACES), rounded(energy, _KWH_PLACES))
        cells = (year.use.label, watts, kwh, _cost(running, year, energy))
        yield Row(str(year.use), (*cells, note), strong=year is running.usual)


def _cost(running: RunningCost, year: YearOfPower, energy: Expression) -> Cell:
    if year.cost is None:
        return None
    factors = (energy, _PRICE) if running.rate is None else (energy, _PRICE, _RATE)
    places = minor_unit_places(running.currency)
    return Computed(year.cost, rounded(times(*factors), places), running.currency)


def _terms(running: RunningCost) -> Iterator[Row]:
    tariff = running.tariff
    price = None if tariff is None else tariff.per_kwh
    currency = running.currency if tariff is None else tariff.currency
    yield Row("per_kwh", (f"Price per kWh in {currency}", price, _rests_on(running)))
    if running.rate is not None:
        rate = running.rate
        words = f"of {rate.as_of}: {rate.source}"
        yield Row("rate", (f"1 {rate.base} in {rate.quote}", rate.rate, words))
    yield Row("hours", ("Hours per year", HOURS_A_YEAR, "365 days, always on"))
    if running.load_percent is not None:
        words = load_text(running.load_percent)
        yield Row("load", ("Share of load in percent", running.load_percent, words))


def _part_columns(running: RunningCost) -> tuple[Column, ...]:
    shared = running.load_percent is not None
    columns = (
        (True, Column("part", "Part")),
        (True, Column("part_number", "Part number", detail=True)),
        (True, Column("quantity", "In use", Kind.INTEGER, entered=True)),
        (shared, Column("idle_w", "Idle W, each", Kind.NUMBER, entered=True)),
        (True, Column("typical_w", "Typical W, each", Kind.NUMBER, entered=True)),
        (True, Column("most_w", "Peak W, each", Kind.NUMBER, entered=True)),
        (shared, Column("all_shared_w", "Share of load, all", Kind.NUMBER)),
        (True, Column("all_typical_w", "Typical, all", Kind.NUMBER)),
        (True, Column("all_most_w", "Peak, all", Kind.NUMBER)),
        (True, Column("note", "Note")),
        (True, Column("source", "Source of the power draw", detail=True)),
    )
    return tuple(column for wanted, column in columns if wanted)


def _parts(running: RunningCost, in_use: Mapping[str, Expression]) -> Iterator[Row]:
    columns = _part_columns(running)
    for index, each in enumerate(running.drawn):
        key = f"part_{index + 1}"
        cells: dict[str, Cell] = {
            "part": each.name,
            "part_number": each.part_number,
            "quantity": Computed(each.quantity, in_use[each.part_number], lacking=NOT_COUNTED)
            if each.part_number in in_use
            else each.quantity,
            "idle_w": each.idle_w if each.idle_w is not None else each.typical_w,
            "typical_w": each.watts(Use.TYPICAL),
            "most_w": each.watts(Use.MOST),
            "note": _stand_ins(each, shared=running.load_percent is not None),
            "source": each.source,
        }
        for use, column in _IN_ALL.items():
            watts = each.watts(use, running.load_percent)
            in_all = None if watts is None else watts * each.quantity
            cells[column] = Computed(in_all, _in_all(key, use))
        yield Row(key, tuple(cells[column.key] for column in columns))


def _stand_ins(part: Drawn, *, shared: bool) -> str:
    """Return which watts of a part are not known, and stand in the table with less known ones."""
    stated = (part.idle_w, part.typical_w, part.max_w)
    if stated == (None, None, None):
        return "watts not known"
    lacking = ["typical"] * (part.typical_w is None) + ["most"] * (part.max_w is None)
    lacking += ["idle"] * (shared and part.idle_w is None)
    return f"{' and '.join(lacking)} power draw not known" if lacking else ""


def _in_all(row: str, use: Use) -> Expression:
    def cell(column: str) -> Ref:
        return Ref("drawn", row, column)

    share = over(_LOAD, 100)
    single: dict[Use, Expression] = {Use.TYPICAL: cell("typical_w"), Use.MOST: cell("most_w")}
    single[Use.SHARED] = added(times(cell("most_w"), share), times(cell("idle_w"), less(1, share)))
    return times(cell("quantity"), single[use])
