"""Change a build: the same build with one thing different.

Editing works on an own copy, in which every line of the bill is one position, in the order of the
bill. So the position at an index is the line at that index, before and after every change. In a
build with kits a line is a position for each kit that it lies in, in the order of `held`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from planner.engine.fitting.memory import fitted
from planner.engine.planning._held import held
from planner.engine.planning.capacity import capacity
from planner.engine.planning.kit_lines import (
    changed_alike,
    kits_with_parts,
    most_each,
    most_in_kits,
    on_its_own,
)
from planner.model.build import Build, CountBasis, Position
from planner.model.code_kinds import About
from planner.model.findings import Finding, Severity
from planner.model.kits import MAX_PIECES, KitPath, place_in_order
from planner.model.money import ENTERED, Money
from planner.model.offers import Basis, Offer, Price
from planner.model.parts import Category
from planner.model.plan import Plan

MAX_QUANTITY = MAX_PIECES
# A throughput was measured on these parts; with others it is nobody's measurement any more.
_MEASURED_SLOTS = ("board", "nic", "switch")
# A cable is what a wire is made of: one more of it leaves every plug where it is.
_UNWIRED_SLOTS = ("cable", "carrier", "rack", "other")


def empty_build(*, currency: str, on: date) -> Build:
    """Return a build without parts, to start from."""
    return Build(name="my-build", title="Your build", currency=currency, on=on)


def own_copy(plan: Plan) -> Build:
    """Return a copy of a plan's build to change; it costs the same until it is changed.

    Shares of a published sum become prices of their lines: with another quantity they would be
    split anew, and the total would not move.
    """
    build = plan.build
    positions = tuple(each.position for each in held(plan))
    name = f"{build.name[:53]}-edited"
    return build.model_copy(
        update={"name": name, "title": f"{build.title}, edited", "positions": positions}
    )


def adopted(plan: Plan, *, name: str) -> Build:
    """Return a proposed build as somebody's own, ready to change: it costs the same, wired alike.

    Pieces are numbered through a part's positions, so the wiring holds however they are ordered.
    """
    return own_copy(plan).model_copy(update={"name": name, "title": plan.build.title})


def only_bought_otherwise(build: Build, other: Build) -> bool:
    """Tell whether two builds differ in nothing but how many copies and spares are bought.

    Such a build is the same build still, under whichever name and title.
    """
    how: dict[str, object] = {"name": "", "title": "", "copies": 1, "spare_rules": ()}
    return build.model_copy(update=how) == other.model_copy(update=how)


def places_of_lines(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Return where the positions of each line of a bill are in an own copy of its build."""
    places: dict[int, tuple[int, ...]] = {}
    for place, each in enumerate(held(plan)):
        places[each.line] = (*places.get(each.line, ()), place)
    return places


def with_quantity(build: Build, index: int, quantity: int, *, keeps_spares: bool = False) -> Build:
    """Return the build with another quantity at a position; 0 takes the position out.

    Of what lies in a kit it is the quantity in each of those kits. Fewer pieces are taken from the
    spares first, unless those are kept.
    """
    most = most_each(build, index)
    if not 0 <= quantity <= most:
        raise ValueError(f"a quantity must be between 0 and {most}, not {quantity}")
    if quantity == 0:
        return without(build, index)

    def counted(before: Position, kits: int) -> Position:
        each, spares = before.quantity // kits, before.spares // kits
        # What is taken out is taken from the spares first: what is in use stays in use.
        if not keeps_spares:
            spares = min(spares, max(quantity - (each - spares), 0))
        # The reason given for the old count does not hold for the new one.
        reason = {"count_basis": CountBasis.CHOSEN, "why": ""}
        counts = {"quantity": quantity * kits, "spares": spares * kits}
        return before.model_copy(update=counts | reason)

    return _with_alike(build, index, counted)


def without(build: Build, index: int) -> Build:
    """Return the build without a position, and without it in every kit that has it."""
    return _with_alike(build, index, lambda *_: None)


def _with_alike(
    build: Build, index: int, change: Callable[[Position, int], Position | None]
) -> Build:
    own = on_its_own(build, build.positions[index].within)
    return with_positions(own, changed_alike(own, index, change))


def with_part(
    build: Build, slot: Category, part_number: str, quantity: int, *, kit: str = ""
) -> Build:
    """Return the build with a part more, at the catalog's price; so many in each kit of a name."""
    own = on_its_own(build, (kit,)) if kit else build
    counts = build.kit_counts
    paths: list[KitPath] = [path for path in counts if kit and path[-1:] == (kit,)] or [()]
    added = (
        Position(slot=slot, part_number=part_number, quantity=quantity * counts[path], within=path)
        for path in paths
    )
    return with_positions(own, (*build.positions, *added))


def with_replacement(build: Build, index: int, part_number: str) -> Build:
    """Return the build with another part in a position, as many as before, at its own price."""
    change = {"part_number": part_number, "price": None, "vendor": None, "owned": False}
    return _changed(build, index, change)


def with_own_price(
    build: Build,
    index: int,
    unit: Money | None,
    *,
    on: date,
    between: tuple[Money, Money] | None = None,
    source: str = ENTERED,
) -> Build:
    """Return the build with a price per piece that the person names; None for the catalog's.

    One that lies `between` two others is an estimate, any other a quote.
    """
    price = None
    if unit is not None:
        low, high = between or (None, None)
        basis = Basis.QUOTED if between is None else Basis.ESTIMATED
        price = Price(unit=unit, basis=basis, as_of=on, source=source, low=low, high=high)
    return with_price(build, index, price)


def with_price(build: Build, index: int, price: Price | None) -> Build:
    """Return the build with a stated price of a position; None for the catalog's."""
    return _changed(build, index, {"price": price, "vendor": None, "owned": False})


def with_reason(build: Build, index: int, why: str) -> Build:
    """Return the build with another reason for the quantity of a position."""
    return _changed(build, index, {"why": why})


def with_terms(build: Build, offers: Iterable[Offer]) -> Build:
    """Return the build with offers that it brings along; their parts are priced by them alone."""
    brought = tuple(offers)
    numbers = tuple(dict.fromkeys(each.part_number for each in brought))
    others = (each for each in build.offers if each.part_number not in numbers)
    return build.model_copy(
        update={
            "offers": (*others, *brought),
            "frozen": tuple(dict.fromkeys((*build.frozen, *numbers))),
        }
    )


def with_ownership(build: Build, index: int, *, owned: bool) -> Build:
    """Return the build with a position that is owned already and costs nothing, or is not.

    Of what is not owned no pieces are there for all copies, either.
    """
    changed = _changed(build, index, {"owned": owned})
    if owned or not is_owned(changed, index):
        return changed
    number = changed.positions[index].part_number
    counted = (
        each.model_copy(update={"owned": 0}) if each.part_number == number else each
        for each in changed.for_all_copies
    )
    left = tuple(each for each in counted if each.owned or each.bought)
    return changed.model_copy(update={"for_all_copies": left})


def is_owned(build: Build, index: int) -> bool:
    """Tell whether a position is owned, or some pieces of its part are, for all copies together."""
    position = build.positions[index]
    pieces = {each.part_number: each.owned for each in build.for_all_copies}
    return position.owned or pieces.get(position.part_number, 0) > 0


def with_vendor(build: Build, index: int, vendor: str | None) -> Build:
    """Return the build with a position bound to one vendor's offers; None frees it."""
    return _changed(build, index, {"vendor": vendor, "price": None, "owned": False})


def suggested_quantity(plan: Plan, slot: Category) -> int:
    """Return how many of a part one would add: what every node needs one of, for every node."""
    facts = capacity(plan)
    nodes = max(facts.nodes, 1)
    if slot == "cable":
        return nodes * facts.networks + facts.uplinks
    if slot == "memory":
        return max(fitted(plan).empty, 1)
    return nodes if slot in ("storage", "hat", "nic", "poe") else 1


def _changed(build: Build, index: int, change: Mapping[str, object]) -> Build:
    return _with_alike(build, index, lambda each, _: each.model_copy(update=change))


def with_positions(build: Build, positions: Iterable[Position]) -> Build:
    """Return the build with these positions, in the order of the bill, each line of it once.

    A part that lies in several kits is a position for each; a kit that holds nothing is gone.

    A measurement is kept only while the parts it was taken on are the same, the wiring only while
    there are as many pieces of everything that is wired.
    """
    counts, most = build.kit_counts, most_in_kits(build.kits)
    merged: dict[tuple[object, ...], Position] = {}
    for position in positions:
        same = (
            position.part_number,
            position.owned,
            position.retired,
            position.vendor,
            position.price,
            position.within,
        )
        if same in merged:
            most_pieces = most[position.within] * counts[position.within]
            quantity = min(merged[same].quantity + position.quantity, most_pieces)
            spares = min(merged[same].spares + position.spares, quantity)
            merged[same] = merged[same].model_copy(update={"quantity": quantity, "spares": spares})
        else:
            merged[same] = position
    kits = kits_with_parts(build.kits, merged.values())
    ordered = sorted(merged.values(), key=place_in_order(kits))
    after = build.model_copy(update={"positions": tuple(ordered), "kits": kits})
    if _measured_parts(after) != _measured_parts(build):
        after = after.model_copy(update={"measured": None})
    if after.wiring and _wired_pieces(after) != _wired_pieces(build):
        after = after.model_copy(update={"wiring": ()})
    return after


def _wired_pieces(build: Build) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for position in build.positions:
        if position.slot not in _UNWIRED_SLOTS and not position.retired:
            pieces[position.part_number] += position.quantity - position.spares
    return pieces


def _measured_parts(build: Build) -> frozenset[str]:
    return frozenset(
        position.part_number
        for position in build.positions
        if position.slot in _MEASURED_SLOTS and not position.retired
    )


def new_doubts(before: Plan, after: Plan, name: str) -> tuple[Finding, ...]:
    """Return what a change leaves unchecked of the part that it brings in, by the part's name.

    What is not known of a part is no reason against it, and none for calling it fitting.
    """
    known = set(before.findings)
    return tuple(
        found
        for found in after.findings
        if found.meaning.about is About.UNCHECKED and name in found.parts and found not in known
    )


def new_problems(before: Plan, after: Plan) -> tuple[Finding, ...]:
    """Return the errors and misfits that a change brings about, and not what was there before."""
    known = {(found.code, found.subject) for found in before.findings}
    return tuple(
        found
        for found in after.findings
        if (found.severity is Severity.ERROR or found.meaning.misfit)
        and (found.code, found.subject) not in known
    )
