"""Clusters within so many rack units, against every choice there is of small random catalogs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.fitting.racks import layout_in
from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.parts import Board, Case, Switch
from planner.model.proof import Status
from planner.model.racks import own_rack
from planner.model.requirement import Requirement
from tests.engine.sizing.test_rack_units import case, placed
from tests.engine.sizing_cases import RATES, board, card, patch, shop, switch, wish
from tests.examples import examples

PRICES = st.integers(100, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
UNITS = st.sampled_from(["0.5", "1", "1.5", "2", "0.33"])
WIDTHS = st.sampled_from([("10",), ("19",), ("10", "19"), ()])


@st.composite
def catalogs(draw: Any) -> Catalog:
    """Return a board or two, one perhaps on rails, with cases and switches of some units each."""
    parts: list[Any] = [board("pi"), card("card"), patch()]
    if draw(st.booleans()):
        parts.append(placed(board("server"), draw(UNITS), *draw(WIDTHS)))
    for index in range(draw(st.integers(0, 3))):
        made = case(
            f"case-{index}", draw(st.integers(1, 4)), draw(st.sampled_from(["pi", "pi, server"]))
        )
        parts.append(placed(made, draw(UNITS), *draw(WIDTHS)))
    for index in range(draw(st.integers(1, 2))):
        made_switch = switch(f"switch-{index}", draw(st.integers(4, 9)))
        parts.append(placed(made_switch, draw(UNITS), *draw(WIDTHS)))
    return shop(*((each, draw(PRICES)) for each in parts))


def halves(thing: Any) -> int:
    """Return the halves of a unit that a thing takes: one for a third."""
    return int((thing.rack_u * 2).to_integral_value(ROUND_CEILING))


@dataclass
class Everything:
    """Tries every build of a small catalog that goes into the rack, whatever it costs."""

    catalog: Catalog
    wanted: Requirement

    def cheapest(self) -> Decimal | None:
        """Return the least that any build costs whose parts fit into the rack; None if none."""
        room = 2 * (self.wanted.rack_units or 0)
        costs = [
            cost + more
            for node in self._kind(Board)
            for taken, cost in self._networks(node)
            for added, more in self._places(node)
            if taken + added <= room
        ]
        return min(costs, default=None)

    def _networks(self, node: Board) -> Iterator[tuple[int, Decimal]]:
        """Yield the halves and the cost of switches that serve the nodes, with all but cases."""
        nodes = self.wanted.nodes or 0
        switches = [each for each in self._kind(Switch) if self._on_rails(each)]
        each_node = self._price(node) + self._price("card")
        for counts in product(range(4), repeat=len(switches)):
            pieces = list(zip(counts, switches, strict=True))
            ports = sum(count * ((each.ports or 0) - 2) for count, each in pieces) + 2
            largest = max((each.ports or 0 for count, each in pieces if count), default=0)
            if sum(counts) and ports >= nodes + 1 and largest >= sum(counts) - 1:
                leads = (nodes + sum(counts)) * self._price("patch")
                yield self._sum(pieces, leads + nodes * each_node)

    def _places(self, node: Board) -> Iterator[tuple[int, Decimal]]:
        """Yield the halves and the cost of cases that hold the nodes, or of their own rails."""
        nodes = self.wanted.nodes or 0
        if node.rack_widths_in:
            if self._on_rails(node):
                yield nodes * halves(node), Decimal(0)
            return
        cases = [
            each
            for each in self._kind(Case)
            if self._on_rails(each) and node.part_number in each.fits.split(", ")
        ]
        for counts in product(range(nodes + 1), repeat=len(cases)):
            pieces = list(zip(counts, cases, strict=True))
            if sum(count * (each.shelves or 0) for count, each in pieces) >= nodes:
                yield self._sum(pieces, Decimal(0))

    def _sum(self, pieces: Sequence[tuple[int, Any]], cost: Decimal) -> tuple[int, Decimal]:
        taken = sum(count * halves(each) for count, each in pieces)
        return taken, sum((count * self._price(each) for count, each in pieces), cost)

    def _kind(self, kind: type) -> list[Any]:
        return [each for each in self.catalog.parts if isinstance(each, kind)]

    def _on_rails(self, thing: Any) -> bool:
        return self.wanted.rack_width_in in (thing.rack_widths_in or ())

    def _price(self, thing: Any) -> Decimal:
        number = thing if isinstance(thing, str) else thing.part_number
        (offer,) = (each for each in self.catalog.offers if each.part_number == number)
        return offer.price_breaks[0].price


@given(
    catalog=catalogs(),
    nodes=st.integers(1, 5),
    units=st.integers(1, 6),
    width=st.sampled_from(["10", "19"]),
)
@examples(150)
def test_no_build_that_fits_into_the_rack_costs_less(
    catalog: Catalog, nodes: int, units: int, width: str
) -> None:
    wanted = wish(nodes=nodes, rack_units=units, rack_width_in=width, power="none")

    found = size(wanted, catalog, RATES)

    least = Everything(catalog, wanted).cheapest()
    if least is None:
        assert found.status is Status.INFEASIBLE
        return
    assert found.status is Status.OPTIMAL
    assert found.bom is not None
    assert found.plan is not None
    assert found.bom.subtotal.amount == least
    layout = layout_in(found.plan, [(own_rack(units, wanted.rack_width_in), 1)])
    assert not layout.no_room + layout.perhaps_behind + layout.other_width
