"""Cost a plan: what every line, charge and the whole comes to, to the cent."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from planner.model.bom import BomLine, CostedBom, CostedCharge, CostedLine, CurrencySubtotal
from planner.model.build import Build
from planner.model.build_charges import Charge, ChargeKind
from planner.model.comparison import CostShare
from planner.model.money import ExchangeRate, Money, split, total
from planner.model.numbers import whole_percent
from planner.model.offers import Basis
from planner.model.parts import CATEGORIES, CATEGORY_TITLES
from planner.model.plan import Plan
from planner.model.record import put_together

_BASIS_ORDER = {basis: index for index, basis in enumerate(Basis)}
_COSTED = {"line", "line_price", "line_total"}
End = Literal["low", "high"]


class Tally(NamedTuple):
    """What lines and charges come to: each line in its own currency and in the bill's."""

    native: tuple[Money | None, ...]
    totals: tuple[Money | None, ...]
    subtotals: tuple[CurrencySubtotal, ...]
    charges: tuple[CostedCharge, ...]
    subtotal: Money

    @property
    def is_whole(self) -> bool:
        """Whether all lines and charges have an amount."""
        return None not in self.totals and all(each.amount is not None for each in self.charges)


class _Rates(NamedTuple):
    """The bill's currency and the rates that lead to it."""

    currency: str
    rates: tuple[ExchangeRate, ...]

    def to_bill(self, base: str) -> ExchangeRate | None:
        return next((r for r in self.rates if (r.base, r.quote) == (base, self.currency)), None)


def cost(plan: Plan) -> CostedBom:
    """Return the bill of a plan with its cost.

    A line is packs × price, rounded once in the currency of its price. Lines of one currency are
    added and their sum is converted once; the converted sum is split back over them by largest
    remainder. So a total in any currency is the sum of its lines, and the same sum at the same rate
    always gives the same total.
    """
    tally = tally_of(plan)
    lines = tuple(
        _costed(line, price, line_total)
        for line, price, line_total in zip(plan.bill.lines, tally.native, tally.totals, strict=True)
    )
    unpriced = tuple(line.line.part_number for line in lines if line.line_total is None)
    unpriced += tuple(item.charge.label for item in tally.charges if item.amount is None)
    bases = [line.line.price.basis for line in lines if line.line.price is not None]
    bom = CostedBom(
        currency=plan.currency,
        copies=plan.build.copies,
        spare_rules=plan.build.spare_rules,
        lines=lines,
        charges=tally.charges,
        subtotals=tally.subtotals,
        unpriced=unpriced,
        subtotal=tally.subtotal,
        total=None if unpriced else tally.subtotal,
        also=_also(plan, tally),
        rates=plan.rates,
        offer_rates=plan.offer_rates,
        basis=max(bases, key=_BASIS_ORDER.__getitem__, default=None),
        findings=plan.findings,
    )
    if not has_band(bom):
        return bom
    low, high = tally_at(bom, "low").subtotal, tally_at(bom, "high").subtotal
    return bom.model_copy(update={"low": low, "high": high})


def tally_of(plan: Plan) -> Tally:
    """Return what lines and charges of a plan come to: reckoned once, whoever asks for it."""
    build = plan.build
    asked = (plan.currency, plan.rates, build.charges, build.copies)
    kept = cast(dict[object, Tally], plan.bill.reckoned)
    if asked not in kept:
        kept[asked] = _tally(plan.bill.lines, _charges_of_all(build), _rates_of(plan))
    return kept[asked]


def subtotal_of(plan: Plan) -> Money:
    """Return what is priced of a plan and can be converted comes to, and nothing of its lines."""
    rates = _rates_of(plan)
    native = [_line_price(line) for line in plan.bill.lines]
    goods = _goods(_subtotals(rates, native), rates.currency)
    charges = _charges(_charges_of_all(plan.build), goods, rates)
    return _with_charges(goods, charges)


def _rates_of(plan: Plan) -> _Rates:
    return _Rates(plan.currency, plan.rates)


def _charges_of_all(build: Build) -> tuple[Charge, ...]:
    return tuple(_of_all(charge, build.copies) for charge in build.charges)


def _costed(line: BomLine, price: Money | None, line_total: Money | None) -> CostedLine:
    """Return a line with its cost: all of it is counted here, and checked by nobody again."""
    said: dict[str, object] = {"line": line, "line_price": price, "line_total": line_total}
    return put_together(CostedLine, said, _COSTED)


def _of_all(charge: Charge, copies: int) -> Charge:
    """Return a charge as it is paid for all copies: an amount once for each."""
    if charge.amount is None or copies == 1:
        return charge
    return charge.model_copy(update={"amount": charge.amount * copies})


def has_band(bom: CostedBom) -> bool:
    """Tell whether a line that counts is priced with a low and a high end."""
    prices = [line.line.price for line in bom.lines if line.line_total is not None]
    return any(price is not None and price.low is not None for price in prices)


def tally_at(bom: CostedBom, end: End) -> Tally:
    """Return what a bill comes to with every price that has a band at one end of it.

    Everything else is counted as for the total: a tax in percent follows its goods.
    """
    lines = [_at(costed.line, end) for costed in bom.lines]
    charges = [costed.charge for costed in bom.charges]
    return _tally(lines, charges, _Rates(bom.currency, bom.rates))


def _at(line: BomLine, end: End) -> BomLine:
    unit = None if line.price is None else line.price.low if end == "low" else line.price.high
    if line.price is None or unit is None:
        return line
    return line.model_copy(update={"price": line.price.model_copy(update={"unit": unit})})


def _tally(lines: Sequence[BomLine], charges: Sequence[Charge], rates: _Rates) -> Tally:
    native = [_line_price(line) for line in lines]
    subtotals = _subtotals(rates, native)
    goods = _goods(subtotals, rates.currency)
    costed = _charges(charges, goods, rates)
    return Tally(
        native=tuple(native),
        totals=tuple(_line_totals(native, subtotals)),
        subtotals=subtotals,
        charges=costed,
        subtotal=_with_charges(goods, costed),
    )


def _goods(subtotals: Sequence[CurrencySubtotal], currency: str) -> Money:
    """Return what the lines come to: what each currency does, for its lines foot to that."""
    return total([each.converted for each in subtotals if each.converted is not None], currency)


def _with_charges(goods: Money, charges: Sequence[CostedCharge]) -> Money:
    extra = [charge.amount for charge in charges if charge.amount is not None]
    return goods + total(extra, goods.currency)


def _line_price(line: BomLine) -> Money | None:
    return None if line.price is None else (line.price.unit * line.packs).rounded()


def _subtotals(rates: _Rates, amounts: Sequence[Money | None]) -> tuple[CurrencySubtotal, ...]:
    by_currency: dict[str, list[Money]] = {}
    for amount in amounts:
        if amount is not None:
            by_currency.setdefault(amount.currency, []).append(amount)
    result = []
    for currency, of_it in by_currency.items():
        native = total(of_it, currency)
        if currency == rates.currency:
            result.append(CurrencySubtotal(native=native, converted=native))
            continue
        rate = rates.to_bill(currency)
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


def _charges(charges: Sequence[Charge], goods: Money, rates: _Rates) -> tuple[CostedCharge, ...]:
    """Cost shipping first: a percentage may be taken on it too."""
    first = [_charge(charge, goods, rates) for charge in charges]
    shipping = [
        amount
        for charge, amount in zip(charges, first, strict=True)
        if amount is not None and charge.kind is ChargeKind.SHIPPING
    ]
    landed = goods + total(shipping, rates.currency)
    taxed = [charge.on_shipping and charge.kind is not ChargeKind.SHIPPING for charge in charges]
    return tuple(
        CostedCharge(charge=charge, amount=_charge(charge, landed, rates) if on_both else amount)
        for charge, amount, on_both in zip(charges, first, taxed, strict=True)
    )


def _charge(charge: Charge, base: Money, rates: _Rates) -> Money | None:
    """Return a charge in the bill's currency; None where no rate converts it."""
    if charge.percent is not None:
        return (base * (charge.percent / 100)).rounded()
    if charge.amount is None or charge.amount.currency == rates.currency:
        return None if charge.amount is None else charge.amount.rounded()
    rate = rates.to_bill(charge.amount.currency)
    return None if rate is None else rate.convert(charge.amount)


def _also(plan: Plan, tally: Tally) -> tuple[Money, ...]:
    result = []
    for currency in plan.also:
        rate = plan.rate(plan.currency, currency)
        printed = printed_in(currency, tally.subtotals, tally.charges)
        if printed is not None:
            result.append(printed)
        elif rate is not None:
            result.append(rate.convert(tally.subtotal))
    return tuple(result)


def printed_in(
    currency: str, subtotals: Sequence[CurrencySubtotal], charges: Sequence[CostedCharge]
) -> Money | None:
    """Return the sum as printed where everything is priced in one currency, else None.

    So a sum that was converted to the bill's currency is not converted back, a cent off. What is
    owned costs nothing in any currency.
    """
    stated = [item.charge.amount for item in charges]
    amounts = [item.native for item in subtotals if item.native.amount] + stated
    converted = [item.converted for item in subtotals] + [item.amount for item in charges]
    if not amounts or None in converted:
        return None
    printed = [amount for amount in amounts if amount is not None and amount.currency == currency]
    return total(printed, currency) if len(printed) == len(amounts) else None


def cost_shares(bom: CostedBom) -> tuple[CostShare, ...]:
    """Return what each category and the charges cost, the dearest first.

    Percents are of what is priced, and rounded each for itself. What costs nothing is left out.
    """
    amounts: dict[str, Money] = {}
    for category in CATEGORIES:
        costs = [
            line.line_total
            for line in bom.lines
            if line.line.category == category and line.line_total is not None
        ]
        amounts[CATEGORY_TITLES[category]] = total(costs, bom.currency)
    charges = [charge.amount for charge in bom.charges if charge.amount is not None]
    amounts["Charges"] = total(charges, bom.currency)
    whole = bom.subtotal.amount
    shares = [
        CostShare(title, amount, whole_percent(amount.amount, whole))
        for title, amount in amounts.items()
        if amount.amount > 0
    ]
    return tuple(sorted(shares, key=lambda share: -share.amount.amount))
