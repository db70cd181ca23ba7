"""What a build costs to run: kilowatt-hours and money a year, and when a frugal one pays back."""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_UP, Decimal

from planner.model.money import ExchangeRate, Money
from planner.model.parts import CATEGORIES, Board, Charger
from planner.model.plan import Plan
from planner.model.power_draw import surely_draws
from planner.model.running import HOURS_A_YEAR, Drawn, Payback, RunningCost, Use, YearOfPower
from planner.model.tariffs import Tariff

# Parts of these categories draw power even where no catalog describes them.
_DRAWING = frozenset({"board", "switch", "nic", "carrier"}) & frozenset(CATEGORIES)


def running_cost(
    plan: Plan,
    tariff: Tariff | None,
    *,
    country: str,
    rate: ExchangeRate | None = None,
    load_percent: Decimal | None = None,
) -> RunningCost:
    """Return what a plan's parts in use draw in a year, and what that costs in its currency.

    `rate` leads from the currency of the tariff to the plan's; without one a tariff in another
    currency gives no cost. A year has 8760 hours. Each cost is rounded once.
    """
    found = drawn(plan)

    def year(use: Use) -> YearOfPower:
        return _year(found, use, load_percent, tariff, rate, plan.currency)

    return RunningCost(
        build=plan.build.name,
        title=plan.build.title,
        on=plan.on,
        currency=plan.currency,
        country=country,
        drawn=found,
        typical=year(Use.TYPICAL),
        most=year(Use.MOST),
        shared=None if load_percent is None else year(Use.SHARED),
        load_percent=load_percent,
        tariff=tariff,
        rate=rate,
        inferred=plan.build.inferred,
        copies=plan.build.copies,
    )


def drawn(plan: Plan) -> tuple[Drawn, ...]:
    """Return the parts in use that draw power, each once, in the order of the bill.

    Chargers pass on what boards draw. Of cards, HATs and fans of which nobody states watts it is
    not known that they draw any worth counting; they are left out.
    """
    pieces: dict[str, int] = {}
    found: dict[str, Drawn] = {}
    for line in plan.bill.lines:
        used = 0 if line.retired else line.needed
        part = plan.part(line.part_number)
        if not used or isinstance(part, Charger):
            continue
        if part is None:
            if line.category not in _DRAWING:
                continue
            each = Drawn(line.part_number, line.part_number, 0)
        else:
            stated = (part.power_idle_w, part.power_typical_w, part.power_max_w)
            draws = stated != (None, None, None) or isinstance(part, Board) or surely_draws(part)
            if not draws:
                continue
            each = Drawn(part.part_number, part.name, 0, *stated, part.power_source)
        pieces[line.part_number] = pieces.get(line.part_number, 0) + used
        found.setdefault(line.part_number, each)
    return tuple(
        Drawn(e.part_number, e.name, pieces[n], e.idle_w, e.typical_w, e.max_w, e.source)
        for n, e in found.items()
    )


def _year(
    found: Sequence[Drawn],
    use: Use,
    load_percent: Decimal | None,
    tariff: Tariff | None,
    rate: ExchangeRate | None,
    currency: str,
) -> YearOfPower:
    missing = tuple(each.name for each in found if each.lacks(use))
    known = [(each.watts(use, load_percent), each.quantity) for each in found]
    parts = [watts * quantity for watts, quantity in known if watts is not None]
    if not parts:
        return YearOfPower(use, None, None, None, missing)
    watts = sum(parts, Decimal(0))
    kwh = watts * HOURS_A_YEAR / 1000
    return YearOfPower(use, watts, kwh, cost_of(kwh, tariff, rate, currency), missing)


def cost_of(
    kwh: Decimal, tariff: Tariff | None, rate: ExchangeRate | None, currency: str
) -> Money | None:
    """Return what so many kWh cost in a currency, rounded once; None if nothing tells."""
    if tariff is None:
        return None
    cost = tariff.price * kwh
    if tariff.currency == currency:
        return cost.rounded()
    return None if rate is None else rate.convert(cost)


def _lacking(running: RunningCost) -> Counter[str]:
    use = running.usual.use
    return Counter({each.part_number: each.quantity for each in running.drawn if each.lacks(use)})


def electricity_of(watts: Decimal | None, price: Money, *, years: int) -> Money:
    """Return what a piece that draws so many watts all the time costs over years, rounded once.

    Watts that nobody states cost nothing here: whoever asks has left such parts out.
    """
    kwh = (watts or Decimal(0)) * HOURS_A_YEAR * years / 1000
    return (price * kwh).rounded()


def payback(extra: Money | None, before: RunningCost, after: RunningCost) -> Payback:
    """Return when what a build costs more is paid back by what it saves a year, as usually used.

    `extra` is what it costs more to buy. Years have one decimal and are rounded up.
    """
    one, two = before.usual, after.usual
    # What nobody knows of both of them alike is no part of the difference.
    sure = _lacking(before) == _lacking(after)
    if one.cost is None or two.cost is None:
        return Payback(extra=extra, saves=None, is_sure=sure)
    saves = one.cost - two.cost
    if extra is None or saves.amount <= 0:
        return Payback(extra=extra, saves=saves, is_sure=sure)
    years = max(extra.amount, Decimal(0)) / saves.amount
    tenths = years.quantize(Decimal("0.1"), ROUND_UP)
    return Payback(extra=extra, saves=saves, years=tenths, is_sure=sure)
