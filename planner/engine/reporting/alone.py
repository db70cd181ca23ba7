"""How the best build of several copies differs from as many of the best build of one, in words."""

from collections.abc import Iterator, Mapping

from planner.model.money import Money, minor_unit_places
from planner.model.names import Names, by_number
from planner.model.requirement import Objective, Pieces
from planner.model.sizing import Alone, Sizing
from planner.model.wording import pieces_text

_CHEAPEST = (Objective.COST, Objective.OVER_YEARS)


def alone_texts(
    several: Sizing, total: Money, alone: Alone | None, names: Names = by_number
) -> Iterator[str]:
    """Yield what differs, in sum and in design, each as a sentence; nothing where nothing does.

    `total` is what the several copies come to.
    """
    if alone is None:
        return
    wanted = several.requirement
    copies, best = wanted.copies, "cheapest" if wanted.objective in _CHEAPEST else "best"
    if alone.total is None:
        yield f"One copy alone cannot be built for its share of the budget, one in {copies}."
        return
    same = alone.sizing.used == several.used
    saved = alone.total * copies - total
    if not (same and _is_rounding(saved, several, alone.sizing)):
        less = "less" if saved.amount > 0 else "more"
        times = f"{copies} times the {best} build for one copy, {alone.total}"
        owned = wanted.owned and saved.amount < 0
        why = ", because what you own is there only once" if owned else ""
        cost = f"{max(saved, -saved)} {less} than" if saved.amount else "as much as"
        yield f"{copies} copies together cost {cost} {times}{why}."
    if not same:
        yield f"For one copy another build is {best}: {_instead(alone, several, names)}."
        yield from _together(copies, total, alone.together)


def _is_rounding(saved: Money, several: Sizing, one: Sizing) -> bool:
    """Tell whether a difference may be no more than sums that were converted and rounded."""
    bills = (bom for bom in (several.bom, one.bom) if bom is not None)
    foreign = max(sum(s.rate is not None for s in bom.subtotals) for bom in bills)
    # Half the least coin for each sum that was rounded: as often for one as there are copies.
    times = foreign * (several.requirement.copies + 1)
    cents = abs(saved.amount).scaleb(minor_unit_places(saved.currency))
    return 2 * cents <= times


def _together(copies: int, total: Money, together: Money | None) -> Iterator[str]:
    """Yield what so many copies of the build for one would come to."""
    if together is None:
        return
    more = together - total
    compared = "the same"
    if more.amount:
        compared = f"{together}, {max(more, -more)} {'more' if more.amount > 0 else 'less'}"
    yield f"{copies} copies of that build, bought together, would cost {compared}."


def _instead(alone: Alone, several: Sizing, names: Names) -> str:
    """Return the parts of the build for one copy that are not in the other, and the others."""
    one, other = alone.sizing.used, several.used
    mine, theirs = _beyond(one, other), _beyond(other, one)
    if not theirs:
        return f"it also has {pieces_text(mine, names)}"
    if not mine:
        return f"it does without {pieces_text(theirs, names)}"
    return f"{pieces_text(mine, names)} instead of {pieces_text(theirs, names)}"


def _beyond(one: Mapping[str, int], other: Mapping[str, int]) -> list[Pieces]:
    more = {number: count - other.get(number, 0) for number, count in one.items()}
    return [Pieces(part_number=n, quantity=count) for n, count in sorted(more.items()) if count > 0]
