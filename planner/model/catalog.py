"""The catalog: parts, offers, vendors and rates read from files, with what was left out and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Annotated

from pydantic import BeforeValidator, Field, InstanceOf, PlainSerializer

from planner.model.cells import VendorId
from planner.model.codes import PART_UNKNOWN
from planner.model.filed import ByKey, Kept, Shelf, joined, once, told
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate
from planner.model.offers import OFFER_KEY, Offer
from planner.model.parts import Part, PartNumber
from planner.model.price_events import PriceEvent
from planner.model.record import Record, fingerprint
from planner.model.tariffs import Tariff
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor

_VENDORS = "vendors.csv"
_MOST_SIGNS = 64  # of a fingerprint
# What the names of one's own files begin with, where they stand beside those of the shipped ones.
OWN = "own/"


class Retired(Record):
    """What you no longer use: a part, a shop, or a shop's price for a part.

    A retired part is not proposed and not offered for choosing; builds that hold it still cost what
    they cost. Prices are left out that were quoted on the day of retirement or before: one of a
    later day is new.
    """

    part_number: PartNumber | None = Field(
        default=None, description="The part; empty if a whole shop is retired"
    )
    vendor: VendorId | None = Field(
        default=None, description="The shop; empty if the part is retired whoever sells it"
    )
    retired_on: date = Field(description="Date from which it is no longer used")
    note: str = Field(default="", description="Why")

    def covers(self, offer: Offer) -> bool:
        """Tell whether an offer is one of those that are no longer used."""
        of_part = self.part_number in (None, offer.part_number)
        return self.vendor == offer.vendor and of_part and offer.quoted_on <= self.retired_on


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not taken, as it stood in its file, beside the finding that says why.

    `part_number` is what its cell of that name says; empty if it has none. A file of which no row
    could be read is its first row, without cells.
    """

    file: str
    row: int
    cells: tuple[str, ...]
    part_number: str = ""

    @property
    def table(self) -> str:
        """Return the name of its file in a catalog folder, shipped or one's own."""
        return self.file.removeprefix(OWN)

    def may_be_about(self, parts: Collection[str]) -> bool:
        """Tell whether it may be about one of these parts, all in small letters.

        It is not if it names another part, and none of these in any cell.
        """
        if not self.part_number:
            return True
        text = " ".join(self.cells).casefold()
        return any(number in text for number in parts)


class OwnRows(Record):
    """What one's own folder and one's own files add to the shipped catalog, or change in it."""

    parts: Kept[Part] = ()
    offers: Kept[Offer] = ()
    vendors: tuple[Vendor, ...] = ()


class Stamp:
    """A fingerprint that is reckoned when it is asked for: of many facts that takes a while."""

    def __init__(self, text: str = "", facts: Sequence[Sequence[Record]] = ()) -> None:
        self._text, self._facts = text, facts

    @classmethod
    def of(cls, *facts: Sequence[Record]) -> "Stamp":
        """Return what changes with any of some facts."""
        return cls("", facts)

    @property
    def text(self) -> str:
        """Return it as 16 hex digits."""
        facts = self._facts
        if facts:
            self._text = fingerprint(chain.from_iterable(map(once, facts)))
            self._facts = ()
        return self._text

    def __eq__(self, other: object) -> bool:
        """Tell whether another is of the same facts."""
        return self is other or (isinstance(other, Stamp) and self.text == other.text)

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Stamp({self.text!r})"

    def __reduce__(self) -> tuple[type["Stamp"], tuple[str]]:
        """Return what makes it again elsewhere: its text, without the facts."""
        return Stamp, (self.text,)


def _as_stamp(given: object) -> object:
    if isinstance(given, str) and len(given) > _MOST_SIGNS:
        raise ValueError(f"A fingerprint has at most {_MOST_SIGNS} signs.")
    return Stamp(given) if isinstance(given, str) else given


# The type of a field that keeps the fingerprint of a catalog, reckoned when it is read or written.
CatalogStamp = Annotated[
    InstanceOf[Stamp],
    BeforeValidator(_as_stamp),
    PlainSerializer(attrgetter("text"), return_type=str),
]


class Catalog(Record):
    """Everything the catalog files say. Its `fingerprint` changes with any fact in them.

    `own` is what of it nobody else has. Parts and offers of large files are made when somebody asks
    for them.
    """

    parts: Kept[Part] = ()
    offers: Kept[Offer] = ()
    vendors: tuple[Vendor, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    price_events: tuple[PriceEvent, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    tax_rules: tuple[TaxRule, ...] = ()
    retired: tuple[Retired, ...] = ()
    own: OwnRows = OwnRows.model_construct()  # what checks it is made when somebody has some
    stamp: InstanceOf[Stamp] = Stamp()

    @property
    def fingerprint(self) -> str:
        """16 hex digits that change with any fact in the files."""
        return self.stamp.text

    @cached_property
    def by_number(self) -> Mapping[str, Part]:
        """Parts by part number."""
        if isinstance(self.parts, Shelf):
            return ByKey(self.parts, "part_number")
        return {part.part_number: part for part in self.parts}

    @cached_property
    def vendor_names(self) -> dict[str, str]:
        """Vendor names by vendor id."""
        return {vendor.vendor: vendor.name for vendor in self.vendors}

    @cached_property
    def retired_parts(self) -> frozenset[str]:
        """Return the numbers of parts that one no longer uses, whoever sells them."""
        whole = (each.part_number for each in self.retired if each.vendor is None)
        return frozenset(number for number in whole if number is not None)

    @property
    def offers_left_out(self) -> tuple[LeftOut, ...]:
        """Return the rows that were not taken and may be offers of a vendor.

        Those of parts, vendors and what is dated are not, nor is what no vendor of
        vendors.csv sells, while that was read to the end.
        """
        vendors_read = not any(row.table == _VENDORS for row in self.left_out)
        strangers = {
            row.table
            for row in self.left_out
            if vendors_read and row.table.removeprefix("offers/") != row.table
        } - {f"offers/{vendor}.csv" for vendor in self.vendor_names}
        dated = ("rates.csv", "price_events.csv", "tariffs.csv", "taxes.csv")
        others = ("parts/", _VENDORS, *dated, "retired.csv")
        return tuple(
            row
            for row in self.left_out
            if row.table not in strangers and not row.table.startswith(others)
        )

    @property
    def rows_unread(self) -> int:
        """Return how many rows of parts and offers were not taken: any of them may be cheaper."""
        parts = sum(row.table.startswith("parts/") for row in self.left_out)
        return parts + len(self.offers_left_out)

    @cached_property
    def reckoned(self) -> dict[object, object]:
        """What was reckoned of this very catalog and need not be again, by what reckons it."""
        return {}

    @cached_property
    def _offer_places(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        held = zip(told(self.offers, "part_number"), told(self.offers, "also_holds"), strict=True)
        for place, (number, others) in enumerate(held):
            # What a bundle costs is no price of one part: only whoever buys a whole bill weighs it.
            if not others:
                # Of a large catalog most parts have one: no list is made to hold it.
                found[number] = (*found.get(number, ()), place)
        return found

    @cached_property
    def part_names(self) -> dict[str, str]:
        """Return what each part is called, by its number."""
        return dict(zip(told(self.parts, "part_number"), told(self.parts, "name"), strict=True))

    def name_of(self, part_number: str) -> str:
        """Return the name of a part; of one that is not here, its number."""
        part = self.by_number.get(part_number)
        return part_number if part is None else part.name

    def offer_places(self, part_number: str) -> tuple[int, ...]:
        """Return the places of the offers for a part alone, in catalog order."""
        return self._offer_places.get(part_number, ())

    def offers_for(self, part_number: str) -> tuple[Offer, ...]:
        """Return every offer for a part alone, in catalog order."""
        return tuple(self.offers[place] for place in self.offer_places(part_number))

    def in_category(self, category: str) -> tuple[Part, ...]:
        """Return the parts of one category, in catalog order."""
        kinds = enumerate(told(self.parts, "category"))
        return tuple(self.parts[place] for place, each in kinds if each == category)

    def offering(self, offers: Sequence[Offer]) -> "Catalog":
        """Return a catalog of the same facts with other offers."""
        if offers is self.offers:
            return self
        made = self._with(offers=offers)
        made.__dict__["by_number"] = self.by_number  # the parts are the same
        return made

    def with_parts(
        self,
        parts: Iterable[Part],
        offers: Iterable[Offer] = (),
        left_out: Iterable[LeftOut] = (),
    ) -> "Catalog":
        """Return a catalog with parts and offers of one's own; a known part number is replaced.

        `left_out` are rows beside them that were not taken.
        """
        new_parts, new_offers = tuple(parts), tuple(offers)
        own = OwnRows(
            parts=joined((self.own.parts, new_parts)),
            offers=joined((self.own.offers, new_offers)),
            vendors=self.own.vendors,
        )
        return self._with(
            parts=self._parts_with(new_parts),
            offers=joined((self.offers, new_offers)),
            left_out=(*self.left_out, *left_out),
            own=own,
        )

    def holding(
        self, parts: Iterable[Part], offers: Iterable[Offer], vendors: Iterable[Vendor] = ()
    ) -> "Catalog":
        """Return a catalog with what a build brings along: itself if that is nothing.

        Its parts take the place of those here. An offer or a vendor that is here, too, counts as
        it is here: the row was corrected since, or it is the same.
        """
        brought = tuple(parts)
        more = tuple(each for each in offers if not self._sells(each))
        names = {vendor.vendor for vendor in self.vendors}
        sellers = tuple(each for each in vendors if each.vendor not in names)
        if not (brought or more or sellers):
            return self
        return self._with(
            parts=self._parts_with(brought),
            offers=joined((self.offers, more)),
            vendors=(*self.vendors, *sellers),
        )

    def _sells(self, offer: Offer) -> bool:
        """Tell whether there is a price of the same vendor and day for the same article."""
        here = self.offers_for(offer.part_number)
        return any(all(getattr(each, n) == getattr(offer, n) for n in OFFER_KEY) for each in here)

    def _parts_with(self, more: Iterable[Part]) -> Sequence[Part]:
        added = {part.part_number: part for part in more}
        if self.by_number.keys().isdisjoint(added):
            return joined((self.parts, tuple(added.values())))
        kept = (part for part in self.parts if part.part_number not in added)
        return (*kept, *added.values())

    def _with(self, **other: object) -> "Catalog":
        """Return a catalog with other facts.

        Not model_copy: it would carry the cached indexes of the old catalog along. What was checked
        once is not checked again: there may be a hundred thousand offers.
        """
        facts = {name: getattr(self, name) for name in Catalog.model_fields}
        return Catalog.model_construct(**facts | other)


def unknown_part(part_number: str, *, hint: str = "") -> Finding:
    """Return that the catalog has no part of this number; `hint` is what else would mend it."""
    return Finding(
        code=PART_UNKNOWN,
        severity=Severity.ERROR,
        subject=part_number,
        message=f"There is no part {part_number!r} in the catalog.",
        hint=hint,
    )
