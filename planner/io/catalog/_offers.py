"""Vendors and offers from rows: the rows of one offer become its price breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem, shown
from planner.io.text.records import lay_out, read_many, read_records
from planner.io.text.shapes import Shape
from planner.io.text.tables import TextRow, TextTable
from planner.model.filed import Filed
from planner.model.findings import Cell, Severity
from planner.model.offers import OFFER_KEY, Offer, PriceBreak
from planner.model.vendors import Vendor

OfferRow = tuple[Offer, TextRow]
_KEY_OF = attrgetter(*OFFER_KEY)


def take_vendors(table: TextTable, intake: Intake) -> dict[str, Vendor]:
    """Return the vendors of a table by id; one that comes twice stays as it was first."""
    vendors: dict[str, Vendor] = {}
    layout = lay_out(table, columns_for("vendors"), intake)
    rows = [] if layout is None else read_records(table, Vendor, layout, intake)
    places: dict[str, int] = {}
    for vendor, row in rows:
        if vendor.vendor in vendors:
            first = places[vendor.vendor]
            message = f"The vendor {shown(vendor.vendor)} is already in row {first}, which is kept."
            problem = Problem("vendor", vendor.vendor, message, "Remove one.", "vendor-twice")
            intake.refuse(table, row, vendor.vendor, problem)
        else:
            vendors[vendor.vendor], places[vendor.vendor] = vendor, row.number
    return vendors


def take_offers(
    vendor: str, table: TextTable, intake: Intake, *, today: date | None
) -> list[tuple[Offer, list[TextRow]]]:
    """Return the offers of one vendor's table, each with its rows."""
    layout = lay_out(table, columns_for("offers"), intake)
    if layout is None:
        return []
    rows = read_records(table, Offer, layout, intake, shape=offer_shape(vendor))
    return merge_offers(rows, table, intake, today=today)


def offers_of(
    vendor: str,
    table: TextTable,
    intake: Intake,
    *,
    today: date | None,
    parts: Mapping[str, object] | None = None,
) -> Sequence[Offer]:
    """Return the offers of one vendor's table; those of no part are left out, if parts are known.

    Of a large table each is made when it is asked for.
    """
    layout = lay_out(table, columns_for("offers"), intake)
    if layout is None:
        return ()
    found = read_many(table, Offer, layout, intake, shape=offer_shape(vendor))
    if isinstance(found.records, Filed):
        held = _Held(found.records, found.rows, table, intake)
        return held.offers(today=today, parts=parts)
    rows = zip(found.records, found.rows, strict=True)
    merged = merge_offers(rows, table, intake, today=today)
    if parts is None:
        return tuple(offer for offer, _ in merged)
    return drop_unknown_parts(merged, parts, table, intake)


@dataclass(frozen=True, slots=True)
class _Held:
    """Rows of offers as columns: only those that something may be said of become records."""

    read: Filed[Offer]
    rows: Sequence[TextRow]
    table: TextTable
    intake: Intake

    def offers(self, *, today: date | None, parts: Mapping[str, object] | None) -> Sequence[Offer]:
        """Return the offers, each with its price breaks, as `merge_offers` makes them."""
        lowest: Sequence[int] = list(self.read.told("min_quantity"))
        offers: Filed[Offer] = self.read
        groups: Sequence[Sequence[int]] | None = None
        if not self._are_plain():
            groups = self._groups()
            heads = [places[0] for places in groups]
            if len(heads) < sum(map(len, groups)):
                breaks = [sorted(places, key=lowest.__getitem__) for places in groups]
                offers = self.read.gathered(heads, breaks)
                lowest = [lowest[places[0]] for places in breaks]
            elif len(heads) < len(self.rows):
                offers, lowest = self.read.picked(heads), [lowest[place] for place in heads]
        self._report_doubts(offers, lowest, groups, today)
        return offers if parts is None else self._known(offers, groups, parts)

    def _are_plain(self) -> bool:
        """Tell whether each row is an offer for another part, on days that can be."""
        numbers = list(self.read.told("part_number"))
        return len(set(numbers)) == len(numbers) and not any(self.read.told("valid_until"))

    def _groups(self) -> Sequence[Sequence[int]]:
        """Return the rows of each offer, by place; one that disagrees with its first is refused."""
        keys = zip(*(self.read.told(name) for name in OFFER_KEY), strict=True)
        firsts: dict[object, int] = {}
        owners = [firsts.setdefault(key, place) for place, key in enumerate(keys)]
        told = zip(self.read.told("valid_until"), self.read.told("quoted_on"), strict=True)
        doubtful = {owners[at] for at, (until, day) in enumerate(told) if until and until < day}
        if len(firsts) < len(owners):
            doubtful |= self._disagreeing(owners)
        groups: dict[int, list[int]] = {}
        made: dict[int, dict[int, OfferRow]] = {}
        for place, owner in enumerate(owners):
            group = groups.setdefault(owner, [])
            if owner in doubtful:
                each, others = (self.read[place], self.rows[place]), made.setdefault(owner, {})
                if not _is_in_order(each, others, self.table, self.intake):
                    continue
                others[each[0].price_breaks[0].min_quantity] = each
            group.append(place)
        return [group for group in groups.values() if group]

    def _disagreeing(self, owners: Sequence[int]) -> set[int]:
        """Return the offers, by their first row, of which two rows may not go together."""
        lowest = list(zip(owners, self.read.told("min_quantity"), strict=True))
        found = {owner for (owner, _), many in Counter(lowest).items() if many > 1}
        later = [(place, owner) for place, owner in enumerate(owners) if place != owner]
        for name in self.read.stated() - {*OFFER_KEY, *PriceBreak.model_fields}:
            values, said = list(self.read.told(name)), self.read.said(name)
            found.update(
                owner for place, owner in later if said(place) and values[place] != values[owner]
            )
        return found

    def _report_doubts(
        self,
        offers: Filed[Offer],
        lowest: Sequence[int],
        groups: Sequence[Sequence[int]] | None,
        today: date | None,
    ) -> None:
        least, days = list(offers.told("minimum_quantity")), list(offers.told("quoted_on"))
        if max(lowest, default=1) == 1 and (today is None or max(days, default=today) <= today):
            return
        for at, (low, minimum, day) in enumerate(zip(lowest, least, days, strict=True)):
            if low > max(minimum, 1) or (today and day > today):
                row = self.rows[at if groups is None else groups[at][0]]
                _report_doubts(offers[at], row, self.table, self.intake, today=today)

    def _known(
        self,
        offers: Filed[Offer],
        groups: Sequence[Sequence[int]] | None,
        parts: Mapping[str, object],
    ) -> Filed[Offer]:
        """Return the offers for parts that are known; the others are left out, with a finding."""
        numbers, known = list(offers.told("part_number")), parts.keys()
        if all(map(known.__contains__, numbers)):
            return offers
        unknown = [at for at, number in enumerate(numbers) if number not in known]
        left = (
            (offers[at], [self.rows[place] for place in ((at,) if groups is None else groups[at])])
            for at in unknown
        )
        drop_unknown_parts(left, parts, self.table, self.intake)
        return offers.without(unknown)


def offer_shape(vendor: str, **usual: str) -> Shape:
    """Return the shape of an offer with one price break; `usual` is what empty cells say."""
    return Shape({"vendor": vendor, **usual}, nested=("price_breaks", PriceBreak))


def merge_offers(
    rows: Iterable[OfferRow], table: TextTable, intake: Intake, *, today: date | None = None
) -> list[tuple[Offer, list[TextRow]]]:
    """Make one offer of the rows that differ in their price break alone, and check it."""
    found = list(rows)
    keys = [_KEY_OF(offer) for offer, _ in found]
    groups: Iterable[list[OfferRow]]
    if len(set(keys)) == len(keys):
        groups = ([each] for each in found if _is_in_order(each, {}, table, intake))
    else:
        groups = _grouped(found, keys, table, intake)
    merged = []
    for taken in groups:
        offer = _merged(taken)
        _report_doubts(offer, taken[0][1], table, intake, today=today)
        merged.append((offer, [row for _, row in taken]))
    return merged


def _grouped(
    rows: Iterable[OfferRow], keys: Iterable[object], table: TextTable, intake: Intake
) -> Iterator[list[OfferRow]]:
    """Yield the rows of each offer; those that do not go with its first one are refused."""
    # By the packs from which on its price holds, each row of an offer is one of its own.
    groups: dict[object, dict[int, OfferRow]] = {}
    for each, key in zip(rows, keys, strict=True):
        group = groups.setdefault(key, {})
        if _is_in_order(each, group, table, intake):
            group[each[0].price_breaks[0].min_quantity] = each
    return (list(group.values()) for group in groups.values() if group)


def _is_in_order(
    each: OfferRow, group: Mapping[int, OfferRow], table: TextTable, intake: Intake
) -> bool:
    offer, row = each
    problem = _disagreement(offer, group) if group else None
    problem = problem or _wrong_days(offer)
    if problem is not None:
        intake.refuse(table, row, offer.part_number, problem)
    return problem is None


def _disagreement(offer: Offer, group: Mapping[int, OfferRow]) -> Problem | None:
    first, row = next(iter(group.values()))
    quantity = offer.price_breaks[0].min_quantity
    if quantity in group:
        at = group[quantity][1].number
        message = f"Row {at} gives the price from {quantity} on already; that one is kept."
        hint = "Remove one of them, or give the other offer its own sku."
        return Problem("min_quantity", str(quantity), message, hint, "offer-twice")
    # A cell left empty, or at its default, says nothing of its own.
    for name in offer.model_fields_set - {"price_breaks", *OFFER_KEY}:
        mine, theirs = getattr(offer, name), getattr(first, name)
        if mine != theirs:
            message = (
                f"{shown(str(mine))} differs from {theirs!s} in row {row.number}, the same offer."
            )
            hint = "Write it as there, or give the other offer its own sku."
            return Problem(name, str(mine), message, hint, "offer-disagrees")
    return None


def _wrong_days(offer: Offer) -> Problem | None:
    if offer.valid_until is None or offer.valid_until >= offer.quoted_on:
        return None
    message = f"'{offer.valid_until}' is before the day it was quoted on, {offer.quoted_on}."
    return Problem("valid_until", str(offer.valid_until), message, "Correct one of the two dates.")


def _merged(group: list[OfferRow]) -> Offer:
    if len(group) == 1:
        return group[0][0]
    breaks = sorted(
        (offer.price_breaks[0] for offer, _ in group), key=lambda each: each.min_quantity
    )
    return group[0][0].model_copy(update={"price_breaks": tuple(breaks)})


def _report_doubts(
    offer: Offer, row: TextRow, table: TextTable, intake: Intake, *, today: date | None
) -> None:
    lowest = offer.price_breaks[0].min_quantity
    if lowest > max(offer.minimum_quantity, 1):
        intake.add(
            "offer-break-missing",
            offer.part_number,
            f"The first price is from {lowest} packs on; fewer may be bought.",
            hint=f"Add the price of fewer, or write {lowest} in minimum_quantity.",
            cell=table.cell(row.number, "min_quantity", str(lowest)),
            severity=Severity.WARNING,
        )
    if today is not None and offer.quoted_on > today:
        place = table.cell(row.number, "quoted_on", str(offer.quoted_on))
        report_future(offer.part_number, offer.quoted_on, today, place=place, intake=intake)


def report_future(subject: str, day: date, today: date, *, place: Cell, intake: Intake) -> None:
    """Warn of a price or a rate of a day that is still to come."""
    intake.add(
        "day-in-future",
        subject,
        f"'{day}' is after today, {today}.",
        hint="Correct the year, the month or the day.",
        cell=place,
        severity=Severity.WARNING,
    )


def drop_unknown_parts(
    offers: Iterable[tuple[Offer, list[TextRow]]],
    known: Mapping[str, object],
    table: TextTable,
    intake: Intake,
) -> list[Offer]:
    """Leave out, with a finding each, the offers for parts that no file describes."""
    kept = []
    for offer, rows in offers:
        if offer.part_number in known:
            kept.append(offer)
            continue
        near = intake.nearest(offer.part_number, known, alike=70)
        hint = f"Did you mean {near}?" if near else "Add the part to a parts file first."
        intake.add(
            "offer-part-unknown",
            offer.part_number,
            f"No parts file has a part {shown(offer.part_number)}; the offer is left out.",
            hint=hint,
            cell=table.cell(rows[0].number, "part_number", offer.part_number),
        )
        for row in rows:
            intake.leave_out(table, row)
    return kept
