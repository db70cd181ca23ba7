"""Cost a plan: what every line, charge and the whole comes to, to the cent."""

from collections.abc import Sequence

from planner.model.bom import BomLine, CostedBom, CostedCharge, CostedLine, CurrencySubtotal
from planner.model.build import Charge, ChargeKind
from planner.model.money import Money, split, total
from planner.model.plan import Plan
from planner.model.purchase import Basis

_BASIS_ORDER = {basis: index for index, basis in enumerate(Basis)}


def cost(plan: Plan) -> CostedBom:
    """Return the bill of a plan with its cost.

    A line is packs × price, rounded once in the currency of its price. Lines of one currency are
    added and their sum is converted once; the converted sum is split back over them by largest
    remainder. So a total in any currency is the sum of its lines, and the same sum at the same rate
    always gives the same total.
    """
    native = [_line_price(line) for line in plan.bill.lines]
    subtotals = _subtotals(plan, [amount for amount in native if amount is not None])
    totals = _line_totals(native, subtotals)
    lines = tuple(
        CostedLine(line=line, line_price=price, line_total=line_total)
        for line, price, line_total in zip(plan.bill.lines, native, totals, strict=True)
    )
    goods = total([amount for amount in totals if amount is not None], plan.currency)
    charges = _charges(plan, goods)
    extra = [charge.amount for charge in charges if charge.amount is not None]
    subtotal = goods + total(extra, plan.currency)
    unpriced = tuple(line.line.part_number for line in lines if line.line_total is None)
    unpriced += tuple(charge.charge.label for charge in charges if charge.amount is None)
    low, high = _band(plan, lines, subtotal)
    bases = [line.line.price.basis for line in lines if line.line.price is not None]
    return CostedBom(
        currency=plan.currency,
        lines=lines,
        charges=charges,
        subtotals=subtotals,
        unpriced=unpriced,
        subtotal=subtotal,
        total=None if unpriced else subtotal,
        low=low,
        high=high,
        also=_also(plan, subtotals, charges, subtotal),
        rates=plan.rates,
        basis=max(bases, key=_BASIS_ORDER.__getitem__, default=None),
        findings=plan.findings,
    )


def _line_price(line: BomLine) -> Money | None:
    return None if line.price is None else (line.price.unit * line.packs).rounded()


def _subtotals(plan: Plan, amounts: Sequence[Money]) -> tuple[CurrencySubtotal, ...]:
    result = []
    for currency in dict.fromkeys(amount.currency for amount in amounts):
        native = total([a for a in amounts if a.currency == currency], currency)
        if currency == plan.currency:
            result.append(CurrencySubtotal(native=native, converted=native))
            continue
        rate = plan.rate(currency, plan.currency)
        converted = None if rate is None else rate.convert(native)
        result.append(CurrencySubtotal(native=native, rate=rate, converted=converted))
    return tuple(result)


def _line_totals(
    native: Sequence[Money | None], subtotals: Sequence[CurrencySubtotal]
) -> list[Money | None]:
    """Return each line in the bill's currency: its own amount, or its share of the conversion."""
    result: list[Money | None] = [None] * len(native)
    for subtotal in subtotals:
        members = [
            (index, amount)
            for index, amount in enumerate(native)
            if amount is not None and amount.currency == subtotal.native.currency
        ]
        if subtotal.converted is None:
            continue
        if subtotal.rate is None or not subtotal.native.amount:
            shares = [Money(amount.amount, subtotal.converted.currency) for _, amount in members]
        else:
            shares = list(split(subtotal.converted, [amount.amount for _, amount in members]))
        for (index, _), share in zip(members, shares, strict=True):
            result[index] = share
    return result


def _charges(plan: Plan, goods: Money) -> tuple[CostedCharge, ...]:
    """Cost the fixed charges first: a percentage may be taken on shipping too."""
    fixed = {
        index: _fixed(plan, charge)
        for index, charge in enumerate(plan.build.charges)
        if charge.percent is None
    }
    shipping = total(
        [
            amount
            for index, amount in fixed.items()
            if amount is not None and plan.build.charges[index].kind is ChargeKind.SHIPPING
        ],
        plan.currency,
    )
    result = []
    for index, charge in enumerate(plan.build.charges):
        amount = fixed.get(index)
        if charge.percent is not None:
            base = goods + shipping if charge.on_shipping else goods
            amount = (base * (charge.percent / 100)).rounded()
        result.append(CostedCharge(charge=charge, amount=amount))
    return tuple(result)


def _fixed(plan: Plan, charge: Charge) -> Money | None:
    if charge.amount is None or charge.amount.currency == plan.currency:
        return None if charge.amount is None else charge.amount.rounded()
    rate = plan.rate(charge.amount.currency, plan.currency)
    return None if rate is None else rate.convert(charge.amount)


def _band(
    plan: Plan, lines: Sequence[CostedLine], subtotal: Money
) -> tuple[Money | None, Money | None]:
    """Return the ends of the total where a price is estimated, else None and None."""
    low = high = subtotal
    estimated = False
    for line in lines:
        price = line.line.price
        if price is None or price.low is None or price.high is None or line.line_total is None:
            continue
        estimated = True
        low += _end(plan, price.low * line.line.packs) - line.line_total
        high += _end(plan, price.high * line.line.packs) - line.line_total
    return (low, high) if estimated else (None, None)


def _end(plan: Plan, amount: Money) -> Money:
    if amount.currency == plan.currency:
        return amount.rounded()
    rate = plan.rate(amount.currency, plan.currency)
    # A line with a total has a rate: the same rate converts the ends of its band.
    return amount.rounded() if rate is None else rate.convert(amount)


def _also(
    plan: Plan,
    subtotals: Sequence[CurrencySubtotal],
    charges: Sequence[CostedCharge],
    subtotal: Money,
) -> tuple[Money, ...]:
    result = []
    for currency in plan.also:
        if not charges and [s.native.currency for s in subtotals] == [currency]:
            # Everything was priced in it: show what was printed, not a conversion back.
            result.append(subtotals[0].native)
            continue
        rate = plan.rate(plan.currency, currency)
        if rate is not None:
            result.append(rate.convert(subtotal))
    return tuple(result)
