"""The program that buys: packs, vendors, shipping and taxes in whole numbers.

The formulation is the strong one of facility location: what is bought of each offer is held by its
own vendor's switch. What covers a need is told twice over where packs hold more than one piece, so
that no fraction of a pack looks cheaper than the pack; `docs/purchasing.md` has the reasoning.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from planner.engine.buying._amounts import Level
from planner.engine.buying._dominated import undominated
from planner.engine.buying.choices import Choice, Serving
from planner.engine.charges import BORDER, PAID
from planner.engine.charges.program import LineProgram, OrderProgram, conversion
from planner.engine.solving.by_parts import joined
from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.rounding import RoundedSums, Sum, add_to, plus
from planner.engine.solving.solver import Program, total_of
from planner.model.basket import Allotment, Need, Pick
from planner.model.buying import Settlement
from planner.model.vendors import Vendor


@dataclass(frozen=True, slots=True)
class Bought:
    """A choice in the program: its packs, and the pieces they give, as sums of columns."""

    choice: Choice
    packs: Sum
    gives: tuple["Given", ...]

    def pick(self, values: tuple[int, ...]) -> Pick | None:
        """Return what the values buy of it."""
        packs = total_of(self.packs.items(), values)
        if not packs:
            return None
        given = ((each, total_of(each.pieces.items(), values)) for each in self.gives)
        allotted = tuple(
            Allotment(need=each.need, part_number=each.part_number, pieces=pieces)
            for each, pieces in given
            if pieces
        )
        return Pick(offer=self.choice.offer, packs=packs, allotted=allotted)


@dataclass(frozen=True, slots=True)
class Given:
    """The pieces of a part that a choice gives to a need, as a sum of columns."""

    need: int
    part_number: str
    pieces: Sum


@dataclass
class PurchasingProgram(RoundedSums):
    """The program, and what its columns stand for; `opened` are the switches of vendors."""

    objective: Sum = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    bought: list[Bought] = field(default_factory=list)

    def falls_apart(self) -> bool:
        """Tell whether some vendors serve no need that the others do, not even through a third."""
        by_need: dict[int, set[int]] = {}
        for bought in self.bought:
            for given in bought.gives:
                opened = self.opened[bought.choice.offer.vendor]
                by_need.setdefault(given.need, set()).add(opened)
        first_of = joined(len(self.program.columns), by_need.values())
        return len({first_of[opened] for opened in self.opened.values()}) > 1

    def picks(self, values: Sequence[int]) -> tuple[Pick, ...]:
        """Return what the values buy."""
        found = (each.pick(tuple(values)) for each in self.bought)
        return tuple(pick for pick in found if pick is not None)


def purchasing_program(
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    *,
    max_vendors: int | None = None,
    max_silent: int | None = None,
    always: Set[str] = frozenset(),
    effort: Effort = UNHURRIED,
) -> PurchasingProgram:
    """Return the program whose optimum is the cheapest landed basket, without what is dominated.

    With `max_silent` no more vendors are bought from that do not state their shipping. With
    `always` there is an order at each of those vendors of whom something is left.
    Raises OutOfTimeError where it is too large to be written down in time.
    """
    made = PurchasingProgram()
    if max_vendors is None and max_silent is None:
        offered = undominated(needs, offered, vendors, settlement, effort)
    cover = add_basket(made, needs, offered, vendors, settlement, effort)
    for need, terms in effort.over(zip(needs, cover, strict=True), every=1):
        for row, least in covering(terms, need.quantity):
            made.program.row(row.items(), least=least)
    for vendor in sorted(made.opened.keys() & always):
        made.program.columns[made.opened[vendor]] = 1, 1
    if max_vendors is not None:
        made.program.row(((column, 1) for column in made.opened.values()), most=max_vendors)
    if max_silent is not None:
        silent = (each for name, each in made.opened.items() if not vendors[name].states_shipping)
        made.program.row(((column, 1) for column in silent), most=max_silent)
    return made


def add_basket(
    made: PurchasingProgram,
    needs: Sequence[Need],
    offered: Sequence[Choice],
    vendors: Mapping[str, Vendor],
    settlement: Settlement,
    effort: Effort = UNHURRIED,
) -> list[Sum]:
    """Add what can be bought and what that costs; return, by need, what gives pieces to it."""
    for name in sorted({choice.offer.vendor for choice in offered}):
        made.opened[name] = made.program.switch()
    ordered: dict[str, list[LineProgram]] = {name: [] for name in made.opened}
    cover: list[Sum] = [{} for _ in needs]
    for choice in effort.over(offered):
        name = choice.offer.vendor
        opened = made.opened[name]
        needed, counted, price = _buy(made, choice, opened)
        ordered[name].append(LineProgram(choice.offer, counted, price))
        gives: list[Given] = []
        for serving in choice.servings:
            gives += _give(made.program, serving, needed, needs, opened)
        made.bought.append(Bought(choice, counted, tuple(gives)))
        for given in gives:
            add_to(cover[given.need], given.pieces)
    for name, opened in made.opened.items():
        goods: Sum = {}
        for line in ordered[name]:
            goods.update(line.price)
        lines, sums = ordered[name], {"goods": goods}
        order = OrderProgram(made, vendors[name], settlement, opened, lines, sums)
        add_to(made.objective, landed_cost(order))
    return cover


def landed_cost(order: OrderProgram) -> Sum:
    """Return what an order costs with all its charges, in the basket's currency."""
    for charge in PAID:
        order.sums[charge.key] = charge.rows(order)
    paid = order.base(("goods", *(charge.key for charge in PAID)))
    ratio = conversion(order.vendor, order.settlement)
    result = order.made.times(paid, ratio, order.opened)
    for charge in BORDER:
        order.sums[charge.key] = charge.rows(order)
        result = plus(result, order.sums[charge.key])
    return result


def covering(terms: Sum, quantity: int) -> Iterator[tuple[Sum, int]]:
    """Yield rows (terms, least) that hold for whole packs which give so many pieces in all.

    A pack counts as no more pieces than are needed. Where packs of `size` do not divide the need,
    rounding the row (after division by `size`) up forbids the fraction of a pack that would
    otherwise pay for the rest.
    """
    yield {column: min(pieces, quantity) for column, pieces in terms.items()}, quantity
    for size in sorted({pieces for pieces in terms.values() if 1 < pieces < quantity}):
        rest = quantity % size
        if rest:
            row = {
                column: pieces // size * rest + min(rest, pieces % size)
                for column, pieces in terms.items()
            }
            yield row, -(-quantity // size) * rest


def _give(
    program: Program, serving: Serving, packs: Sum, needs: Sequence[Need], opened: int
) -> list[Given]:
    """Return the pieces that packs give to each need; those of one part are shared out."""
    pieces = _times(packs, serving.pieces)
    if len(serving.needs) == 1:
        return [Given(serving.needs[0], serving.part_number, pieces)]
    result: list[Given] = []
    shares: Sum = {}
    for need in serving.needs:
        most = needs[need].quantity
        share = program.column(0, most)
        program.row([(share, 1), (opened, -most)], most=0)
        shares[share] = 1
        result.append(Given(need, serving.part_number, {share: 1}))
    program.row([*pieces.items(), *_times(shares, -1).items()], least=0)
    return result


def _times(terms: Sum, factor: int) -> Sum:
    if factor == 1:
        return terms
    return {column: factor * count for column, count in terms.items()} if factor else {}


def _buy(made: PurchasingProgram, choice: Choice, opened: int) -> tuple[Sum, Sum, Sum]:
    """Add the columns of an offer: packs that may be needed, all packs, and their price as sums.

    Of its price breaks one at most is used, and only if the vendor is. Each has a switch, but for
    the one that starts with the first pack: it is used where the vendor is and no other break is.
    Packs that only fill the order have a column of their own, so that what covers a need stays as
    tightly held as without them. A price in finer units than the vendor charges in, or in another
    currency, is rounded as a line of a bill is.
    """
    program = made.program
    needed: Sum = {}
    filling: Sum = {}
    price: Sum = {}
    step = choice.offer.order_multiple
    first = None
    left = {opened: 1}

    def fill(level: Level, gate: Sum) -> None:
        if level.extra:
            steps = program.column(0, level.extra // step)
            program.row([(steps, -step), *_times(gate, level.extra).items()], least=0)
            add_to(filling, {steps: step})
            add_to(price, _times({steps: step}, level.each))

    for level in choice.levels:
        if level.least <= step and not level.start:
            first = level
            continue
        gate = program.switch()
        left[gate] = -1
        bought = _level(program, level, gate, step=step)
        add_to(needed, bought)
        add_to(price, _times(bought, level.each))
        add_to(price, {gate: level.start} if level.start else {})
        fill(level, {gate: 1})
    if first is None:
        program.row(left.items(), least=0)
    else:
        steps = program.column(0, first.most // step)
        program.row([(steps, -step), *_times(left, first.most).items()], least=0)
        add_to(needed, {steps: step})
        add_to(price, _times({steps: step}, first.each))
        fill(first, left)
    for ratio in choice.scale.ratios:
        price = made.times(price, ratio, opened, held=True)
    return needed, plus(needed, filling), price


def _level(program: Program, level: Level, gate: int, *, step: int) -> Sum:
    """Add amounts that a switch lets in, and return their packs as a sum of columns."""
    if level.least == level.most:
        return {gate: level.least}
    steps = program.column(0, level.most // step)
    program.row([(steps, step), (gate, -level.most)], most=0)
    program.row([(steps, step), (gate, -level.least)], least=0)
    return {steps: step}
