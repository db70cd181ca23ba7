"""The catalog: parts, offers, vendors and rates read from files, with what was left out and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from planner.model.codes import PART_UNKNOWN
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate
from planner.model.offers import Offer
from planner.model.parts import Part
from planner.model.record import Record
from planner.model.vendors import Vendor

_VENDORS = "vendors.csv"


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

    def may_be_about(self, parts: Collection[str]) -> bool:
        """Tell whether it may be about one of these parts, all in small letters.

        It is not if it names another part, and none of these in any cell.
        """
        if not self.part_number:
            return True
        text = " ".join(self.cells).casefold()
        return any(number in text for number in parts)


class Catalog(Record):
    """Everything the catalog files say. `fingerprint` changes with any fact in them."""

    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    fingerprint: str = ""

    @cached_property
    def by_number(self) -> dict[str, Part]:
        """Parts by part number."""
        return {part.part_number: part for part in self.parts}

    @cached_property
    def vendor_names(self) -> dict[str, str]:
        """Vendor names by vendor id."""
        return {vendor.vendor: vendor.name for vendor in self.vendors}

    @property
    def offers_left_out(self) -> tuple[LeftOut, ...]:
        """Return the rows that were not taken and may be offers of a vendor.

        Those of parts, vendors and rates are not, nor is what no vendor of vendors.csv sells, while
        that was read to the end.
        """
        vendors_read = not any(row.file == _VENDORS for row in self.left_out)
        strangers = {
            row.file
            for row in self.left_out
            if vendors_read and row.file.removeprefix("offers/") != row.file
        } - {f"offers/{vendor}.csv" for vendor in self.vendor_names}
        others = ("parts/", _VENDORS, "rates.csv")
        return tuple(
            row
            for row in self.left_out
            if row.file not in strangers and not row.file.startswith(others)
        )

    @property
    def rows_unread(self) -> int:
        """Return how many rows of parts and offers were not taken: any of them may be cheaper."""
        parts = sum(row.file.startswith("parts/") for row in self.left_out)
        return parts + len(self.offers_left_out)

    @cached_property
    def _offers(self) -> dict[str, tuple[Offer, ...]]:
        found: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            # What a bundle costs is no price of one part: only whoever buys a whole bill weighs it.
            if not offer.also_holds:
                found[offer.part_number].append(offer)
        return {number: tuple(offers) for number, offers in found.items()}

    def name_of(self, part_number: str) -> str:
        """Return the name of a part; of one that is not here, its number."""
        part = self.by_number.get(part_number)
        return part_number if part is None else part.name

    def offers_for(self, part_number: str) -> tuple[Offer, ...]:
        """Return every offer for a part alone, in catalog order."""
        return self._offers.get(part_number, ())

    def in_category(self, category: str) -> tuple[Part, ...]:
        """Return the parts of one category, in catalog order."""
        return tuple(part for part in self.parts if part.category == category)

    def with_parts(
        self,
        parts: Iterable[Part],
        offers: Iterable[Offer] = (),
        left_out: Iterable[LeftOut] = (),
    ) -> "Catalog":
        """Return a catalog with more parts and offers; a part number already known is replaced.

        `left_out` are rows beside them that were not taken.
        """
        added = {part.part_number: part for part in parts}
        kept = tuple(part for part in self.parts if part.part_number not in added)
        # Not model_copy: it would carry the cached indexes of the old catalog along.
        return Catalog(
            parts=kept + tuple(added.values()),
            offers=self.offers + tuple(offers),
            vendors=self.vendors,
            rates=self.rates,
            findings=self.findings,
            left_out=(*self.left_out, *left_out),
            fingerprint=self.fingerprint,
        )


def unknown_part(part_number: str, *, hint: str = "") -> Finding:
    """Return that the catalog has no part of this number; `hint` is what else would mend it."""
    return Finding(
        code=PART_UNKNOWN,
        severity=Severity.ERROR,
        subject=part_number,
        message=f"There is no part {part_number!r} in the catalog.",
        hint=hint,
    )
