"""Makes of a build and the changes of its workbook the build with those changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from planner.engine.planning.edit import (
    MAX_QUANTITY,
    with_positions,
    with_price,
    with_quantity,
    with_reason,
    with_terms,
    without,
)
from planner.engine.planning.kit_lines import most_each
from planner.jobs._impersonal import without_people
from planner.jobs._returned_orders import offers_of
from planner.jobs._returned_prices import is_of_terms, new_offer, new_price
from planner.jobs._returned_source import Source
from planner.jobs.imported_builds import own_part_of
from planner.model.bill_reading import ReadLine
from planner.model.build import MAX_COPIES, Build, Position
from planner.model.build_charges import Charge
from planner.model.cells import MOST
from planner.model.findings import PlannerError
from planner.model.money import ExchangeRate, Money
from planner.model.parts import Part
from planner.model.returned_workbook import OF_A_PRICE, ChangedField, ChangeKind, WorkbookChange
from planner.model.spares import MOST_ONE_IN, MOST_SPARES_PERCENT, MOST_SPARES_PLACES, SpareRule

_MOST_PERCENT = 1_000
_BREAKS = (ChangedField.BREAK_START, ChangedField.BREAK_PRICE)

# What holds or fails as one.
Group = tuple[WorkbookChange, ...]


def groups_of(changes: Iterable[WorkbookChange]) -> list[Group]:
    """Return changes by what belongs together: all of one price, and else each alone."""
    groups: dict[object, list[WorkbookChange]] = defaultdict(list)
    for each in changes:
        of_a_price = each.line is not None and each.field in OF_A_PRICE
        groups[("price", each.line) if of_a_price else each.number].append(each)
    return [tuple(each) for each in groups.values()]


def applied(build: Build, changes: Collection[WorkbookChange], source: Source) -> Build:
    """Return a build with changes; PlannerError if one of them cannot be.

    The last lines come first, so that those before them stay in their places.
    """
    for each in changes:
        build = _with_value(build, each, source)
    build = _without_values(build, changes)
    if rates := entered_rates(changes, source):
        build = _with_rates(build, rates)
    by_line: dict[int, list[WorkbookChange]] = defaultdict(list)
    for each in changes:
        if each.line is not None:
            by_line[each.line].append(each)
    for line in sorted(by_line, key=lambda each: source.places[each], reverse=True):
        build = _with_line(build, line, by_line[line], source)
    added = (each for each in changes if each.kind is ChangeKind.ADDED)
    return _with_further(build, added, source)


# --- lines ---------------------------------------------------------------------------------------


def _with_line(build: Build, line: int, changes: Sequence[WorkbookChange], source: Source) -> Build:
    places = source.places[line]
    if any(each.kind is ChangeKind.REMOVED for each in changes):
        for place in sorted(places, reverse=True):
            if place < len(build.positions):
                build = without(build, place)
        return build
    for each in changes:
        if each.field is ChangedField.QUANTITY:
            build = _with_quantity(build, line, each, source)
        elif each.field is ChangedField.NOTE:
            for place in places:
                build = with_reason(build, place, without_people(each.after, source.known))
    of_a_price = [each for each in changes if each.field in OF_A_PRICE]
    return _with_price(build, line, of_a_price, source) if of_a_price else build


def _with_quantity(build: Build, line: int, change: WorkbookChange, source: Source) -> Build:
    """Return the build with another quantity of a line, spread over the kits that it lies in."""
    pieces, places = source.whole(change, most=MAX_QUANTITY), source.places[line]
    counts, rules = build.kit_counts, bool(build.spare_rules)
    kits = {build.positions[place].within[-1:] for place in places}
    if len(kits) > 1:
        what = "is of a part that lies in several kits: change it in the kit"
        raise PlannerError(source.cannot(change, what))
    every = sum(counts[build.positions[place].within] for place in places)
    if pieces % every:
        what = f"is no multiple of {every}: so many kits hold this part"
        raise PlannerError(source.cannot(change, what))
    position = build.positions[places[0]]
    spares = position.spares // counts[position.within] if rules else 0
    if pieces // every + spares > most_each(build, places[0]):
        raise PlannerError(source.cannot(change, "is more than there may be of a part"))
    return with_quantity(build, places[0], pieces // every + spares, keeps_spares=rules)


def _with_price(
    build: Build, line: int, changes: Sequence[WorkbookChange], source: Source
) -> Build:
    asked: dict[tuple[str, str, int], list[WorkbookChange]] = defaultdict(list)
    for each in changes:
        if each.vendor:
            asked[each.vendor, each.sku, each.pack_size].append(each)
    for of_one in asked.values():
        build = _with_asked(build, of_one, source)
    changes = [each for each in changes if not each.vendor]
    if not changes:
        return build
    breaks = [each for each in changes if each.field in _BREAKS]
    fields = {each.field: each for each in changes}
    held = source.lines[line]
    if held.offer is not None and is_of_terms(held, fields):
        rest = {field: each for field, each in fields.items() if field not in _BREAKS}
        offer = new_offer(held.offer, rest, breaks, source)
        others = [
            each.offer
            for place, each in enumerate(source.lines)
            if place != line and each.part_number == held.part_number and each.offer is not None
        ]
        return with_terms(build, (*(each for each in others if each != held.offer), offer))
    price = new_price(held, fields, source, currency=build.currency)
    for place in source.places[line]:
        build = with_price(build, place, price)
    return build


def _with_asked(build: Build, changes: Sequence[WorkbookChange], source: Source) -> Build:
    """Return the build with other prices and terms of one article of a vendor."""
    change = changes[0]
    every = offers_of(change.part_number, build, source.catalog)
    same = [
        each
        for each in every
        if (each.vendor, each.sku, each.pack_size) == (change.vendor, change.sku, change.pack_size)
    ]
    newest = max(same, key=lambda each: each.quoted_on)
    breaks = [each for each in changes if each.field in _BREAKS]
    fields = {each.field: each for each in changes if each.field not in _BREAKS}
    asked = new_offer(newest, fields, breaks, source)
    if source.today > source.on:
        # A price of today would be none of an older plan, beside those of other shops.
        asked = asked.model_copy(update={"quoted_on": newest.quoted_on})
    return with_terms(build, (*(each for each in every if each not in same), asked))


def _with_further(build: Build, changes: Iterable[WorkbookChange], source: Source) -> Build:
    """Return the build with lines that were added, all at once."""
    own = {part.part_number: part for part in build.parts}
    added = [_further(each, own, source, build.currency) for each in changes]
    if not added:
        return build
    build = build.model_copy(update={"parts": tuple(own.values())})
    return with_positions(build, (*build.positions, *added))


def _further(
    change: WorkbookChange, own: dict[str, Part], source: Source, currency: str
) -> Position:
    quantity = source.whole(change, most=MAX_QUANTITY)
    row = ReadLine(row=0, name=change.name, part_number=change.part_number or None)
    found = source.match(row, None).part_number or ""
    part = source.catalog.by_number.get(found) or own.get(found)
    if part is None:
        part = own_part_of(change.name, source.catalog, own, source=source.of(change))
    price = None
    if change.unit_price is not None:
        fields = {ChangedField.UNIT_PRICE: change}
        price = new_price(None, fields, source, currency=currency)
    return Position(
        slot=part.category,
        part_number=part.part_number,
        quantity=quantity,
        why=without_people(change.note, source.known),
        price=price,
    )


# --- values beside the lines ---------------------------------------------------------------------


def _with_value(build: Build, change: WorkbookChange, source: Source) -> Build:
    if change.kind is not ChangeKind.CHANGED:
        return build
    if change.field is ChangedField.COPIES:
        return build.model_copy(update={"copies": source.whole(change, most=MAX_COPIES)})
    if change.field in (ChangedField.CHARGE, ChangedField.PERCENT) and change.place is not None:
        charges = list(build.charges)
        charges[change.place] = _charged(charges[change.place], change, source)
        return build.model_copy(update={"charges": tuple(charges)})
    if change.field is ChangedField.SPARES and change.place is not None:
        rules = list(build.spare_rules)
        rules[change.place] = _ruled(rules[change.place], change, source)
        return build.model_copy(update={"spare_rules": tuple(rules)})
    return build


def _without_values(build: Build, changes: Iterable[WorkbookChange]) -> Build:
    """Return the build without the charges and rules that were taken out."""
    gone = [each for each in changes if each.kind is ChangeKind.REMOVED]
    charges = {each.place for each in gone if each.field is ChangedField.CHARGE}
    rules = {each.place for each in gone if each.field is ChangedField.SPARES}
    if not charges and not rules:
        return build
    return build.model_copy(
        update={
            "charges": tuple(e for place, e in enumerate(build.charges) if place not in charges),
            "spare_rules": tuple(
                e for place, e in enumerate(build.spare_rules) if place not in rules
            ),
        }
    )


def _charged(charge: Charge, change: WorkbookChange, source: Source) -> Charge:
    number = change.quantity if change.quantity is not None else Decimal(-MOST)
    update: dict[str, object] = {"as_of": source.today, "source": source.of(change)}
    if charge.amount is not None:
        if abs(number) >= MOST:
            raise PlannerError(source.cannot(change, "is no amount of a charge"))
        update["amount"] = Money(number, charge.amount.currency)
    else:
        update["percent"] = _percent(change, source, most=_MOST_PERCENT)
    return charge.model_copy(update=update)


def _percent(change: WorkbookChange, source: Source, *, most: int) -> Decimal:
    # A sheet keeps a percentage as a fraction.
    percent = None if change.quantity is None else change.quantity * 100
    if percent is None or not 0 <= percent <= most:
        raise PlannerError(source.cannot(change, f"is no percentage from 0 to {most}"))
    return percent


def _ruled(rule: SpareRule, change: WorkbookChange, source: Source) -> SpareRule:
    if rule.one_in is not None:
        return rule.model_copy(update={"one_in": source.whole(change, most=MOST_ONE_IN)})
    percent = _percent(change, source, most=MOST_SPARES_PERCENT)
    if percent != round(percent, MOST_SPARES_PLACES):
        what = f"has more than {MOST_SPARES_PLACES} decimals"
        raise PlannerError(source.cannot(change, what))
    return rule.model_copy(update={"percent": round(percent, MOST_SPARES_PLACES)})


def entered_rates(changes: Iterable[WorkbookChange], source: Source) -> tuple[ExchangeRate, ...]:
    """Return the rates that were typed, each with that of the way back as it was.

    A workbook has a cell for each way: who changes one leaves the other alone, and without it the
    planner would take it from the one that was typed.
    """
    typed = [_entered_rate(each, source) for each in changes if each.field is ChangedField.RATE]
    pairs = {(each.base, each.quote) for each in typed}
    back = [
        rate
        for rate in source.rates
        if (rate.quote, rate.base) in pairs and (rate.base, rate.quote) not in pairs
    ]
    return (*typed, *back)


def _entered_rate(change: WorkbookChange, source: Source) -> ExchangeRate:
    rate = change.quantity
    if rate is None or not 0 < rate <= MOST or change.pair is None:
        raise PlannerError(source.cannot(change, "is no exchange rate"))
    base, quote = change.pair
    # A rate that somebody enters holds on the day of the plan; one of a later day would not.
    day = min(change.on or source.today, source.on)
    return ExchangeRate(base=base, quote=quote, rate=rate, as_of=day, source=source.of(change))


def _with_rates(build: Build, rates: Iterable[ExchangeRate]) -> Build:
    pinned = {(each.base, each.quote): each for each in build.pinned}
    pinned |= {(each.base, each.quote): each for each in rates}
    first = build.rate and pinned.pop((build.rate.base, build.rate.quote))
    return build.model_copy(update={"rate": first, "rates": tuple(pinned.values())})
