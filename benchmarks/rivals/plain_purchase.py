"""Buying as a plain model: facility location as the books have it, and no step of ours.

Each price break of an offer has a switch; one of them at most is on, and only if the vendor's is.
An offer of one price that is sold piece by piece is held by its vendor's switch itself: that is the
strong formulation. What covers a need is one row, its pieces, and nothing else. What the vendors
charge is told as the planner tells it. Each offer serves one need, as in the markets made here.
"""

from collections.abc import Sequence

from benchmarks.highs import Proof, minimized
from planner.engine.buying.basket import in_order
from planner.engine.buying.choices import Choice, choices, vendors_that_serve
from planner.engine.buying.program import PurchasingProgram, landed_cost
from planner.engine.charges.program import LineProgram, OrderProgram
from planner.engine.solving.rounding import Sum, add_to
from planner.model.basket import Need
from planner.model.buying import NO_TERMS, Market, Settlement


def plain_program(needs: Sequence[Need], sale: Market, settlement: Settlement) -> PurchasingProgram:
    """Return the program with a row for each need: the pieces bought are no fewer."""
    wanted = in_order(needs)
    serve = vendors_that_serve(sale.vendors, settlement, NO_TERMS)
    made = PurchasingProgram()
    goods: dict[str, Sum] = {name: {} for name in serve}
    ordered: dict[str, list[LineProgram]] = {name: [] for name in serve}
    cover: list[Sum] = [{} for _ in wanted]
    made.opened = {name: made.program.switch() for name in serve}
    for choice in choices(wanted, sale.offers, serve, settlement, NO_TERMS):
        name = choice.offer.vendor
        counted, price = _bought(made, choice, made.opened[name])
        add_to(goods[name], price)
        ordered[name].append(LineProgram(choice.offer, counted, price))
        (serving,) = choice.servings
        (need,) = serving.needs
        add_to(cover[need], {column: serving.pieces * each for column, each in counted.items()})
    for name, opened in made.opened.items():
        sums = {"goods": goods[name]}
        order = OrderProgram(made, serve[name], settlement, opened, ordered[name], sums)
        add_to(made.objective, landed_cost(order))
    for need, terms in zip(wanted, cover, strict=True):
        made.program.row(terms.items(), least=need.quantity)
    return made


def _bought(made: PurchasingProgram, choice: Choice, opened: int) -> tuple[Sum, Sum]:
    """Add an offer; return its packs and its price as sums of columns."""
    program, step = made.program, choice.offer.order_multiple
    counted: Sum = {}
    price: Sum = {}
    gates: Sum = {}
    alone = len(choice.levels) == 1
    for level in choice.levels:
        gate = opened
        if not alone or level.least > step or level.start:
            gate = program.switch()
            gates[gate] = 1
        most = level.most + level.extra
        steps = program.column(0, most // step)
        program.row([(steps, step), (gate, -most)], most=0)
        if gate != opened:
            program.row([(steps, step), (gate, -level.least)], least=0)
        counted[steps] = step
        price[steps] = step * level.each
        if level.start:
            price[gate] = level.start
    if gates:
        program.row([*gates.items(), (opened, -1)], most=0)
    return counted, price


def plain_in_highs(
    needs: Sequence[Need], sale: Market, settlement: Settlement, *, seconds: float
) -> Proof:
    """Solve the plain model with HiGHS, for so many seconds at most."""
    made = plain_program(needs, sale, settlement)
    return minimized(made.program, made.objective, seconds=seconds)
