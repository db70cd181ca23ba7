"""The catalog: parts, offers, vendors and rates read from files, with what was left out and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from planner.model.findings import Finding
from planner.model.money import ExchangeRate
from planner.model.parts import Part
from planner.model.purchase import Offer, Vendor
from planner.model.record import Record


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was not taken, as it stood in its file, beside the finding that says why."""

    file: str
    row: int
    cells: tuple[str, ...]


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

    @cached_property
    def _offers(self) -> dict[str, tuple[Offer, ...]]:
        found: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            # What a bundle costs is no price of one part: only whoever buys a whole bill weighs it.
            if not offer.also_holds:
                found[offer.part_number].append(offer)
        return {number: tuple(offers) for number, offers in found.items()}

    def offers_for(self, part_number: str) -> tuple[Offer, ...]:
        """Return every offer for a part alone, in catalog order."""
        return self._offers.get(part_number, ())

    def in_category(self, category: str) -> tuple[Part, ...]:
        """Return the parts of one category, in catalog order."""
        return tuple(part for part in self.parts if part.category == category)

    def with_parts(self, parts: Iterable[Part], offers: Iterable[Offer] = ()) -> "Catalog":
        """Return a catalog with more parts and offers; a part number already known is replaced."""
        added = {part.part_number: part for part in parts}
        kept = tuple(part for part in self.parts if part.part_number not in added)
        # Not model_copy: it would carry the cached indexes of the old catalog along.
        return Catalog(
            parts=kept + tuple(added.values()),
            offers=self.offers + tuple(offers),
            vendors=self.vendors,
            rates=self.rates,
            findings=self.findings,
            left_out=self.left_out,
            fingerprint=self.fingerprint,
        )
