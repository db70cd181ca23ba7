"""Buying as a plain model: facility location as the books have it, and no cut of ours.

What the vendors charge is told as the planner tells it, and each offer is held by its own vendor's
switch: that is the strong formulation. What covers a need is one row, its pieces, and nothing else.
"""

from collections.abc import Sequence

from benchmarks.highs import Proof, minimized
from planner.engine.landing import Landing
from planner.engine.purchase_choices import NO_TERMS, choices, vendors_that_serve
from planner.engine.purchasing import Market, in_order
from planner.engine.purchasing_program import PurchasingProgram, add_basket
from planner.model.sourcing import Need


def plain_program(needs: Sequence[Need], sale: Market, landing: Landing) -> PurchasingProgram:
    """Return the program with a row for each need: the pieces bought are no fewer."""
    wanted = in_order(needs)
    serve = vendors_that_serve(sale.vendors, landing, NO_TERMS)
    made = PurchasingProgram()
    offered = choices(wanted, sale.offers, serve, landing, NO_TERMS)
    cover = add_basket(made, wanted, offered, serve, landing)
    for need, terms in zip(wanted, cover, strict=True):
        made.program.row(terms.items(), least=need.quantity)
    return made


def plain_in_highs(
    needs: Sequence[Need], sale: Market, landing: Landing, *, seconds: float
) -> Proof:
    """Solve the plain model with HiGHS, for so many seconds at most."""
    made = plain_program(needs, sale, landing)
    return minimized(made.program, made.objective, seconds=seconds)
