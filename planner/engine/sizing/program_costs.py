"""What the parts of a sizing program cost, by the number of pieces that are used of each.

A price may fall with the quantity so far that more pieces cost less than those that are used. So
the program counts what so many pieces cost *at least*, with as many more as make them cheapest, and
`Draft.bought` remembers how many those are. The surplus lies beside the build: it takes no port.
"""

from collections.abc import Iterator

from planner.engine.sizing.piece_prices import PiecePrices
from planner.engine.sizing.program_draft import MANY, Draft, Linear, times
from planner.model.requirement import Requirement


def add_costs(result: Draft, requirement: Requirement, prices: PiecePrices) -> None:
    """Add up what is bought: what is owned costs nothing, the rest what so many pieces cost.

    What one copy uses, all copies buy; what is owned is there once for all of them.
    """
    if requirement.copies > 1:
        _add_costs_of_copies(result, requirement, prices)
        return
    has = {pieces.part_number: pieces.quantity for pieces in requirement.owned}
    wanted = {wish.part_number: wish.least for wish in requirement.must}
    most = pieces_at_most(requirement)
    for number, terms in result.effort.over(result.usage.items(), every=1):
        price, bought = prices.price(number), terms
        if number in has:
            column, own = result.program.column(0, MANY), result.program.column(0, has[number])
            result.owned[number] = own
            result.program.row([*terms, (column, -1), (own, -1)], least=0, most=0)
            bought = [(column, 1)]
            result.free.append((own, 1))
        if price is None:
            result.program.row(bought, most=0)
        elif price.each is not None:
            result.cost += times(bought, price.each)
            result.free += [] if price.each else bought
        else:
            least = max(wanted.get(number, 0) - has.get(number, 0), 0)
            levels = prices.levels(number, most, least=least)
            costs = tuple(level.cost for level in levels)
            result.bought[number] = tuple(level.pieces for level in levels)
            _add_steps(result, bought, costs)
            if number in result.loose and len(set(costs)) < len(costs):
                result.free += bought


def _add_costs_of_copies(result: Draft, requirement: Requirement, prices: PiecePrices) -> None:
    """Add up what is bought for several copies, by the pieces that each of them uses.

    As many as are owned are taken of all that are used: more are never dearer to have.
    """
    has = {pieces.part_number: pieces.quantity for pieces in requirement.owned}
    wanted = {wish.part_number: wish.least for wish in requirement.must}
    copies, most = requirement.copies, pieces_at_most(requirement)
    for number, terms in result.effort.over(result.usage.items(), every=1):
        price, owned = prices.price(number), has.get(number, 0)
        costless = bool(owned)
        if price is None:
            result.program.row(terms, most=owned // copies)
        elif price.each is not None and not owned:
            result.cost += times(terms, price.each * copies)
            costless = not price.each
        else:
            least = wanted.get(number, 0)
            levels = prices.levels(number, most, least=least, copies=copies, owned=owned)
            costs = tuple(level.cost for level in levels)
            result.bought[number] = tuple(level.pieces for level in levels)
            _add_steps(result, terms, costs)
            costless = costless or (number in result.loose and len(set(costs)) < len(costs))
        result.free += terms if costless else []


def pieces_at_most(requirement: Requirement) -> int:
    """Return a number of pieces of one part that no sensible build uses more of.

    Cables are the most: one for each node and uplink, and one for each switch. Of switches there is
    at most one for each port that is needed, and one for each node that is powered.
    """
    nodes = sum(group.most + group.spares for group in requirement.groups)
    wanted = sum(wish.least for wish in requirement.must)
    return (3 * nodes + 2 * requirement.uplinks) * requirement.networks + wanted


def _add_steps(result: Draft, bought: Linear, costs: tuple[int, ...]) -> None:
    """Let a quantity cost what its step costs: one choice for each stretch of even steps.

    Packs repeat themselves: the program counts the repetitions, and has steps for the rest alone.
    No quantity is beyond the last step: what repeats itself up to there may end after it.
    """
    program, chosen, late, sizes = result.program, [], [], []
    last_of_all = len(costs) - 1
    start, pieces = _repetition(costs)
    most = len(costs) // pieces if pieces else 0
    extra = costs[start + pieces] - costs[start] if pieces else 0
    costs = costs[: start + pieces] if pieces else costs
    for first, last, cost, slope in _stretches(costs, apart=start):
        choice, beyond = program.switch(), program.column(0, last - first)
        program.row([(beyond, 1), (choice, first - last)], most=0)
        chosen.append((choice, 1))
        late += [(choice, -most)] if first >= start else []
        sizes += [(choice, first), (beyond, 1)]
        result.cost += [(choice, cost), (beyond, slope)]
    if pieces:
        repeats = program.column(0, most)
        sizes.append((repeats, pieces))
        result.cost.append((repeats, extra))
        if start:
            program.row([(repeats, 1), *late], most=0)
        program.row(sizes, most=last_of_all)
    program.row(chosen, most=1)
    program.row([*bought, *times(sizes, -1)], least=0, most=0)


def _repetition(costs: tuple[int, ...]) -> tuple[int, int]:
    """Return from where on steps repeat themselves, and after how many pieces; 0, 0 for never."""
    best, even = (0, 0), 0
    for pieces in range(1, len(costs) // 3 + 1):
        if best[1] and pieces >= sum(best):
            break  # it would save no step, wherever it starts
        if 1 < pieces <= even:
            continue  # where the last steps are even, none of fewer pieces starts before they do
        each = costs[-1] - costs[-1 - pieces]
        start = len(costs) - 1 - pieces
        while start > 0 and costs[start - 1 + pieces] - costs[start - 1] == each:
            start -= 1
        even = len(costs) - 1 - start if pieces == 1 else even
        if 3 * (start + pieces) < len(costs) and (not best[1] or start + pieces < sum(best)):
            best = (start, pieces)
    return best


def _stretches(costs: tuple[int, ...], *, apart: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first, last, cost of the first, cost of each more) for quantities from 1.

    No stretch holds both the quantity `apart` and one before it.
    """
    first = 1
    while first < len(costs):
        last = first
        slope = costs[first + 1] - costs[first] if first + 1 < len(costs) else 0
        while (
            last + 1 < len(costs) and last + 1 != apart and costs[last + 1] - costs[last] == slope
        ):
            last += 1
        yield first, last, costs[first], slope
        first = last + 1
